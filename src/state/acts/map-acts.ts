// The map: PCA at once, UMAP after it; new items are placed among their neighbours and nothing else moves.
import { errorFacts, isAbort } from '../../domain/errors';
import { placeOnMap } from '../../domain/explore/place';
import { takeRows } from '../../domain/matrix';
import type { EmbeddingTable, ItemId } from '../../domain/types';
import type { Actions } from '../actions';
import type { AppState, Projection } from '../app-state';
import { notify } from '../jobs';
import { embeddingTable, projectionKey } from '../selectors';
import { rowIdOf } from '../study-level';
import type { Services } from '../workbench';

export interface MapActs extends Pick<Actions, 'drawMap'> {
  /**
   * After items came in: places them on a map that stands, or draws a new one. A map with placed items keeps its key:
   * it shows as stale, and drawing anew takes them in.
   */
  updateMap(): Promise<void>;
}

const minDist = 0.1;
/** Fewer items than this are drawn by PCA: UMAP says nothing about so few. */
const fewestForUmap = 10;
/** Neighbours that decide where a new item is placed. */
const placingNeighbours = 5;
/** When more than this share of a map would be placed ones, it is drawn anew. */
const mostPlaced = 0.25;

export function makeMapActs(services: Services): MapActs {
  const { store, engine, jobs } = services;

  const compute = async (table: EmbeddingTable, key: string): Promise<Projection | null> => {
    const { mapMethod, mapNeighbours, seed } = store.getState().settings;
    const { data, dim, ids } = table;
    const rows = ids.length;
    const wanted = rows < fewestForUmap ? 'pca' : mapMethod;
    return jobs.run('map', 'epochs', 0, async ({ signal, progress }) => {
      const request = { data, rows, dim, minDist, seed, neighbours: null };
      const show = (method: 'pca' | 'umap', xy: Float32Array) => ({
        method,
        ids,
        xy,
        trustworthiness: null,
        placed: new Map(),
      });
      const flat = await engine.project({ ...request, method: 'pca', judged: wanted === 'pca' }, { signal });
      if (wanted === 'pca') return { ...show('pca', flat.xy), trustworthiness: flat.trustworthiness };
      store.setState({ projectionFrame: show('pca', flat.xy) });
      const k = Math.min(mapNeighbours, rows);
      const neighbours = await engine.nearest({ queries: data, table: data, dim, k }, { signal });
      const { xy, trustworthiness } = await engine.project(
        { ...request, method: 'umap', neighbours, judged: true },
        {
          signal,
          onProgress: (now) => {
            progress(now);
            store.setState({ projection: { phase: 'running', key, done: now.done, total: now.total } });
          },
          onFrame: (frame) => store.setState({ projectionFrame: show('umap', frame) }),
        },
      );
      return { ...show('umap', xy), trustworthiness };
    });
  };

  // The last map that was finished: it comes back when a redraw, or a redraw of a redraw, is cancelled.
  let standing: AppState['projection'] = { phase: 'empty' };

  const drawMap = async () => {
    const state = store.getState();
    const table = embeddingTable(state);
    const key = projectionKey(state);
    if (state.projection.phase === 'done' && state.projection.key === key) return;
    if (state.projection.phase === 'running' && state.projection.key === key) return;
    jobs.cancelAll('map');
    if (table.ids.length < 2) {
      store.setState({ projection: { phase: 'empty' }, projectionFrame: null });
      return;
    }
    if (state.projection.phase !== 'running') standing = state.projection;
    const before = standing;
    store.setState({ projection: { phase: 'running', key, done: 0, total: 0 } });
    // Another run may have taken over meanwhile: only the one whose key still stands may write.
    const stillMine = () => {
      const { projection } = store.getState();
      return projection.phase === 'running' && projection.key === key;
    };
    try {
      const value = await compute(table, key);
      if (!stillMine()) return;
      store.setState({ projection: value ? { phase: 'done', key, value } : before, projectionFrame: null });
    } catch (thrown) {
      if (!isAbort(thrown) && stillMine()) {
        store.setState({
          projection: { phase: 'failed', key, error: errorFacts(thrown) },
          projectionFrame: null,
        });
      }
    }
  };

  const place = async (projection: Projection, table: EmbeddingTable, fresh: readonly ItemId[]) => {
    const rowOf = new Map(table.ids.map((id, i) => [id, i]));
    const standing = projection.ids.flatMap((id, at) =>
      rowOf.has(id) ? [{ at, row: rowOf.get(id) as number }] : [],
    );
    const nearest = await engine.nearest({
      queries: takeRows(
        table.data,
        table.dim,
        fresh.map((id) => rowOf.get(id) as number),
      ),
      table: takeRows(
        table.data,
        table.dim,
        standing.map(({ row }) => row),
      ),
      dim: table.dim,
      k: placingNeighbours,
    });
    const xy = placeOnMap(
      nearest,
      takeRows(
        projection.xy,
        2,
        standing.map(({ at }) => at),
      ),
    );
    store.setState(({ projection: now }) => {
      if (now.phase !== 'done' || now.value.ids !== projection.ids) return {};
      const placed = new Map(now.value.placed);
      fresh.forEach((id, i) => {
        placed.set(id, [xy[i * 2] as number, xy[i * 2 + 1] as number]);
      });
      return { projection: { ...now, value: { ...now.value, placed } } };
    });
  };

  return {
    drawMap,
    async updateMap() {
      const state = store.getState();
      if (state.projection.phase !== 'done') return drawMap();
      const { value } = state.projection;
      const table = embeddingTable(state);
      // A row whose patient or study is stood for by another image now would be drawn twice.
      if (value.ids.some((id) => rowIdOf(state, id) !== id)) return drawMap();
      const drawn = new Set(value.ids);
      const fresh = table.ids.filter((id) => !drawn.has(id));
      if (fresh.length === 0) return;
      const standing = table.ids.length - fresh.length;
      if (fresh.length > mostPlaced * standing) return drawMap();
      const unplaced = fresh.filter((id) => !value.placed.has(id));
      await place(value, table, unplaced).catch((thrown: unknown) => notify(store, thrown));
    },
  };
}
