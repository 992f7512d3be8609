// One reader for each kind of part: bytes that are known to be as written, but perhaps not by us, become values.

import { statisticsCount } from '../explore/study-vector';
import { unpackedBlob } from '../intake/archive';
import { maxDimension } from '../intake/limits';
import { readZipDirectory } from '../intake/zip-directory';
import type { Job } from '../job';
import { floatsOf, npyHead, textsOf } from '../npy';
import type { Item, ItemId } from '../types';
import { headerBytes } from './archive-blob';
import { isItem } from './item-check';
import {
  type NamedStage,
  type PartEntry,
  type PictureKind,
  type ProjectPicture,
  pictureTypes,
} from './layout';
import { plainOfLines, plainOfText } from './plain-values';

type Bytes = Uint8Array<ArrayBuffer>;

function wrong(what: string): never {
  throw new TypeError(`not as a project file has it: ${what}`);
}

export function textOfPart(bytes: Bytes): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** The lines of a part, each ended. */
function linesOf(bytes: Bytes): string[] {
  const lines = textOfPart(bytes).split('\n');
  return lines.pop() === '' ? lines : wrong('the last line is not ended');
}

async function valuesOf(bytes: Bytes, { holds }: PartEntry, job: Job): Promise<unknown[]> {
  const lines = linesOf(bytes);
  if (lines.length !== holds) wrong('number of lines');
  const values: unknown[] = [];
  for (const [i, line] of lines.entries()) {
    values.push(plainOfText(line));
    if (i % 200 === 199) await job.breathe();
  }
  return values;
}

export async function readItems(bytes: Bytes, entry: PartEntry, job: Job): Promise<Item[]> {
  return (await valuesOf(bytes, entry, job)).map((value) => (isItem(value) ? value : wrong('an item')));
}

export async function readNames(bytes: Bytes, entry: PartEntry, job: Job): Promise<[ItemId, string][]> {
  const isName = (value: unknown): value is [string, string] =>
    Array.isArray(value) && value.length === 2 && value.every((text) => typeof text === 'string');
  return (await valuesOf(bytes, entry, job)).map((value) => (isName(value) ? value : wrong('a name')));
}

/** Keys and rows, which are finite and all of one length. */
export async function readVectors(bytes: Bytes, job: Job): Promise<[string, Float32Array][]> {
  const arrays = new Map<string, Blob>();
  for (const entry of await readZipDirectory(new Blob([bytes]))) {
    arrays.set(entry.path, await unpackedBlob(entry));
  }
  const [keyFile, rowFile] = [arrays.get('keys.npy'), arrays.get('rows.npy')];
  if (!keyFile || !rowFile) return wrong('arrays');
  const [keys, rows] = [await npyHead(keyFile), await npyHead(rowFile)];
  const [count = -1, dim = -1] = rows.shape;
  const width = Number(/^U(\d{1,4})$/.exec(keys.dtype)?.[1] ?? 0);
  const fits =
    rows.shape.length === 2 &&
    rows.dtype === 'f4' &&
    !rows.fortranOrder &&
    keys.shape.length === 1 &&
    keys.shape[0] === count &&
    dim >= 1 &&
    dim <= maxDimension * statisticsCount &&
    keyFile.size === keys.start + count * width * 4 &&
    rowFile.size === rows.start + count * dim * 4;
  if (!fits) wrong('shape');
  const names = textsOf(await keyFile.slice(keys.start).arrayBuffer(), width);
  await job.breathe();
  const data = floatsOf('f4', await rowFile.slice(rows.start).arrayBuffer());
  const out: [string, Float32Array][] = [];
  for (let row = 0; row < count; row++) {
    const key = names[row] ?? '';
    if (!/^[0-9a-f]{64}:[^:]{1,200}:[^:]{1,200}$/.test(key)) wrong('a key');
    // A copy of its own: a view would keep, and later store, the whole part.
    const vector = data.slice(row * dim, (row + 1) * dim);
    if (!vector.every(Number.isFinite)) wrong('a number');
    out.push([key, vector]);
    if (row % 512 === 511) await job.breathe();
  }
  return out;
}

export async function readStage(bytes: Bytes, job: Job): Promise<NamedStage> {
  const stage = (await plainOfLines(linesOf(bytes), () => job.breathe())) as Readonly<
    Record<string, unknown>
  >;
  const { name, key, value } = stage ?? {};
  if (typeof name !== 'string' || typeof key !== 'string' || !/^[A-Za-z]+(:[\w-]{1,80})?$/.test(name))
    return wrong('a stage');
  return [name, { key, value }];
}

/** Pictures as slices of the part: `ID/RENDITION.webp`, stored. Their bytes are not looked at; only pictures' types are given. */
export async function readPictures(bytes: Bytes, kind: PictureKind): Promise<ProjectPicture[]> {
  const whole = new Blob([bytes]);
  const pictures: ProjectPicture[] = [];
  for (const { path, slice, packed } of await readZipDirectory(whole)) {
    const [, id, rendition, ending] = /^([\w-]+)\/([^/]+)\.([a-z]+)$/.exec(path) ?? [];
    const type = ending === undefined ? undefined : pictureTypes[ending];
    const start = headerBytes + new TextEncoder().encode(path).length;
    const stored = packed.method === 0 && !packed.encrypted && packed.bytes === packed.packedBytes;
    if (!id || !rendition || !type || !stored || start + packed.bytes > slice.size) return wrong('a picture');
    pictures.push({ kind, id, rendition, blob: slice.slice(start, start + packed.bytes, type) });
  }
  return pictures;
}
