// Files of several frames and series of files: read slice by slice, each an image of its own or all of them one image.
import { errorFacts, isAbort } from '../../domain/errors';
import type { IncomingFile } from '../../domain/intake/archive';
import { middleOf, withoutPicked } from '../../domain/intake/frame-use';
import type { ReadImage, ReadOutcome } from '../../domain/intake/outcome';
import { sha256Hex } from '../../domain/intake/pixel-hash';
import { pseudonym } from '../../domain/intake/pseudonym';
import { renderingKey } from '../../domain/intake/rendering';
import type { ItemId, Note, NoteCode, RenderingKey } from '../../domain/types';
import type { ReadRequest } from '../../workers/engine';
import type { Original } from '../originals';
import { vectorKey } from '../selectors';
import type { Services } from '../workbench';
import type { StackGroup } from './new-item';
import { stackVectors } from './stack-vectors';

export type SliceFile = Pick<IncomingFile, 'file' | 'packed' | 'refused'> & { readonly name: string };

/** Several slices that were dropped together; see domain/intake/frame-plan.ts. */
export interface Stack {
  readonly as: 'each' | 'mean';
  /** In slice order. */
  readonly files: readonly SliceFile[];
  /** Frames read of each file; null: a file is one slice. */
  readonly frames: readonly number[] | null;
  /** Frames or slices there are, read or not. */
  readonly of: number;
  readonly seriesKey: string | null;
}

/** An image ready to become an item. */
export interface ReadItem {
  readonly image: ReadImage;
  readonly vectors: readonly (readonly [string, Float32Array])[];
  readonly id: ItemId;
  readonly name: string;
  /** Where it was read from. */
  readonly original: Original;
}

/** Images that stand for `files` of the files dropped: those are in when one of the images is. */
export interface Lot {
  /** Names of the files. */
  readonly files: readonly string[];
  readonly items: readonly ReadItem[];
}

export const slicesIn = ({ files, frames }: Stack): number => files.length * (frames?.length ?? 1);

export interface ReadStack {
  readonly lots: readonly Lot[];
  readonly failures: readonly { readonly name: string; readonly error: ReturnType<typeof errorFacts> }[];
  /** The group of its images where neither patient, folder nor study is known: what was one stack is never cut. */
  readonly stackGroup: StackGroup | null;
}

/** What every file of the stack is read with. */
export type ReadBase = Pick<ReadRequest, 'input' | 'salt' | 'recipes' | 'base'>;

interface Slice {
  readonly file: SliceFile;
  readonly frame: number | null;
  readonly item: ReadItem;
  readonly rows: ReadonlyMap<RenderingKey, Float32Array>;
}

