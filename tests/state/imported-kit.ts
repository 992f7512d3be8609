// What the tests of embeddings from elsewhere share: files taken in, and looks at what came of them.
import type { EmbeddingSpace } from '../../src/domain/encode/embedding-space';
import { embeddingTable } from '../../src/state/selectors';
import { type MadeRow, madeRows, npzOf } from '../fixtures/builders/embedding-tables';
import { opened } from './opened';

export type Bench = Awaited<ReturnType<typeof opened>>;

export function offered({ store }: Pick<Bench, 'store'>) {
  const offer = store.getState().embeddingsOffer;
  if (offer?.phase !== 'ready') throw new Error(`nothing is offered: ${JSON.stringify(offer)}`);
  return offer.found;
}

/** Loads a file and takes the first way that is offered. */
export async function taken(bench: Bench, file: Blob, fileName = 'embeddings.npz') {
  await bench.actions.loadEmbeddings(file, fileName);
  const [way] = offered(bench).ways;
  if (!way) throw new Error('no way in');
  await bench.actions.addEmbeddings(way);
  return way;
}

export async function withRows(rows: readonly MadeRow[] = madeRows(12), space?: EmbeddingSpace) {
  const bench = await opened();
  await taken(bench, await npzOf(rows, space));
  return bench;
}

export const table = ({ store }: Pick<Bench, 'store'>) => embeddingTable(store.getState());

/** The row of an item in the table, by its file's name; null: it has none. */
export function rowNamed(bench: Bench, name: string): number[] | null {
  const { names } = bench.store.getState();
  const { ids, dim, data } = table(bench);
  const row = ids.findIndex((id) => names.get(id) === name);
  return row < 0 ? null : [...data.subarray(row * dim, (row + 1) * dim)];
}

export function itemNamed({ store }: Pick<Bench, 'store'>, name: string) {
  const { names, items } = store.getState();
  const found = [...items.values()].filter(({ id }) => names.get(id) === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} items called ${name}`);
  return found[0];
}
