// MedMNIST's .npz files: arrays of images with labels and a split, as a list of images in folders.
import { type NpyHead, npyHead, npyNumbers } from '../npy';
import { refuse } from './guard';
import { maxArrayImages } from './limits';
import type { RawPacked } from './packed';

export interface ArrayImage {
  /** "train/3/00017.png": split, class (the label's number), place in the array. */
  readonly path: string;
  readonly slice: Blob;
  readonly packed: RawPacked;
}

type ArrayHead = Pick<NpyHead, 'shape' | 'dtype' | 'start'>;

async function headOf(name: string, blob: Blob): Promise<ArrayHead> {
  try {
    const { shape, dtype, fortranOrder, start } = await npyHead(blob);
    if (fortranOrder || shape.some((n) => !Number.isSafeInteger(n) || n < 0)) throw new Error('layout');
    return { shape, dtype, start };
  } catch {
    return refuse('bad-arrays', 'not an array that is read here', { field: name });
  }
}

const labelTypes = /^(b1|[iu][1248])$/;

/** One number an image. @throws AppError `several-labels`, `bad-arrays`. */
async function labelsOf(name: string, blob: Blob, images: number): Promise<readonly string[]> {
  const { shape, dtype, start } = await headOf(name, blob);
  const wide = shape.length === 2 ? (shape[1] ?? 0) : 1;
  if (shape.length === 2 && wide > 1) {
    refuse('several-labels', `${wide} labels an image`, { labels: wide });
  }
  const bytes = Number(dtype.slice(1));
  if (shape.length < 1 || shape.length > 2 || wide !== 1 || shape[0] !== images || !labelTypes.test(dtype)) {
    refuse('bad-arrays', `labels of shape ${shape.join(' x ')}`, { field: name });
  }
  if (blob.size < start + images * bytes) refuse('bad-arrays', 'labels are cut off', { field: name });
  const whole = await blob.slice(0, start + images * bytes).arrayBuffer();
  return Array.from(npyNumbers(whole), (label) => String(Number(label)));
}

async function imagesOf(
  name: string,
  blob: Blob,
): Promise<{ count: number; start: number; packed: RawPacked }> {
  const { shape, dtype, start } = await headOf(name, blob);
  const [count = 0, height = 0, width = 0, depth = 1, ...more] = shape;
  const flat = shape.length === 3 || (shape.length === 4 && (depth === 1 || depth === 3));
  if (dtype !== 'u1' || !flat || more.length > 0 || width < 1 || height < 1) {
    refuse('bad-arrays', `images of shape ${shape.join(' x ')}`, { field: `${name}: ${shape.join(' x ')}` });
  }
  const channels = depth === 3 ? 3 : 1;
  if (blob.size < start + count * height * width * channels) {
    refuse('bad-arrays', 'images are cut off', { field: name });
  }
  return { count, start, packed: { kind: 'raw', width, height, channels } };
}

interface Part {
  readonly split: string;
  readonly images: Blob;
  readonly start: number;
  readonly packed: RawPacked;
  readonly labels: readonly string[];
}

async function partOf(split: string, arrays: ReadonlyMap<string, Blob>): Promise<Part> {
  const images = arrays.get(`${split}_images`)!;
  const { count, start, packed } = await imagesOf(`${split}_images`, images);
  const labels = arrays.get(`${split}_labels`);
  if (!labels) return refuse('bad-arrays', 'no labels', { field: `${split}_labels` });
  return { split, images, start, packed, labels: await labelsOf(`${split}_labels`, labels, count) };
}

/**
 * All images, in the order of the arrays.
 * @param arrays by name without ".npy"; each a whole .npy file.
 * @throws AppError `bad-arrays` (names, shapes or types that are not MedMNIST's), `several-labels`, `too-many-entries`;
 *   all of them before the first image.
 */
export async function* readLabelledArrays(arrays: ReadonlyMap<string, Blob>): AsyncGenerator<ArrayImage> {
  const splits = ['train', 'val', 'test'].filter((split) => arrays.has(`${split}_images`));
  if (splits.length === 0) refuse('bad-arrays', 'no images', { field: 'train_images' });
  const parts: Part[] = [];
  for (const split of splits) parts.push(await partOf(split, arrays));
  const total = parts.reduce((sum, { labels }) => sum + labels.length, 0);
  if (total > maxArrayImages) {
    refuse('too-many-entries', `${total} images`, { entries: total, limit: maxArrayImages });
  }
  for (const { split, images, start, packed, labels } of parts) {
    const bytes = packed.width * packed.height * packed.channels;
    for (const [i, label] of labels.entries()) {
      const from = start + i * bytes;
      const path = `${split}/${label}/${String(i).padStart(6, '0')}.png`;
      yield { path, slice: images.slice(from, from + bytes), packed };
    }
  }
}
