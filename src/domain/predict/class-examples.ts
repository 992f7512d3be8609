// Evidence beside an answer: the labelled images most like one image that have a class, and those that have not.
import type { ClassId, ItemId } from '../types';

/** A labelled image as another one sees it. */
export interface Example {
  readonly id: ItemId;
  /** Cosine, -1..1. */
  readonly similarity: number;
}

export interface ClassExamples {
  readonly classId: ClassId;
  /** Most alike images of the class, best first. */
  readonly nearest: readonly Example[];
  /** Most alike labelled images that do not have the class (counter-examples), best first. */
  readonly others: readonly Example[];
}

/**
 * At most `most` examples and counter-examples for each class, from labelled images in order of likeness (best first). An
 * image with several labels stands for each of them and is no counter-example to any; one without a label is neither.
 */
export function examplesByClass(
  ranked: readonly (Example & { readonly labels: readonly ClassId[] })[],
  classes: readonly ClassId[],
  most: number,
): readonly ClassExamples[] {
  const labelled = ranked.filter(({ labels }) => labels.length > 0);
  const firstOf = (classId: ClassId, having: boolean): readonly Example[] => {
    const out: Example[] = [];
    for (const { id, similarity, labels } of labelled) {
      if (out.length === most) break;
      if (labels.includes(classId) === having) out.push({ id, similarity });
    }
    return out;
  };
  return classes.map((classId) => ({
    classId,
    nearest: firstOf(classId, true),
    others: firstOf(classId, false),
  }));
}
