// The parts of a project file, one after the other, each as a blob.
import type { Job } from '../job';
import { npyFloats, npyTexts } from '../npy';
import { type LabelledRow, labelsCsv } from '../report/labels-csv';
import { type ZipFile, zipBytes } from '../report/zip';
import type { Item, ItemId, RenderingKey } from '../types';
import {
  isAdapterStage,
  itemsOfPart,
  type PartKind,
  type PictureKind,
  type ProjectContents,
  type ProjectTicks,
  partPath,
  pictureBytesOfPart,
  picturesOfPart,
  pictureTypes,
  vectorBytesOfPart,
} from './layout';
import { plainLines, plainText } from './plain-values';

export interface ProjectSource {
  readonly contents: ProjectContents;
  /** For people and other programs; not read back. */
  readonly labels: readonly LabelledRow[];
  /** null: there is none. */
  picture(kind: PictureKind, id: ItemId, rendition: RenderingKey): Promise<Blob | null>;
}

export interface Part {
  readonly path: string;
  readonly kind: PartKind;
  readonly holds: number;
  readonly blob: Blob;
}

const textBlob = (lines: readonly string[]) => new Blob(lines.map((line) => `${line}\n`));
const silent = (job: Job): Job => ({ ...job, report: () => undefined });

/** Each value on a line of its own, in parts. */
async function* lineParts(
  kind: 'items' | 'names',
  values: readonly unknown[],
  job: Job,
): AsyncGenerator<Part> {
  for (let at = 0; at < values.length; at += itemsOfPart) {
    const lines: string[] = [];
    const own = values.slice(at, at + itemsOfPart);
    for (const [i, value] of own.entries()) {
      lines.push(plainText(value));
      if (i % 200 === 199) await job.breathe();
    }
    const path = partPath(`${kind}/`, at / itemsOfPart, 'jsonl');
    yield { path, kind, holds: own.length, blob: textBlob(lines) };
  }
}

type Row = readonly [string, Float32Array];

/** Vectors by their length, shortest first, by key in each. */
function tablesOf(vectors: ProjectContents['vectors']): (readonly [number, readonly Row[]])[] {
  const tables = new Map<number, Row[]>();
  for (const row of vectors) {
    const dim = row[1].length;
    const table = tables.get(dim) ?? [];
    table.push(row);
    tables.set(dim, table);
  }
  for (const table of tables.values()) table.sort(([a], [b]) => (a < b ? -1 : 1));
  return [...tables].sort(([a], [b]) => a - b);
}

async function* vectorParts(vectors: ProjectContents['vectors'], job: Job): AsyncGenerator<Part> {
  for (const [dim, rows] of tablesOf(vectors)) {
    const most = Math.max(1, Math.floor(vectorBytesOfPart / Math.max(4, dim * 4)));
    for (let at = 0; at < rows.length; at += most) {
      const own = rows.slice(at, at + most);
      const data = new Float32Array(own.length * dim);
      own.forEach(([, vector], i) => {
        data.set(vector, i * dim);
      });
      await job.breathe();
      const keys = own.map(([key]) => key);
      const files = [
        { path: 'keys.npy', bytes: npyTexts(keys) },
        { path: 'rows.npy', bytes: npyFloats(data, [own.length, dim]) },
      ];
      const npz = await zipBytes(files, silent(job), true);
      const images = new Set(keys.map((key) => key.slice(0, key.indexOf(':'))));
      const path = partPath(`vectors/${dim}-`, at / most, 'npz');
      yield { path, kind: 'vectors', holds: images.size, blob: new Blob([npz]) };
    }
  }
}

async function* stageParts(stages: ProjectContents['stages'], job: Job): AsyncGenerator<Part> {
  let adapters = 0;
  for (const [name, { key, value }] of stages) {
    const kind = isAdapterStage(name) ? 'adapters' : 'results';
    const lines = await plainLines({ name, key, value }, () => job.breathe());
    const path =
      kind === 'results' ? `results/${fileNameOf(name)}.jsonl` : partPath('adapters/', adapters++, 'jsonl');
    yield { path, kind, holds: 1, blob: textBlob(lines) };
  }
}

/** Names of stages are words of our own, some with capitals. */
const fileNameOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const endings = new Map(Object.entries(pictureTypes).map(([ending, type]) => [type, ending]));

async function* pictureParts(
  kind: 'thumbnails' | 'previews',
  items: readonly Item[],
  picture: ProjectSource['picture'],
  job: Job,
): AsyncGenerator<Part> {
  let files: ZipFile[] = [];
  let ids = new Set<ItemId>();
  let bytes = 0;
  let parts = 0;
  const full = async (): Promise<Part> => {
    const blob = new Blob([await zipBytes(files, silent(job), true)]);
    const part = { path: partPath(`${kind}/`, parts, 'zip'), kind, holds: ids.size, blob };
    parts += 1;
    files = [];
    ids = new Set();
    bytes = 0;
    return part;
  };
  for (const { id, renditions } of items) {
    for (const rendition of renditions) {
      const blob = await picture(kind === 'thumbnails' ? 'thumb' : 'preview', id, rendition);
      const ending = blob && endings.get(blob.type);
      if (!blob || ending === undefined || ending === null) continue;
      files.push({ path: `${id}/${rendition}.${ending}`, bytes: new Uint8Array(await blob.arrayBuffer()) });
      ids.add(id);
      bytes += blob.size;
    }
    await job.breathe();
    if (files.length >= picturesOfPart || bytes >= pictureBytesOfPart) yield await full();
  }
  if (files.length > 0) yield await full();
}

/** All parts in the order of the layout; `job` breathes between slices, what it reports is the caller's business. */
export async function* projectParts(
  { contents, labels, picture }: ProjectSource,
  ticks: ProjectTicks,
  job: Job,
): AsyncGenerator<Part> {
  const { record, items, names, vectors, stages } = contents;
  yield { path: 'project.json', kind: 'project', holds: 1, blob: textBlob([plainText(record)]) };
  yield* lineParts('items', items, job);
  const named = items.flatMap(({ id }) => {
    const name = ticks.names ? names.get(id) : undefined;
    return name === undefined ? [] : [[id, name]];
  });
  yield* lineParts('names', named, job);
  yield* vectorParts(vectors, job);
  const rows = labels.map((row) => (ticks.names ? row : { ...row, name: null }));
  yield { path: 'labels.csv', kind: 'labels', holds: rows.length, blob: new Blob([labelsCsv(rows)]) };
  yield* stageParts(stages, job);
  if (ticks.thumbnails) yield* pictureParts('thumbnails', items, picture, job);
  if (ticks.previews) yield* pictureParts('previews', items, picture, job);
}
