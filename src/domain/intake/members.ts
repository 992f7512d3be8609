// The images of each class, as those who compare classes need them.
import type { ClassId, Item } from '../types';

/** Images by class, in the order in which classes first occur; one with two labels is in both, an excluded one in none. */
export function membersByClass<Seen extends Pick<Item, 'labels' | 'excluded'>>(
  items: Iterable<Seen>,
): ReadonlyMap<ClassId, readonly Seen[]> {
  const classes = new Map<ClassId, Seen[]>();
  for (const item of items) {
    if (item.excluded) continue;
    for (const label of item.labels) {
      const members = classes.get(label);
      if (members) members.push(item);
      else classes.set(label, [item]);
    }
  }
  return classes;
}
