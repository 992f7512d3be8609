// The nearest rows that fulfil a condition, exactly, from a search that knows none: where a list runs short, it is widened.
import { type Job, quietJob } from '../job';
import type { NearestTable } from '../types';
import { emptyNearest } from './nearest';

export interface NearestWhereInput {
  /** Neighbours asked for, 1 or more. */
  readonly k: number;
  /** Rows of the whole table: each is asked about. */
  readonly rows: number;
  /** Rows that `search` looks through. */
  readonly candidates: number;
  /** `rows x its k`: a first search for each row, as `search` would give it. */
  readonly first: NearestTable;
  /** The `k` nearest candidates of some rows, best first, as row numbers of the whole table; -1 ends a list. */
  readonly search: (queries: readonly number[], k: number) => Promise<NearestTable>;
  /** Whether one row counts as a neighbour of another. */
  readonly accept: (row: number, other: number) => boolean;
  /** How many candidates `accept` would take for a row: nobody searches on for what is not there. 0: it is not asked about. */
  readonly available: (row: number) => number;
}

/** Entries of one wider search: some 16 MB. */
const entriesASearch = 2_000_000;
const widening = 4;
const rowsABreath = 2048;

/**
 * `rows x k`: for each row the first k neighbours that `accept` takes, best first, -1 where fewer exist. Equal to a search
 * through all candidates (where `available` is right). Rows whose first list holds too few are searched again with four times as many, until they have
 * enough or all candidates were seen, which is slow where most of the neighbours are not taken.
 * @throws the job's own error when it is cancelled.
 */
export async function nearestWhere(input: NearestWhereInput, job: Job = quietJob()): Promise<NearestTable> {
  const { k, rows, candidates, first, search } = input;
  const out = emptyNearest(rows, k);
  let short = await takeAll(
    input,
    out,
    Array.from({ length: rows }, (_, row) => row),
    first,
    job,
  );
  for (let width = first.k; width < candidates && short.length > 0; ) {
    width = Math.min(candidates, width * widening);
    const rowsASearch = Math.max(1, Math.floor(entriesASearch / width));
    const still: number[] = [];
    for (let at = 0; at < short.length; at += rowsASearch) {
      const some = short.slice(at, at + rowsASearch);
      still.push(...(await takeAll(input, out, some, await search(some, width), job)));
    }
    short = still;
  }
  return out;
}

/** Takes what is accepted from the lists of `queries`; gives the rows that have fewer than k. */
async function takeAll(
  { k, accept, available }: NearestWhereInput,
  out: NearestTable,
  queries: readonly number[],
  found: NearestTable,
  job: Job,
): Promise<number[]> {
  const short: number[] = [];
  for (const [q, row] of queries.entries()) {
    if (q % rowsABreath === rowsABreath - 1) await job.breathe();
    let held = 0;
    for (let t = q * found.k; t < (q + 1) * found.k && held < k; t++) {
      const other = found.indices[t]!;
      if (other < 0 || !accept(row, other)) continue;
      out.indices[row * k + held] = other;
      out.similarities[row * k + held] = found.similarities[t]!;
      held += 1;
    }
    if (held < Math.min(k, available(row))) short.push(row);
  }
  return short;
}
