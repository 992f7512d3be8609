// A table searched in itself: what to do with the row that finds itself.
import type { NearestTable } from '../types';
import { emptyNearest } from './nearest';

/**
 * The table's neighbours with each row itself in front (similarity 1), then the others in order. Among duplicates a
 * row need not stand first by itself, or at all when more than k are equal: then the last place is given up for it.
 */
export function selfFirst(own: NearestTable): NearestTable {
  const rows = own.indices.length / own.k;
  const out = emptyNearest(rows, own.k);
  for (let i = 0; i < rows; i++) {
    let at = i * own.k;
    out.indices[at] = i;
    out.similarities[at++] = 1;
    copyOthers(own, i, out, at, own.k - 1);
  }
  return out;
}

/** The k-1 nearest *other* rows of each row: what leave-one-out answers are made from. k of 1 gives an empty table. */
export function withoutSelf(own: NearestTable): NearestTable {
  const rows = own.indices.length / own.k;
  const out = emptyNearest(rows, own.k - 1);
  for (let i = 0; i < rows; i++) copyOthers(own, i, out, i * out.k, out.k);
  return out;
}

function copyOthers(own: NearestTable, row: number, out: NearestTable, at: number, room: number): void {
  for (let t = 0, left = room; t < own.k && left > 0; t++) {
    const index = own.indices[row * own.k + t]!;
    if (index === row || index < 0) continue;
    out.indices[at] = index;
    out.similarities[at++] = own.similarities[row * own.k + t]!;
    left--;
  }
}
