// Whether the set can be trained on, and if not, what is missing, in words.
import type { TrainingPlan } from '../../state/training';

export const minClasses = 2;
export const minPerClass = 5;

interface Counted {
  readonly task: TrainingPlan['task'];
  /** Images that would be learnt from. */
  readonly total: number;
  /** Class name and how many of them have it. */
  readonly counts: readonly (readonly [string, number])[];
}

/** What a training would see, by class names. */
export function trainingCounts(
  { task, rows, classes, counts }: TrainingPlan,
  nameOf: (classId: string) => string,
): Counted {
  return { task, total: rows.length, counts: classes.map((id, i) => [nameOf(id), counts[i] ?? 0] as const) };
}

/** What is missing, or null when it can train. Empty classes do not count. */
export function whatIsMissing({ task, total, counts }: Counted): string | null {
  const used = counts.filter(([, n]) => n > 0);
  const small = used.filter(([, n]) => n < minPerClass);
  const rule = `Needs at least ${minClasses} classes with ${minPerClass} images each`;
  if (small.length > 0) return `${rule}: ${small.map(([name, n]) => `'${name}' has ${n}`).join(', ')}.`;
  if (used.length < minClasses)
    return `${rule}: ${used.length === 0 ? 'no image has a class yet' : `only '${used[0]?.[0]}' has images`}.`;
  const nearlyAll = task === 'multi' ? used.filter(([, n]) => total - n < minPerClass) : [];
  if (nearlyAll.length === 0) return null;
  const named = nearlyAll.map(([name, n]) => `'${name}' is missing from ${total - n}`).join(', ');
  return `A yes or no for each label needs at least ${minPerClass} labelled images without it: ${named}.`;
}
