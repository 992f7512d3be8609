// Parts of a set: which images are only judged, what a second file of an image does to its part, who stands on both sides.
import type { Item, Part } from '../types';

type InPart = Pick<Item, 'part'>;

/** True for an image of the external test set: nothing learns from it, and it votes on nothing. */
export function isExternal(item: InPart | undefined): boolean {
  return item?.part === 'external';
}

/** The same image in a part; undefined: in none. */
export function withPart<Seen extends InPart>(item: Seen, part: Part | undefined): Seen {
  if (item.part === part) return item;
  const { part: _left, ...rest } = item;
  return (part === undefined ? rest : { ...rest, part }) as Seen;
}

/**
 * The part of an image that comes once more, from a file of the part `came`. External wins, whichever came first: nothing that
 * ever came as external is learnt from. Else the first part stands, and an image of none takes the one it is now given.
 * `both`: it has been on two sides.
 */
export function mergedPart(
  had: Part | undefined,
  came: Part | undefined,
): { readonly part: Part | undefined; readonly both: boolean } {
  if (had === came) return { part: had, both: false };
  if (had === 'external' || came === 'external') return { part: 'external', both: true };
  return { part: had ?? came, both: had !== undefined && came !== undefined };
}

/**
 * What images are joined by where a row is a whole patient or study: the group, external images apart from those that are
 * learnt from, so that no row is made of both. null: joined with none.
 */
export function joinedBy({ group, part }: Pick<Item, 'group' | 'part'>): string | null {
  return group !== null && part === 'external' ? `external ${group}` : group;
}

/** Images of groups that stand on both sides: a leak, whatever is judged there. Images in the order given. */
export interface PartLeak<Seen> {
  readonly groups: number;
  readonly images: readonly Seen[];
}

/** Sides of the kept split: validation belongs to what is learnt from, since choices are made on it. */
const keptSide = ({ part }: InPart) => (part === 'test' ? 1 : part === 'train' || part === 'val' ? 0 : null);

function leakBetween<Seen extends Pick<Item, 'group' | 'part' | 'excluded'>>(
  items: Iterable<Seen>,
  sideOf: (item: Seen) => 0 | 1 | null,
): PartLeak<Seen> {
  const groups = new Map<string, [Seen[], Seen[]]>();
  for (const item of items) {
    const side = sideOf(item);
    if (item.excluded || item.group === null || side === null) continue;
    const sides = groups.get(item.group) ?? [[], []];
    sides[side].push(item);
    groups.set(item.group, sides);
  }
  const torn = [...groups.values()].filter(([one, other]) => one.length > 0 && other.length > 0);
  return { groups: torn.length, images: torn.flat(2) };
}

/** Groups with images in the external test set and outside it. Excluded images, and those of no known group, count on no side. */
export function externalLeak<Seen extends Pick<Item, 'group' | 'part' | 'excluded'>>(
  items: Iterable<Seen>,
): PartLeak<Seen> {
  return leakBetween(items, (item) => (isExternal(item) ? 1 : 0));
}

/** Groups with images in the test part of a kept split and in its training or validation part. */
export function splitLeak<Seen extends Pick<Item, 'group' | 'part' | 'excluded'>>(
  items: Iterable<Seen>,
): PartLeak<Seen> {
  return leakBetween(items, keptSide);
}
