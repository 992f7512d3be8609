// Looks for images that show the same picture: what is new in the set is searched for in the whole of it, by the analyse worker.
import { alikeNeighbours, type NearPair, nearPairs } from '../../domain/explore/near-duplicates';
import { stackKey } from '../../domain/intake/stack-key';
import { takeRows } from '../../domain/matrix';
import type { EmbeddingTable, Item, ItemId } from '../../domain/types';
import type { NearestRequest } from '../../workers/engine';
import type { Actions } from '../actions';
import { vectorKeysInUse } from '../alike';
import type { AppState } from '../app-state';
import { notify } from '../jobs';
import { imageTable } from '../selectors';
import type { Services } from '../workbench';

export interface AlikeActs extends Pick<Actions, 'findAlike'> {
  /** The same, where the set has been compared in this tab; else nothing. To be called after what may bring an image back. */
  keepAlike(): Promise<void>;
}

/** Rows that have not been compared by the vector they have now. */
function freshRows(state: AppState, table: EmbeddingTable, keys: ReadonlyMap<ItemId, string>): number[] {
  const { compared } = state.alike;
  return [...table.ids.keys()].filter((row) => {
    const id = table.ids[row]!;
    return compared.get(id) !== keys.get(id);
  });
}

/** Pairs by id, each once: two batches may have found the same one. */
function oncePerPair(pairs: readonly NearPair<number>[], ids: readonly ItemId[]): NearPair<ItemId>[] {
  const found = new Map<string, NearPair<ItemId>>();
  for (const { a, b, ...rest } of pairs) {
    const [one, two] = [ids[a]!, ids[b]!].sort() as [ItemId, ItemId];
    found.set(`${one} ${two}`, { a: one, b: two, ...rest });
  }
  return [...found.values()];
}

/** Rows a call: between calls the worker answers others, so that a question need not wait for the whole set. */
const batchRows = 2048;

function request({ data, dim, ids }: EmbeddingTable, rows: readonly number[]): NearestRequest {
  const all = rows.length === ids.length;
  return {
    queries: all ? data : takeRows(data, dim, rows),
    table: data,
    dim,
    k: Math.min(alikeNeighbours, ids.length),
  };
}

export function makeAlikeActs({ store, engine, jobs, project }: Services): AlikeActs {
  /** Compares what was not compared yet; false when there was nothing to do, or it was cancelled. */
  const look = async (): Promise<boolean> => {
    const state = store.getState();
    const table = imageTable(state);
    const keys = vectorKeysInUse(state);
    const queries = freshRows(state, table, keys);
    if (queries.length === 0 || table.ids.length < 2) return false;
    const meantFor = project.serial;
    const { ids } = table;
    const members = ids.map((id) => state.items.get(id) as Item);
    const looks = members.map(({ look: code }) => code ?? null);
    const stacks = members.map(stackKey);
    const pairs = await jobs.run('alike', 'images', queries.length, async ({ signal, progress }) => {
      const found: NearPair<number>[] = [];
      for (let done = 0; done < queries.length; done += batchRows) {
        progress({ done, total: queries.length, perSecond: null });
        const some = queries.slice(done, done + batchRows);
        const nearest = await engine.nearest(request(table, some), { signal });
        found.push(...nearPairs({ nearest, queries: some, looks, stacks }));
      }
      return found;
    });
    if (!pairs || meantFor !== project.serial) return false;
    const fresh = new Set(queries.map((row) => ids[row]!));
    store.setState(({ alike }) => {
      // Only what was in the table now: an image that comes back later has missed those that came meanwhile.
      const compared = new Map<ItemId, string>();
      for (const id of ids) {
        const key = fresh.has(id) ? keys.get(id) : alike.compared.get(id);
        if (key !== undefined) compared.set(id, key);
      }
      const stands = (id: ItemId) => compared.has(id) && !fresh.has(id);
      const others = alike.pairs.filter(({ a, b }) => stands(a) && stands(b));
      return { alike: { compared, pairs: [...others, ...oncePerPair(pairs, ids)] } };
    });
    return true;
  };

  let running: Promise<void> | null = null;
  const acts: AlikeActs = {
    async keepAlike() {
      if (store.getState().alike.compared.size > 0) await acts.findAlike();
    },
    findAlike() {
      // What came in during a look is looked at by the next round: two at once would compare the same rows twice.
      running ??= (async () => {
        try {
          while (await look());
        } catch (thrown) {
          notify(store, thrown);
        } finally {
          running = null;
        }
      })();
      return running;
    },
  };
  return acts;
}
