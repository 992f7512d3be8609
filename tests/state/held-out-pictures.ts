// Labelled real images of ../shared/data that the shipped encoder was not trained on, and how they are parted into shots
// and queries, group by group.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { makeRandom } from '../../src/domain/random';

const folder = '../shared/data';

/** An image as its set's labels.csv tells of it. */
export interface HeldOutPicture {
  readonly path: string;
  readonly label: string;
  /** Patient, smear or field; null where the set does not say. */
  readonly group: string | null;
}

/** What stands in for a patient: the group, or the image alone where the group is unknown (as encoder/data.py). */
export function standIn({ group, path }: HeldOutPicture): string {
  return group ?? path;
}

export function hasSharedData(): boolean {
  return existsSync(`${folder}/README.md`);
}

function archiveOf(set: string): Uint8Array {
  return readFileSync(`${folder}/${set}.zip`);
}

/**
 * Whether encoder/data.py keeps a group from training: the first 16 bits of SHA-256 of `seed/set/group` lie in the lowest
 * fifth. `seed` is its SPLIT_SEED.
 */
export function isHeldOut(set: string, group: string, seed = 'lightbench-v1'): boolean {
  const digest = createHash('sha256').update(`${seed}/${set}/${group}`).digest();
  return digest.readUInt16BE(0) < Math.floor(65536 / 5);
}

/** All images of a set whose group is held out, in the order of its labels.csv. */
export function heldOutPictures(set: string, seed?: string): readonly HeldOutPicture[] {
  const { 'labels.csv': table } = unzipSync(archiveOf(set), { filter: ({ name }) => name === 'labels.csv' });
  const { data } = Papa.parse<{ path: string; label: string; group: string }>(
    new TextDecoder().decode(table),
    { header: true, skipEmptyLines: true },
  );
  return data
    .map(({ path, label, group }) => ({ path, label, group: group || null }))
    .filter((picture) => isHeldOut(set, standIn(picture), seed));
}

/** The files of some images of a set, by path. */
export function bytesOf(set: string, pictures: readonly HeldOutPicture[]): ReadonlyMap<string, Uint8Array> {
  const wanted = new Set(pictures.map(({ path }) => path));
  return new Map(Object.entries(unzipSync(archiveOf(set), { filter: ({ name }) => wanted.has(name) })));
}

export interface Parted {
  readonly shots: readonly HeldOutPicture[];
  readonly queries: readonly HeldOutPicture[];
}

/**
 * Half of the groups, drawn by `seed`, give the shots, the others the queries: at most so many images a class, drawn by the
 * same seed.
 */
export function parted(
  pictures: readonly HeldOutPicture[],
  most: { readonly shots: number; readonly queries: number },
  seed: number,
): Parted {
  const random = makeRandom(seed);
  const groups = random.shuffle([...new Set(pictures.map(standIn))].sort());
  const ofShots = new Set(groups.slice(0, Math.ceil(groups.length / 2)));
  const drawn = random.shuffle(pictures);
  const labels = [...new Set(pictures.map(({ label }) => label))].sort();
  const some = (shot: boolean, count: number) =>
    labels.flatMap((label) =>
      drawn.filter((one) => one.label === label && ofShots.has(standIn(one)) === shot).slice(0, count),
    );
  return { shots: some(true, most.shots), queries: some(false, most.queries) };
}

/** Groups that stand on both sides. */
export function sharedGroups({ shots, queries }: Parted): readonly string[] {
  const own = new Set(shots.map(standIn));
  return [...new Set(queries.map(standIn))].filter((group) => own.has(group));
}
