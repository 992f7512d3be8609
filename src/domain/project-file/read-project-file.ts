// A project file back as a project: every part checked against the manifest, what is damaged named, the rest given.
import { AppError, isAbort } from '../errors';
import { sha256Hex } from '../intake/pixel-hash';
import type { Job } from '../job';
import type { Item } from '../types';
import { isRecord } from './item-check';
import type { NamedStage, PartEntry, PartKind, ProjectContents, ProjectPicture } from './layout';
import type { Manifest } from './manifest';
import { type OpenArchive, openArchive } from './open-archive';
import { plainOfText } from './plain-values';
import { readItems, readNames, readPictures, readStage, readVectors, textOfPart } from './read-parts';

/** `directory`: the archive's own list of its parts, which holds nothing of the project. */
export interface DamagedPart {
  readonly kind: PartKind | 'directory';
  readonly holds: number;
}

export interface ReadProject {
  readonly contents: ProjectContents;
  readonly pictures: readonly ProjectPicture[];
  readonly manifest: Manifest;
  /** Parts there should be, and those of them that are lost. */
  readonly parts: number;
  readonly damaged: readonly DamagedPart[];
  /** Results that were left out because images or vectors they rest on are lost. */
  readonly resultsLeftOut: number;
  /** SHA-256 (hex) of all keys and vectors, in the order of the keys. */
  readonly vectorsSha256: string;
}

/** What only the caller can judge: whether values are of the shape that the state has today. */
export interface ProjectChecks {
  readonly settings: (settings: unknown) => boolean;
  readonly stage: (name: string, value: unknown) => boolean;
}

/** Things found so far; a part that throws leaves nothing behind. */
class Found {
  record: Readonly<Record<string, unknown>> | null = null;
  readonly items = new Map<string, Item>();
  readonly names: [string, string][] = [];
  readonly vectors = new Map<string, Float32Array>();
  readonly stages = new Map<string, NamedStage[1]>();
  readonly pictures: ProjectPicture[] = [];
}

function addAll<V>(map: Map<string, V>, entries: readonly (readonly [string, V])[]): void {
  const keys = new Set(entries.map(([key]) => key));
  if (keys.size !== entries.length || entries.some(([key]) => map.has(key))) throw new TypeError('twice');
  for (const [key, value] of entries) map.set(key, value);
}

async function take(
  found: Found,
  entry: PartEntry,
  bytes: Uint8Array<ArrayBuffer>,
  checks: ProjectChecks,
  job: Job,
): Promise<void> {
  switch (entry.kind) {
    case 'project': {
      const record = plainOfText(textOfPart(bytes).trimEnd());
      if (!isRecord(record) || !checks.settings(record.settings)) throw new TypeError('the record');
      found.record = record;
      return;
    }
    case 'items': {
      const items = await readItems(bytes, entry, job);
      return addAll(
        found.items,
        items.map((item) => [item.id, item]),
      );
    }
    case 'names':
      found.names.push(...(await readNames(bytes, entry, job)));
      return;
    case 'vectors':
      return addAll(found.vectors, await readVectors(bytes, job));
    case 'results':
    case 'adapters': {
      const stage = await readStage(bytes, job);
      if (!checks.stage(stage[0], stage[1].value)) throw new TypeError('the stage');
      return addAll(found.stages, [stage]);
    }
    case 'thumbnails':
      found.pictures.push(...(await readPictures(bytes, 'thumb')));
      return;
    case 'previews':
      found.pictures.push(...(await readPictures(bytes, 'preview')));
      return;
    case 'labels':
      // For people and other programs: the labels that count stand with the items.
      return;
  }
}

