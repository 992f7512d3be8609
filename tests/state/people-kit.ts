// A set of people with several images each, grouped by the names of their files, and its table as one row a person.
import { embeddingTable } from '../../src/state/selectors';
import { blue, green, red } from '../fixtures/builders/pictures';
import { drop, opened } from './opened';

export type Bench = Awaited<ReturnType<typeof opened>>;
type Colour = readonly [number, number, number];

/** Images called PERSON_1.png and so on, each its own picture. */
export function ofPerson(person: string, colour: Colour, count: number, seed: number) {
  return Array.from({ length: count }, (_, i) => drop(`${person}_${i + 1}.png`, colour, seed + i));
}

export const byName = ({ store }: Bench, name: string) => {
  const { names } = store.getState();
  const id = [...names].find(([, known]) => known === `${name}.png`)?.[0];
  if (id === undefined) throw new Error(`no ${name}`);
  return id;
};

export const namesOf = ({ store }: Bench, ids: readonly string[]) =>
  ids.map((id) => store.getState().names.get(id)?.replace('.png', ''));

/** People by name, colour and number of images, in one drop, plus one image of nobody known. */
export async function withPeople(people: readonly (readonly [string, Colour, number])[]) {
  const bench = await opened();
  const files = people.flatMap(([person, colour, count], i) =>
    ofPerson(person, colour, count, 100 * (i + 1)),
  );
  await bench.actions.addFiles([...files, drop('stray.png', red, 1)], { to: 'unlabelled' });
  await bench.actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
  return bench;
}

/** Ann 3, Bob 2, Cyr 4 images, and one of nobody known. */
export const three = () =>
  withPeople([
    ['ann', red, 3],
    ['bob', blue, 2],
    ['cyr', green, 4],
  ]);

export async function byGroup(bench: Promise<Bench> = three()) {
  const ready = await bench;
  ready.actions.changeSettings({ level: 'group' });
  return ready;
}

export const rowsNamed = (bench: Bench) => namesOf(bench, embeddingTable(bench.store.getState()).ids);

export function vectorOf(table: ReturnType<typeof embeddingTable>, id: string): Float32Array {
  const row = table.ids.indexOf(id);
  return table.data.slice(row * table.dim, (row + 1) * table.dim);
}
