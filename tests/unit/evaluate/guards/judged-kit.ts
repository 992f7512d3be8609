// Generated rows for probes and cheats, judged in earnest: patients with a look of their own, classes that show or do not.
import type { Approach, CaseTable, EvaluationPlan } from '../../../../src/domain/evaluate/cases';
import { foldPlan } from '../../../../src/domain/evaluate/judge/fold-plan';
import { judge } from '../../../../src/domain/evaluate/judge/judge';
import type { JudgeRequest } from '../../../../src/domain/evaluate/judge/judge-types';
import { quietJob } from '../../../../src/domain/job';
import { normaliseRows } from '../../../../src/domain/matrix';
import { makeRandom } from '../../../../src/domain/random';

export interface PeoplePlan {
  readonly seed: number;
  readonly patients: number;
  readonly images: number;
  /** How far a patient's images lie from those of others, and how far the classes lie apart, in spreads of one image. */
  readonly own: number;
  readonly apart: number;
}

/** Two classes, half of the patients each; `patients x images` rows of 16 numbers. */
export function people({ seed, patients, images, own, apart }: PeoplePlan): CaseTable {
  const random = makeRandom(seed);
  const dim = 16;
  const rows: number[][] = [];
  const draw = (scale: number) => Array.from({ length: dim }, () => scale * random.normal());
  for (let p = 0; p < patients; p++) {
    const look = draw(own);
    for (let i = 0; i < images; i++) {
      const noise = draw(1);
      rows.push(look.map((value, d) => value + noise[d]! + (d === 0 ? (p % 2) * apart : 0)));
    }
  }
  const patientOf = rows.map((_, row) => Math.floor(row / images));
  return {
    ids: rows.map((_, row) => `i${row}`),
    dim,
    data: normaliseRows(Float32Array.from(rows.flat()), dim),
    task: 'single',
    classes: ['no', 'yes'],
    rowClasses: patientOf.map((p) => [p % 2]),
    groups: patientOf.map((p) => `p${p}`),
  };
}

export function planOf({ rowClasses, groups, classes }: CaseTable, seed: number): EvaluationPlan {
  return foldPlan({ rowClasses, groups, classCount: classes.length, seed });
}

export function requestFor(
  table: CaseTable,
  seed: number,
  approaches: readonly Approach[] = ['neighbours', 'linear'],
): JudgeRequest {
  return { table, plan: planOf(table, seed), approaches, words: null };
}

export const judged = (request: JudgeRequest) => judge(request, null, quietJob());
