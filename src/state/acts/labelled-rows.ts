// The labelled rows that answers come from: whom they are nearest to, and how alike they are among themselves.
import { takeRows } from '../../domain/matrix';
import { likenessFloor } from '../../domain/predict/likeness';
import type { ClassId, EmbeddingTable, ItemId, NearestTable } from '../../domain/types';
import type { CallOptions } from '../../workers/engine';
import type { Neighbour } from '../answers';
import type { AppState } from '../app-state';
import { encoderSha256, labelledRuleName, learningItems } from '../selectors';
import type { Services } from '../workbench';

export interface Labelled {
  readonly ids: readonly ItemId[];
  readonly data: Float32Array;
  /** Classes of each row. */
  readonly labels: readonly (readonly ClassId[])[];
}

/** Rows of the table that have a label and are not external, in its order. */
export function labelledPart(state: AppState, table: EmbeddingTable): Labelled {
  const items = learningItems(state);
  const labelsOf = (id: ItemId) => items.get(id)?.labels ?? [];
  const rows = table.ids.flatMap((id, row) => (labelsOf(id).length > 0 ? [row] : []));
  const ids = rows.map((row) => table.ids[row] as ItemId);
  return { ids, data: takeRows(table.data, table.dim, rows), labels: ids.map(labelsOf) };
}

/** Rows of one query as neighbours, the item itself left out, at most k. */
export function neighboursOf(
  nearest: NearestTable,
  query: number,
  labelled: Labelled,
  self: ItemId,
  k: number,
): Neighbour[] {
  const out: Neighbour[] = [];
  for (let t = query * nearest.k; t < (query + 1) * nearest.k && out.length < k; t++) {
    const id = labelled.ids[nearest.indices[t] as number];
    if (id !== undefined && id !== self) out.push({ id, similarity: nearest.similarities[t] as number });
  }
  return out;
}

/** Finds the floor of likeness once for a set of labelled items and remembers it. */
export function makeFloorOf({ engine }: Services) {
  let last: { readonly of: string; readonly floor: number | null } | null = null;
  return async (
    state: AppState,
    labelled: Labelled,
    dim: number,
    options: CallOptions,
  ): Promise<number | null> => {
    // The same images have other vectors under another rendering or encoder.
    const of = `${labelledRuleName(state)} ${encoderSha256(state)} ${labelled.ids.join(',')}`;
    if (last?.of === of) return last.floor;
    const { data } = labelled;
    const nearest = await engine.nearest({ queries: data, table: data, dim, k: 2 }, options);
    const best = labelled.ids.flatMap((id, i) =>
      neighboursOf(nearest, i, labelled, id, 1).map((n) => n.similarity),
    );
    last = { of, floor: likenessFloor(best) };
    return last.floor;
  };
}
