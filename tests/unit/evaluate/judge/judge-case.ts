// A table of Gaussian classes in groups of several rows, with texts near the class centres: what judging is tried on.
import { approaches, type CaseTable } from '../../../../src/domain/evaluate/cases';
import { foldPlan } from '../../../../src/domain/evaluate/judge/fold-plan';
import type { JudgeRequest, WordsInput } from '../../../../src/domain/evaluate/judge/judge-types';
import { normaliseRows } from '../../../../src/domain/matrix';
import type { AdapterTask } from '../../../../src/domain/predict/adapter-types';
import { makeRandom } from '../../../../src/domain/random';

export interface CaseSettings {
  readonly groupsPerClass?: number;
  readonly rowsPerGroup?: number;
  readonly classCount?: number;
  readonly dim?: number;
  readonly noise?: number;
  /** How far the rows of a group lie together. */
  readonly groupNoise?: number;
  readonly task?: AdapterTask;
  readonly seed?: number;
}

const defaults: Required<CaseSettings> = {
  ...{ groupsPerClass: 8, rowsPerGroup: 3, classCount: 3, dim: 16 },
  ...{ noise: 0.6, groupNoise: 0.4, task: 'single' as const, seed: 11 },
};

export function caseTable(settings: CaseSettings = {}): CaseTable {
  const { groupsPerClass, rowsPerGroup, classCount, dim, noise, groupNoise, task, seed } = {
    ...defaults,
    ...settings,
  };
  const random = makeRandom(seed);
  const drawn = (scale: number) => Float64Array.from({ length: dim }, () => random.normal() * scale);
  const centres = Array.from({ length: classCount }, () => drawn(1));
  const rows: number[][] = [];
  const rowClasses: number[][] = [];
  const groups: string[] = [];
  for (let g = 0; g < groupsPerClass * classCount; g++) {
    const own = drawn(groupNoise);
    for (let r = 0; r < rowsPerGroup; r++) {
      const classes = [g % classCount];
      // Every third row of a multi-label set has a second label.
      if (task === 'multi' && (g + r) % 3 === 0) classes.push((g + 1) % classCount);
      const far = drawn(noise);
      rows.push(
        Array.from(far, (value, d) => value + own[d]! + classes.reduce((sum, c) => sum + centres[c]![d]!, 0)),
      );
      rowClasses.push(classes.sort((a, b) => a - b));
      groups.push(`patient ${g}`);
    }
  }
  return {
    ids: rows.map((_, row) => `item${row}`),
    dim,
    data: normaliseRows(Float32Array.from(rows.flat()), dim),
    task,
    classes: centres.map((_, c) => `class${c}`),
    rowClasses,
    groups,
  };
}

/** Three wordings: of noise, of the classes' means, of noise. */
export function wordsFor({ data, dim, classes, rowClasses }: CaseTable): WordsInput {
  const random = makeRandom(5);
  const noise = () => Float32Array.from({ length: classes.length * dim }, () => random.normal());
  const means = new Float32Array(classes.length * dim);
  for (const [row, own] of rowClasses.entries())
    for (const c of own) for (let d = 0; d < dim; d++) means[c * dim + d]! += data[row * dim + d]!;
  return {
    dim,
    variants: [noise(), means, noise()].map((vectors) => ({ vectors: normaliseRows(vectors, dim) })),
    rule: { logitScale: 20, logitBias: 0, activation: 'softmax' },
  };
}

/** The same rows in another order: row `i` of the new table is row `order[i]` of the old one. */
export function reordered(table: CaseTable, order: readonly number[]): CaseTable {
  const { dim, data } = table;
  return {
    ...table,
    ids: order.map((row) => table.ids[row]!),
    data: Float32Array.from(order.flatMap((row) => [...data.subarray(row * dim, (row + 1) * dim)])),
    rowClasses: order.map((row) => table.rowClasses[row]!),
    groups: order.map((row) => table.groups[row]!),
  };
}

/** All six approaches on three folds, with the wordings above. */
export function requestFor(table: CaseTable, change: Partial<JudgeRequest> = {}): JudgeRequest {
  const { rowClasses, groups, classes } = table;
  const plan = foldPlan({ rowClasses, groups, classCount: classes.length, folds: 3, seed: 7 });
  return { table, plan, approaches, words: wordsFor(table), ...change };
}