/** Vectors of the renderings that the recipes ask for; pictures are made of others, too. */
async function embed(
  { store, engine }: Services,
  image: ReadImage,
  { recipes = [] }: ReadBase,
  sha256: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<RenderingKey, Float32Array>> {
  const wanted = new Set(recipes.map((recipe) => renderingKey(recipe, image.needsWindow)));
  const rows = new Map<RenderingKey, Float32Array>();
  for (const { kind, input } of image.renditions) {
    if (!wanted.has(kind)) continue;
    const known = store.getState().vectors.get(vectorKey(image.pixelHash, kind, sha256));
    rows.set(kind, known ?? (await engine.encode(input, { signal })));
  }
  return rows;
}

const keyed = (rows: ReadonlyMap<RenderingKey, Float32Array>, pixelHash: string, sha256: string) =>
  Array.from(rows, ([kind, row]) => [vectorKey(pixelHash, kind, sha256), row] as const);

async function itemId(salt: string, pixelHash: string): Promise<ItemId> {
  return ((await pseudonym(salt, pixelHash)) ?? '').slice(0, 10);
}

/** Hands on each slice or its failure, in order; the next file is read while a slice is embedded. */
async function eachOutcome(
  { engine }: Services,
  { files, frames }: Stack,
  base: ReadBase,
  signal: AbortSignal,
  take: (file: SliceFile, frame: number | null, outcome: ReadOutcome) => Promise<void>,
): Promise<void> {
  const readOne = async ({ file, packed, name, refused }: SliceFile): Promise<ReadOutcome> => {
    if (refused) return { ok: false, error: refused };
    try {
      return await engine.read({ ...base, file, packed, name }, { signal });
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      return { ok: false, error: errorFacts(thrown, 'decoder-failed') };
    }
  };
  if (frames) {
    for (const file of files) {
      const { packed, name } = file;
      const request = { ...base, file: file.file, packed, name, frames };
      await engine.readFrames(request, ({ frame, outcome }) => take(file, frame, outcome), { signal });
    }
    return;
  }
  let next = files[0] ? readOne(files[0]) : null;
  for (const [i, file] of files.entries()) {
    const outcome = (await next) as ReadOutcome;
    const following = files[i + 1];
    next = following ? readOne(following) : null;
    // When the slice at hand fails, nobody waits for the one after it.
    next?.catch(() => undefined);
    await take(file, null, outcome);
  }
}

/** The group of last resort. Name and size alone are shared by many files ("scan.tif"), a first frame by many series. */
async function stackGroupOf(
  { seriesKey, files }: Stack,
  slices: readonly Slice[],
  salt: string,
): Promise<StackGroup | null> {
  if (seriesKey !== null) return { group: seriesKey, groupSource: 'series' };
  const [first] = files;
  const hash = slices[0]?.item.image.pixelHash ?? '';
  const group = await pseudonym(salt, `file:${first?.name}:${first?.file.size}:${hash}`);
  return group === null ? null : { group, groupSource: 'file' };
}

/** Each slice an image; the note says which it is, and how many could not be read. */
function eachLot(slices: readonly Slice[], of: number, unread: number): Lot {
  const items = slices.map(({ item, frame }) => {
    const detail = { frame: (frame ?? 0) + 1, frames: of, ...(unread > 0 ? { unread } : {}) };
    const notes: Note[] = [...withoutPicked(item.image.notes), { code: 'frame-of-many', detail }];
    return { ...item, image: { ...item.image, notes } };
  });
  return { files: slices[0] ? [slices[0].file.name] : [], items };
}

/** Notes of all slices, each cause once. */
function commonNotes(slices: readonly Slice[]): Note[] {
  const notes = new Map<NoteCode, Note>();
  for (const { item } of slices) {
    for (const note of withoutPicked(item.image.notes)) if (!notes.has(note.code)) notes.set(note.code, note);
  }
  return [...notes.values()];
}

/** All slices one image: the picture of the middle one, the vectors of all of them, a hash over their hashes. */
async function meanItem(
  slices: readonly Slice[],
  stack: Stack,
  sha256: string,
  salt: string,
  signal: AbortSignal,
): Promise<ReadItem> {
  const middle = slices[middleOf(slices.length)]!;
  const hashes = slices.map(({ item }) => item.image.pixelHash);
  const pixelHash = await sha256Hex(
    new TextEncoder().encode(`lightbench-stack-mean-1\n${hashes.join('\n')}`),
  );
  const rows = slices.map((slice) => slice.rows);
  const { image } = middle.item;
  // What a slice lacks (a window of its own) the whole lacks.
  const common = new Set(image.renditions.map(({ kind }) => kind));
  for (const { item } of slices) {
    const kinds = item.image.renditions.map(({ kind }) => kind);
    for (const kind of common) if (!kinds.includes(kind)) common.delete(kind);
  }
  const note: Note = { code: 'series-mean', detail: { slices: stack.of, used: slices.length } };
  return {
    id: await itemId(salt, pixelHash),
    name: middle.file.name,
    original: { ...middle.item.original, stack },
    vectors: await stackVectors(rows, pixelHash, sha256, signal),
    image: {
      ...image,
      pixelHash,
      objectKey: null,
      frames: stack.of,
      renditions: image.renditions.filter(({ kind }) => common.has(kind)),
      notes: [...commonNotes(slices), note],
    },
  };
}

/**
 * Pictures of another kind than most (a colour screenshot in a CT series) are no slices: they stay images of their own.
 */
function likeMost(slices: readonly Slice[]): { alike: Slice[]; others: Slice[] } {
  const grey = slices.filter(({ item }) => item.image.needsWindow);
  const rest = slices.filter(({ item }) => !item.image.needsWindow);
  return grey.length >= rest.length ? { alike: grey, others: rest } : { alike: rest, others: grey };
}

/**
 * Reads a whole stack; a failed slice is left out and named. `onSlice` is called for each slice, good or bad.
 * @throws AbortError, or an AppError that hits the whole stack.
 */
export async function readStack(
  services: Services,
  stack: Stack,
  base: ReadBase,
  sha256: string,
  signal: AbortSignal,
  onSlice: () => void,
): Promise<ReadStack> {
  const { salt } = base;
  const slices: Slice[] = [];
  const failures: { name: string; error: ReturnType<typeof errorFacts> }[] = [];
  await eachOutcome(services, stack, base, signal, async (file, frame, outcome) => {
    if (outcome.ok) {
      const { image } = outcome;
      const rows = await embed(services, image, base, sha256, signal);
      const vectors = keyed(rows, image.pixelHash, sha256);
      const original = { file: file.file, packed: file.packed, name: file.name, frame: frame ?? undefined };
      // Full-size inputs go; what is shown and the vectors stay until the whole stack has been read.
      const renditions = image.renditions.map((rendition) => ({ ...rendition, input: new Uint8Array(0) }));
      const id = await itemId(salt, image.pixelHash);
      const item = { id, image: { ...image, renditions }, vectors, name: file.name, original };
      slices.push({ file, frame, item, rows });
    } else failures.push({ name: file.name, error: outcome.error });
    onSlice();
  });
  const stackGroup = await stackGroupOf(stack, slices, salt);
  const ofFrames = stack.frames !== null;
  // Of a file with frames that can be read the others are told by a note; one without any is refused once.
  const told = !ofFrames ? failures : slices.length === 0 ? failures.slice(0, 1) : [];
  const unread = failures.length;
  if (stack.as === 'each' || slices.length === 0) {
    const lots = slices.length > 0 ? [eachLot(slices, stack.of, unread)] : [];
    return { lots, failures: told, stackGroup };
  }
  const { alike, others } = likeMost(slices);
  const item = await meanItem(alike, stack, sha256, salt, signal);
  if (ofFrames) {
    const stray = others.length > 0 ? eachLot(others, stack.of, unread).items : [];
    return { lots: [{ files: [item.name], items: [item, ...stray] }], failures: told, stackGroup };
  }
  const strays = others.map((slice) => ({ files: [slice.file.name], items: [slice.item] }));
  const names = alike.map(({ file }) => file.name);
  return { lots: [{ files: names, items: [item] }, ...strays], failures: told, stackGroup };
}
