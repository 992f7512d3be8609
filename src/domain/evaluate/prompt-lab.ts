// The prompt lab: how the answers by words on labelled rows change with the wording of one class at a time.
import type { Job } from '../job';
import { dotRows, rowCount } from '../matrix';

/** Another wording of one class. */
export interface LabWording {
  /** Index of the class in `classes`. */
  readonly target: number;
  /** Unit length; null: the encoder has no vector, and the class is then never the answer. */
  readonly vector: Float32Array | null;
  /** Counts for how stable the answers are. */
  readonly saysTheSame: boolean;
}

export interface LabInput {
  /** Labelled rows, `rows x dim`, unit length. */
  readonly rows: Float32Array;
  readonly dim: number;
  /** The one class of each row, as an index into `classes`. */
  readonly labels: readonly number[];
  /** The vector in use for each class, unit length; null: none. */
  readonly classes: readonly (Float32Array | null)[];
  /** The vector of "none of these"; null: not asked for. Its answer is never right for a labelled row. */
  readonly none: Float32Array | null;
  readonly wordings: readonly LabWording[];
}

/** What one wording comes to when it takes the place of the one in use. */
export interface WordingResult {
  /** Mean over the classes with rows of the share of their rows answered right, 0..1; null without rows. */
  readonly balancedAccuracy: number | null;
  /** Rows whose answer is another one than with the wordings in use. */
  readonly changed: number;
}

export interface Stability {
  /** Share of rows, 0..1, whose answer is the same under every wording that says the same; null without any of them. */
  readonly share: number | null;
  /** Wordings it rests on. */
  readonly wordings: number;
}

export interface PromptLab {
  /** Labelled rows it rests on. */
  readonly rows: number;
  /** Classes that have labelled rows. */
  readonly classesWithRows: number;
  /** With the wordings in use; null without rows. */
  readonly balancedAccuracy: number | null;
  /** Rows answered "none of these" with the wordings in use. */
  readonly noneAnswers: number;
  /** In the order of the wordings given. */
  readonly results: readonly WordingResult[];
  /** Over all classes, one wording changed at a time. */
  readonly stability: Stability;
  /** For each class: only its own wordings, over all rows. */
  readonly stabilityOf: readonly Stability[];
}

/** Multiplications between two breaths: some 10 ms. */
const workABreath = 4_000_000;
/** Cosine of what has no vector: below any other. */
const never = Number.NEGATIVE_INFINITY;

function cosineOf(rows: Float32Array, row: number, vector: Float32Array | null, dim: number): number {
  return vector === null ? never : dotRows(rows, row, vector, 0, dim);
}

/** Index of the largest; the first of equals, the last place where nothing has a vector. */
function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return values[best] === never ? values.length - 1 : best;
}

class Tally {
  changed = 0;
  private readonly right: Float64Array;
  private readonly seen: Float64Array;

  constructor(classes: number) {
    this.right = new Float64Array(classes);
    this.seen = new Float64Array(classes);
  }

  add(label: number, answer: number): void {
    this.seen[label]! += 1;
    if (answer === label) this.right[label]! += 1;
  }

  get classesWithRows(): number {
    return this.seen.reduce((sum, seen) => sum + (seen > 0 ? 1 : 0), 0);
  }

  get balancedAccuracy(): number | null {
    const classes = this.classesWithRows;
    const sum = this.right.reduce(
      (all, right, c) => all + (this.seen[c]! > 0 ? right / this.seen[c]! : 0),
      0,
    );
    return classes === 0 ? null : sum / classes;
  }
}

/**
 * Answers every row once with the wordings in use and once with each other wording in the place of its class's; the answer
 * is the class of the largest cosine (shares rise with the cosine, so softmax and sigmoid name the same). The rows are
 * looked at to choose words: no figure of this table is a held-out one. Reports rows; breathes between batches.
 * @throws the job's own error when it is cancelled.
 */
export async function promptLab(input: LabInput, job: Job): Promise<PromptLab> {
  const { rows, dim, labels, classes, none, wordings } = input;
  const total = Math.min(rowCount(rows, dim), labels.length);
  const inUse = new Tally(classes.length);
  const tallies = wordings.map(() => new Tally(classes.length));
  const unstable = new Array<number>(classes.length).fill(0);
  let unstableRows = 0;
  let noneAnswers = 0;
  // The last place is that of "none of these".
  const cosines = new Float64Array(classes.length + 1);
  const rowsABreath = Math.max(
    1,
    Math.floor(workABreath / ((classes.length + 1 + wordings.length) * dim || 1)),
  );
  for (let row = 0; row < total; row++) {
    if (row % rowsABreath === 0) {
      job.report(row, total);
      await job.breathe();
    }
    for (let c = 0; c < classes.length; c++) cosines[c] = cosineOf(rows, row, classes[c] ?? null, dim);
    cosines[classes.length] = cosineOf(rows, row, none, dim);
    const label = labels[row] as number;
    const answer = indexOfLargest(cosines);
    inUse.add(label, answer);
    if (answer === classes.length) noneAnswers += 1;
    const moved = new Set<number>();
    wordings.forEach(({ target, vector, saysTheSame }, w) => {
      const kept = cosines[target] as number;
      cosines[target] = cosineOf(rows, row, vector, dim);
      const other = indexOfLargest(cosines);
      cosines[target] = kept;
      tallies[w]!.add(label, other);
      if (other === answer) return;
      tallies[w]!.changed += 1;
      if (saysTheSame) moved.add(target);
    });
    for (const target of moved) unstable[target]! += 1;
    if (moved.size > 0) unstableRows += 1;
  }
  job.report(total, total);
  const stable = (count: number, moved: number): Stability => ({
    share: total === 0 || count === 0 ? null : 1 - moved / total,
    wordings: count,
  });
  const counted = wordings.filter(({ saysTheSame }) => saysTheSame);
  return {
    rows: total,
    classesWithRows: inUse.classesWithRows,
    balancedAccuracy: inUse.balancedAccuracy,
    noneAnswers,
    results: tallies.map(({ balancedAccuracy, changed }) => ({ balancedAccuracy, changed })),
    stability: stable(counted.length, unstableRows),
    stabilityOf: classes.map((_, c) =>
      stable(counted.filter(({ target }) => target === c).length, unstable[c] as number),
    ),
  };
}
