// The learnt rows most alike to each asked one: from all likenesses where they fit in memory, else searched anew.
import { makeBreather } from '../../explore/cluster/breather';
import { nearestRows } from '../../explore/nearest';
import type { Job } from '../../job';
import { rowCount, takeRows } from '../../matrix';
import { type AlikeRows, alikeRows } from '../signal/fast-routes';

/** Up to here the likenesses of all rows are worked out once (8 bytes a pair) and serve every fold. */
const mostHeldRows = 4000;
/** Multiply-adds between two looks at the clock. */
const searchBudget = 1e7;

/** Of one asked row, nearest first; of equals the lower row number. */
export interface NearestLearnt {
  /** Row numbers of the table. */
  readonly rows: readonly number[];
  /** Cosine, -1..1. */
  readonly similarities: readonly number[];
}

/** The `most` nearest of `learnt` for each of `asked` (row numbers, learnt ascending), in the order of `asked`. */
export type NearestSearch = (
  asked: readonly number[],
  learnt: readonly number[],
  most: number,
  job: Job,
) => Promise<readonly NearestLearnt[]>;

/** Exact in either way. `data`: `rows x dim`, unit length. Reports and breathes; throws on cancel. */
export async function openNearest(data: Float32Array, dim: number, job: Job): Promise<NearestSearch> {
  if (rowCount(data, dim) > mostHeldRows) return searchOf(data, dim);
  return lookUpOf(await alikeRows(data, dim, job));
}

/** The same, with the likenesses at hand. */
export function lookUpOf({ rows, similarities, order }: AlikeRows): NearestSearch {
  return async (asked, learnt, most, job) => {
    const breather = makeBreather(job);
    const isLearnt = new Uint8Array(rows);
    for (const row of learnt) isLearnt[row] = 1;
    const out: NearestLearnt[] = [];
    for (const row of asked) {
      if (breather.due()) await breather.breathe();
      const found: number[] = [];
      for (let at = row * (rows - 1); at < (row + 1) * (rows - 1) && found.length < most; at++) {
        if (isLearnt[order[at]!] === 1) found.push(order[at]!);
      }
      out.push({ rows: found, similarities: found.map((other) => similarities[row * rows + other]!) });
    }
    return out;
  };
}

/** The same by going through all learnt rows for each asked one. */
export function searchOf(data: Float32Array, dim: number): NearestSearch {
  return async (asked, learnt, most, job) => {
    const breather = makeBreather(job);
    const table = takeRows(data, dim, learnt);
    const k = Math.max(1, most);
    const step = Math.max(1, Math.floor(searchBudget / Math.max(1, table.length)));
    const out: NearestLearnt[] = [];
    for (let from = 0; from < asked.length; from += step) {
      job.report(from, asked.length);
      if (breather.due()) await breather.breathe();
      const queries = asked.slice(from, from + step);
      const { indices, similarities } = nearestRows({ queries: takeRows(data, dim, queries), table, dim, k });
      for (let q = 0; q < queries.length; q++) {
        const places = Array.from({ length: k }, (_, t) => q * k + t).filter((at) => indices[at]! >= 0);
        out.push({
          rows: places.map((at) => learnt[indices[at]!]!),
          similarities: places.map((at) => similarities[at]!),
        });
      }
    }
    return out;
  };
}