/** Reads one part; false: it is lost. */
async function tryPart(
  archive: OpenArchive,
  found: Found,
  entry: PartEntry,
  checks: ProjectChecks,
  job: Job,
): Promise<boolean> {
  try {
    const bytes = await archive.read(entry);
    if (!bytes) return false;
    await take(found, entry, bytes, checks, job);
    return true;
  } catch (thrown) {
    // Whatever a reader stumbles over, the part is not what it should be; a file that is gone is another matter.
    if (isAbort(thrown) || isGone(thrown)) throw thrown;
    return false;
  }
}

const isGone = (thrown: unknown) =>
  thrown instanceof DOMException && /^Not(Readable|Found)Error$/.test(thrown.name);

async function hashOf(vectors: ReadonlyMap<string, Float32Array>): Promise<string> {
  const digests: string[] = [];
  const sorted = [...vectors].sort(([a], [b]) => (a < b ? -1 : 1));
  const most = 2048;
  for (let at = 0; at < sorted.length; at += most) {
    const rows = sorted.slice(at, at + most);
    const blob = new Blob(rows.flatMap(([key, row]) => [key, row as Float32Array<ArrayBuffer>]));
    digests.push(await sha256Hex(new Uint8Array(await blob.arrayBuffer())));
  }
  return sha256Hex(new TextEncoder().encode(digests.join('')));
}

/** Only what belongs to images that are there; results only where all that they rest on is. */
function contentsOf(found: Found, whole: boolean): ProjectContents {
  const items = [...found.items.values()].sort((a, b) => a.serial - b.serial);
  const hashes = new Set(items.flatMap(({ pixelHash, pictureHash }) => [pixelHash, pictureHash]));
  return {
    record: found.record ?? {},
    items,
    names: new Map(found.names.filter(([id]) => found.items.has(id))),
    vectors: new Map([...found.vectors].filter(([key]) => hashes.has(key.slice(0, key.indexOf(':'))))),
    stages: [...found.stages].filter(([name]) => whole || /^adapters?(:|$)/.test(name)),
  };
}

/**
 * Reads a project file part by part; nothing of it is believed that does not have the SHA-256 of the manifest, and the manifest
 * carries its own. Progress is in bytes.
 * @throws AppError `project-not-one`, `project-newer` {version}; `project-damaged` {part} where the manifest or the project's
 *   own record is lost, or all images; `unreadable-file`. Other parts that are lost are named in `damaged`.
 */
export async function readProjectFile(file: Blob, checks: ProjectChecks, job: Job): Promise<ReadProject> {
  try {
    return await readArchive(await openArchive(file), checks, job);
  } catch (thrown) {
    if (isGone(thrown)) throw new AppError('unreadable-file', 'the browser could not read the file');
    throw thrown;
  }
}

async function readArchive(archive: OpenArchive, checks: ProjectChecks, job: Job): Promise<ReadProject> {
  const { manifest, orderly } = archive;
  const { entries } = manifest;
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const found = new Found();
  const damaged: DamagedPart[] = orderly ? [] : [{ kind: 'directory', holds: 1 }];
  let done = 0;
  for (const entry of entries) {
    if (!(await tryPart(archive, found, entry, checks, job))) {
      damaged.push({ kind: entry.kind, holds: entry.holds });
      if (entry.kind === 'project') lost(entry.path);
    }
    done += entry.bytes;
    job.report(done, total);
    await job.breathe();
  }
  if (!found.record) lost('project.json');
  if (found.items.size === 0 && damaged.some(({ kind }) => kind === 'items')) lost('items');
  const whole = !damaged.some(({ kind }) => kind === 'items' || kind === 'vectors');
  const contents = contentsOf(found, whole);
  return {
    contents,
    pictures: found.pictures.filter(({ id, rendition }) =>
      found.items.get(id)?.renditions.includes(rendition),
    ),
    manifest,
    parts: entries.length + 1,
    damaged,
    resultsLeftOut: found.stages.size - contents.stages.length,
    vectorsSha256: await hashOf(contents.vectors),
  };
}

function lost(part: string): never {
  throw new AppError('project-damaged', `${part} is damaged`, { part });
}
