// Images that are almost certainly the same picture: re-encoded, resized, brightened or cut by a hair (reliability.md R24).
import { AppError } from '../errors';
import { lookDistance, lookWords } from '../intake/look';
import type { NearestTable } from '../types';

/** A pair needs this cosine similarity and at most so many of the 255 bits of its looks apart; one of the rules is enough. */
export const alikeRules = [
  { similarity: 0.85, bits: 24 },
  { similarity: 0.97, bits: 44 },
] as const;
/** What is asked of the cosine alone where one of the two has no look. */
export const alikeWithoutLook = 0.995;
/** Neighbours to search for each row, the row itself among them: the copies of one picture are few. */
export const alikeNeighbours = 8;

export interface NearDuplicateInput {
  /** `queries x k`: neighbours of some rows of a table in that table. A row may find itself, and -1 ends its list. */
  readonly nearest: NearestTable;
  /** The row of the table that each query is. */
  readonly queries: readonly number[];
  /** The look of each row of the table (see intake/look.ts); null where it has none. */
  readonly looks: readonly (string | null)[];
  /** The stack (series, volume) each row is a slice of, or null: slices of one stack are alike by nature, and never a pair. */
  readonly stacks: readonly (string | null)[];
}

/** Two rows that show the same picture. */
export interface NearPair<Row> {
  readonly a: Row;
  readonly b: Row;
  /** Cosine similarity, -1..1. */
  readonly similarity: number;
  /** Bits of the looks that differ, 0..255; null: judged by the cosine alone. */
  readonly bits: number | null;
}

/** Rows that hang together by pairs, and the pairs. */
export interface NearGroup<Row> {
  /** Two or more, in ascending order. */
  readonly rows: readonly Row[];
  readonly pairs: readonly NearPair<Row>[];
}

function passes(similarity: number, bits: number | null): boolean {
  if (bits === null) return similarity >= alikeWithoutLook;
  return alikeRules.some((rule) => similarity >= rule.similarity && bits <= rule.bits);
}

/**
 * The pairs (a < b, each once, in ascending order) that are almost certainly the same picture: alike for the encoder *and* in the
 * large. Does not depend on the order of the rows as long as no more than k rows are equally near to one.
 *
 * Why these limits: measured with encoder lightbench-v2 on 5,458 labelled images of eight open sets (MedNIST, Chula RBC-12, BCCD,
 * Data Science Bowl 2018, Kermany chest films, NIH chest films, brain MRI, white cells; 2.7 million pairs within the sets). The
 * cosine alone does not do: the nearest *different* images reach 0.93 (chest films), 0.967 (cells and nuclei) and 0.995
 * (neighbouring slices), while a copy of 64 x 64 px saved at JPEG quality 60 can fall to 0.63. With the looks, 42 pairs pass: one
 * is a true copy, 41 are neighbouring slices of a volume whose files do not say so, so alike that parting them would leak as a
 * copy does. None has labels that differ. Of the films, fields and slices of mostly 110 to 256 px the rules find (of 60 tries a
 * set) 100 % at JPEG quality 60, 100 % at half the size, 100 % at +10 % brightness, 94 % cut by 1 % at each side and 71 % cut by
 * 2 %; of the crops and small slices of mostly 64 to 120 px 72, 56, 100, 85 and 59 %. A cut of 4 % or a mirrored copy is not
 * found. Without looks a limit of 0.995 passed two pairs, one a true copy.
 *
 * @throws AppError `invalid-argument` where the lists do not fit together.
 */
export function nearPairs({ nearest, queries, looks, stacks }: NearDuplicateInput): NearPair<number>[] {
  const { k, indices, similarities } = nearest;
  if (indices.length !== queries.length * k || looks.length !== stacks.length) {
    throw new AppError('invalid-argument', 'The near-duplicates were asked for with lists that do not fit.');
  }
  const words = lookWords(looks);
  const found = new Map<number, NearPair<number>>();
  for (const [q, row] of queries.entries()) {
    for (let at = q * k; at < (q + 1) * k; at++) {
      const other = indices[at]!;
      const similarity = similarities[at]!;
      if (other < 0 || other === row || similarity < alikeRules[0].similarity) continue;
      if (stacks[row] != null && stacks[row] === stacks[other]) continue;
      const bits = looks[row] == null || looks[other] == null ? null : lookDistance(words, row, other);
      if (!passes(similarity, bits)) continue;
      const [a, b] = row < other ? [row, other] : [other, row];
      found.set(a * looks.length + b, { a, b, similarity, bits });
    }
  }
  return [...found].sort(([one], [two]) => one - two).map(([, pair]) => pair);
}

/**
 * The rows that hang together by pairs (connected components): a copy of a copy belongs to the group, however far it has come.
 * Rows and pairs stand in ascending order by `compare`, groups by their first row: the same for any order of the pairs.
 */
export function nearGroups<Row>(
  pairs: readonly NearPair<Row>[],
  compare: (one: Row, two: Row) => number,
): readonly NearGroup<Row>[] {
  const above = new Map<Row, Row>();
  const top = (row: Row): Row => {
    let at = row;
    for (let next = above.get(at); next !== undefined && next !== at; next = above.get(at)) {
      // Each step shortens the way for whoever comes next.
      above.set(at, above.get(next) ?? next);
      at = next;
    }
    return at;
  };
  for (const { a, b } of pairs) {
    for (const row of [a, b]) if (!above.has(row)) above.set(row, row);
    above.set(top(a), top(b));
  }
  const groups = new Map<Row, { rows: Row[]; pairs: NearPair<Row>[] }>();
  for (const row of [...above.keys()].sort(compare)) {
    const group = groups.get(top(row));
    if (group) group.rows.push(row);
    else groups.set(top(row), { rows: [row], pairs: [] });
  }
  for (const pair of pairs) groups.get(top(pair.a))?.pairs.push(pair);
  for (const group of groups.values()) {
    group.pairs.sort((one, two) => compare(one.a, two.a) || compare(one.b, two.b));
  }
  return [...groups.values()];
}
