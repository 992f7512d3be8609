// Prototypes: the mean of the images of each class, and how alike one image and these means are.
import { type Job, quietJob } from '../job';
import { dotRows, rowCount } from '../matrix';
import type { ClassId } from '../types';

/** The rows of one class added up. */
export interface ClassSum {
  readonly classId: ClassId;
  /** `dim` numbers. */
  readonly sum: Float64Array;
  readonly images: number;
}

export interface Prototypes {
  readonly dim: number;
  /** In the order of the classes asked for; those without an image are left out. */
  readonly classes: readonly ClassSum[];
}

export interface PrototypeSimilarity {
  readonly classId: ClassId;
  /** Cosine to the class's mean, -1..1; 0 where that mean, or the row, is all zeros. */
  readonly similarity: number;
  /** Images the mean is of, the asking one not among them. */
  readonly images: number;
}

// A few milliseconds of adding between two breaths.
const numbersABreath = 2_000_000;

/**
 * Adds up the rows of each class. `data`: `rows x dim`, rows of unit length, so that each image counts alike; `labels`: the
 * classes of each row. A row with several labels counts in each of them, a label outside `classes` in none. No rows, no
 * prototypes.
 */
export async function prototypesOf(
  {
    data,
    dim,
    labels,
  }: {
    readonly data: Float32Array;
    readonly dim: number;
    readonly labels: readonly (readonly ClassId[])[];
  },
  classes: readonly ClassId[],
  job: Job = quietJob(),
): Promise<Prototypes> {
  const sums = new Map(classes.map((classId) => [classId, { sum: new Float64Array(dim), images: 0 }]));
  const rowsABreath = Math.max(1, Math.floor(numbersABreath / Math.max(1, dim)));
  for (let row = 0; row < rowCount(data, dim); row++) {
    if (row % rowsABreath === rowsABreath - 1) await job.breathe();
    for (const label of new Set(labels[row])) {
      const own = sums.get(label);
      if (!own) continue;
      own.images += 1;
      for (let d = 0, p = row * dim; d < dim; d++, p++) own.sum[d]! += data[p]!;
    }
  }
  return {
    dim,
    classes: [...sums].flatMap(([classId, own]) => (own.images > 0 ? [{ classId, ...own }] : [])),
  };
}

/**
 * How alike `row` (unit length) and the mean of each class are, best first, ties in the order of the classes. `own`: the
 * classes that the row itself was added to; it is taken out of them first (leave one out), and a class that then has no
 * image is left out.
 */
export function prototypeSimilarities(
  { dim, classes }: Prototypes,
  row: Float32Array,
  own: readonly ClassId[] = [],
): readonly PrototypeSimilarity[] {
  const rowSquare = dotRows(row, 0, row, 0, dim);
  return classes
    .flatMap(({ classId, sum, images }): PrototypeSimilarity[] => {
      const without = own.includes(classId);
      const left = without ? images - 1 : images;
      if (left < 1) return [];
      let dot = 0;
      let square = 0;
      for (let d = 0; d < dim; d++) {
        const value = without ? sum[d]! - row[d]! : sum[d]!;
        dot += value * row[d]!;
        square += value * value;
      }
      const lengths = Math.sqrt(square * rowSquare);
      const similarity = lengths > 0 ? Math.max(-1, Math.min(1, dot / lengths)) : 0;
      return [{ classId, similarity, images: left }];
    })
    .sort((a, b) => b.similarity - a.similarity);
}
