// Whether the set can be trained on, and if not, what is missing, in words.
import type { ClassId } from '../../domain/types';
import type { AppState } from '../../state/app-state';

export const minClasses = 2;
export const minPerClass = 5;

/** Images for each class that training would see: with exactly one label and not excluded. */
export function trainingCounts({
  items,
  classes,
}: Pick<AppState, 'items' | 'classes'>): readonly (readonly [string, number])[] {
  const counts = new Map<ClassId, number>(classes.map(({ id }) => [id, 0]));
  for (const { labels, excluded } of items.values()) {
    const [label] = labels;
    if (excluded || labels.length !== 1 || label === undefined) continue;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return classes.map(({ id, name }) => [name, counts.get(id) ?? 0] as const);
}

/** What is missing, or null when it can train. Empty classes do not count. */
export function whatIsMissing(counts: readonly (readonly [string, number])[]): string | null {
  const used = counts.filter(([, n]) => n > 0);
  const small = used.filter(([, n]) => n < minPerClass);
  const rule = `Needs at least ${minClasses} classes with ${minPerClass} images each`;
  if (small.length > 0) return `${rule}: ${small.map(([name, n]) => `'${name}' has ${n}`).join(', ')}.`;
  if (used.length < minClasses)
    return `${rule}: ${used.length === 0 ? 'no image has a class yet' : `only '${used[0]?.[0]}' has images`}.`;
  return null;
}
