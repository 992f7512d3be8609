// Folders that name parts of a set, dropped and read as they are; images found again by the names of their files.
import type { DroppedFile } from '../../src/state/actions';
import { blue, red } from '../fixtures/builders/pictures';
import { drop, many, opened } from './opened';
import { type Bench, byName } from './people-kit';

type Colour = readonly [number, number, number];

/** Pictures in a folder below "Set": `many` under another path. */
export const inFolder = (folder: string, prefix: string, colour: Colour, count: number, from: number) =>
  many(prefix, colour, count, from).map((file) => ({ ...file, path: `Set/${folder}/${file.path}` }));

/** Six for training, two for validation and four for testing, of two classes. */
export const ofParts = (): DroppedFile[] => [
  ...inFolder('train/Red', 'tr', red, 3, 0),
  ...inFolder('train/Blue', 'tb', blue, 3, 100),
  ...inFolder('val/Red', 'v', red, 2, 200),
  ...inFolder('test/Red', 'er', red, 2, 300),
  ...inFolder('test/Blue', 'eb', blue, 2, 400),
];

export async function dropped(bench: Bench, files: readonly DroppedFile[], external = false) {
  await bench.actions.addFiles(files, { to: 'folders' });
  if (external) bench.actions.markReviewExternal(true);
  await bench.actions.confirmReview();
  return bench;
}

export const withParts = async () => dropped(await opened(), ofParts());

export const itemNamed = (bench: Bench, name: string) =>
  bench.store.getState().items.get(byName(bench, name));

/** How many images are of each part; '' for none. */
export function partCounts({ store }: Bench): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { part = '' } of store.getState().items.values()) counts[part] = (counts[part] ?? 0) + 1;
  return counts;
}

/** Six red and six blue ones to learn from, three red ones called Blue from elsewhere, and one red one without a class. */
export async function withOutside() {
  const bench = await opened();
  const [reds, blues] = ['Red', 'Blue'].map((name) => bench.actions.addClass(name)) as [string, string];
  await bench.actions.addFiles(many('r', red, 6), { to: 'class', classId: reds });
  await bench.actions.addFiles(many('b', blue, 6, 100), { to: 'class', classId: blues });
  await bench.actions.addFiles(many('x', red, 3, 500), { to: 'class', classId: blues });
  await bench.actions.addFiles([drop('new.png', red, 900)], { to: 'unlabelled' });
  const outside = ['x-0', 'x-1', 'x-2'].map((name) => byName(bench, name));
  return { ...bench, reds, blues, outside, fresh: byName(bench, 'new') };
}
