// The job "render again": each image is read from its file once more, rendered as asked for and embedded. Nothing of the
// image's labels or notes changes.
import { AppError, abortError, type ErrorFacts, errorFacts, isAbort } from '../../domain/errors';
import type { Rendition } from '../../domain/intake/outcome';
import { hasOwnWindow, isGrey } from '../../domain/intake/rendering';
import type { Item, ItemId } from '../../domain/types';
import type { StoredPicture } from '../../storage/project-storage';
import { rateMeter } from '../../workers/rate';
import type { Lacking } from '../lacking-rendering';
import { vectorKey } from '../selectors';
import type { Services } from '../workbench';
import { readStack } from './read-stack';

const flushEveryMs = 250;

interface Made {
  readonly item: Item;
  readonly renditions: readonly Rendition[];
  readonly vectors: readonly (readonly [string, Float32Array])[];
}

/**
 * Reads, renders and embeds; what succeeds enters the state as it comes, what fails is listed in `renderProblems`.
 * @returns false when it was cancelled.
 */
export async function renderItems(services: Services, lacking: readonly Lacking[]): Promise<boolean> {
  const { engine, jobs } = services;
  const meantFor = services.project.serial;
  let made: Made[] = [];
  let problems: { id: ItemId; error: ErrorFacts }[] = [];
  const flush = () => {
    if (made.length + problems.length === 0 || meantFor !== services.project.serial) return;
    enter(services, made, problems);
    made = [];
    problems = [];
  };
  const ended = await jobs.run('render', 'images', lacking.length, async ({ signal, progress }) => {
    const { sha256 } = await engine.start();
    const meter = rateMeter();
    let [next, done] = [0, 0];
    let lastFlush = performance.now();
    const reader = async () => {
      for (let at = next++; at < lacking.length; at = next++) {
        const { item } = lacking[at] as Lacking;
        try {
          // Not in one expression: `made` may be another list by the time the image is there.
          const one = await renderOne(services, lacking[at] as Lacking, sha256, signal);
          made.push(one);
        } catch (thrown) {
          if (isAbort(thrown)) throw thrown;
          problems.push({ id: item.id, error: errorFacts(thrown, 'decoder-failed') });
        }
        done += 1;
        progress({ done, total: lacking.length, perSecond: meter(done) });
        if (performance.now() - lastFlush > flushEveryMs) {
          lastFlush = performance.now();
          flush();
        }
      }
    };
    await Promise.all(Array.from({ length: engine.readers + 1 }, reader));
    return true;
  });
  // What was made before a cancel is good: going on later starts from there.
  flush();
  return ended ?? false;
}

/** @throws AppError of the reader, `no-own-window`, `other-file`. */
async function renderOne(
  services: Services,
  { item, recipes }: Lacking,
  sha256: string,
  signal: AbortSignal,
): Promise<Made> {
  const { store, engine, originals } = services;
  if (signal.aborted) throw abortError();
  if (isGrey(item) && !hasOwnWindow(item) && recipes.some(({ tone }) => tone.by === 'file')) {
    throw new AppError('no-own-window', 'the file names no window');
  }
  const original = originals.get(item.id);
  if (!original) throw new AppError('unreadable-file', 'the file is not at hand');
  const { input } = await engine.start();
  const { salt } = store.getState();
  if (original.stack) {
    const base = { input, salt, recipes, base: false };
    const { lots } = await readStack(services, original.stack, base, sha256, signal, () => undefined);
    const whole = lots.flatMap(({ items }) => items).find(({ image }) => image.pixelHash === item.pixelHash);
    if (!whole) throw new AppError('other-file', 'the slices have changed');
    return { item, renditions: whole.image.renditions, vectors: whole.vectors };
  }
  const outcome = await engine.read({ ...original, input, salt, recipes, base: false }, { signal });
  if (!outcome.ok) throw new AppError(outcome.error.code, outcome.error.message, outcome.error.detail);
  const { pixelHash, renditions } = outcome.image;
  // Files are read anew from the disk: what lies there now may be another picture.
  if (pixelHash !== (item.pictureHash ?? item.pixelHash))
    throw new AppError('other-file', 'the pixels have changed');
  const vectors: [string, Float32Array][] = [];
  for (const { kind, input: prepared } of renditions) {
    const key = vectorKey(item.pixelHash, kind, sha256);
    vectors.push([key, store.getState().vectors.get(key) ?? (await engine.encode(prepared, { signal }))]);
  }
  return { item, renditions, vectors };
}

function enter(
  { store, pictures, saver }: Services,
  made: readonly Made[],
  problems: readonly { readonly id: ItemId; readonly error: ErrorFacts }[],
): void {
  const blobs: StoredPicture[] = made.flatMap(({ item: { id }, renditions }) =>
    renditions.flatMap(({ kind: rendition, thumb, preview }) => [
      { kind: 'thumb' as const, id, rendition, blob: thumb },
      { kind: 'preview' as const, id, rendition, blob: preview },
    ]),
  );
  pictures.hold(blobs);
  store.setState((state) => {
    const items = new Map(state.items);
    const vectors = new Map(state.vectors);
    for (const { item, renditions, vectors: rows } of made) {
      // Removed meanwhile: nothing of it comes back. Labels given meanwhile stand.
      const now = items.get(item.id);
      if (!now) continue;
      const keys = [...new Set([...now.renditions, ...renditions.map(({ kind }) => kind)])];
      items.set(now.id, { ...now, renditions: keys });
      for (const [key, row] of rows) vectors.set(key, row);
    }
    return { items, vectors, renderProblems: [...state.renderProblems, ...problems] };
  });
  saver.add({ vectors: made.flatMap(({ vectors }) => vectors), pictures: blobs });
}
