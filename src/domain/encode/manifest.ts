// The manifest of an encoder: an encoder is data, and this is its checked shape.
import { AppError } from '../errors';

export type ResizeMode = 'stretch' | 'crop' | 'pad';

/** How an image becomes the encoder's input: resize an 8-bit RGB picture to `sizePx` square, /255, minus mean, over std. */
export interface InputSpec {
  readonly sizePx: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly resize: ResizeMode;
  readonly interpolation: 'bicubic';
}

export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface EncoderManifest {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly dimension: number;
  readonly files: { readonly image: FileEntry; readonly golden: FileEntry };
  readonly input: InputSpec;
  readonly inputName: string;
  readonly outputName: string;
}

function fail(field: string): never {
  throw new AppError('encoder-damaged', `manifest field ${field} is missing or wrong`, { field });
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(field);
  return value as Record<string, unknown>;
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') fail(field);
  return value;
}

function count(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) fail(field);
  return value;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], field: string): T {
  const found = allowed.find((option) => option === value);
  return found ?? fail(field);
}

function triple(value: unknown, field: string): [number, number, number] {
  if (!Array.isArray(value) || value.length !== 3 || !value.every((n) => Number.isFinite(n))) fail(field);
  return value as [number, number, number];
}

function fileEntry(value: unknown, field: string): FileEntry {
  const entry = record(value, field);
  const path = text(entry.path, `${field}.path`);
  // A path is only ever a name inside the encoder's own folder.
  if (!/^[\w.-]+$/.test(path) || path.startsWith('.')) fail(`${field}.path`);
  const sha256 = text(entry.sha256, `${field}.sha256`);
  if (!/^[0-9a-f]{64}$/.test(sha256)) fail(`${field}.sha256`);
  return { path, bytes: count(entry.bytes, `${field}.bytes`), sha256 };
}

/**
 * Checks parsed JSON against the manifest's shape.
 * @throws AppError `encoder-damaged` naming the first wrong field.
 */
export function parseManifest(json: unknown): EncoderManifest {
  const root = record(json, 'manifest');
  const files = record(root.files, 'files');
  const input = record(root.input, 'input');
  const std = triple(input.std, 'input.std');
  if (std.some((s) => s <= 0)) fail('input.std');
  return {
    id: text(root.id, 'id'),
    title: text(root.title, 'title'),
    licence: text(root.licence, 'licence'),
    dimension: count(root.dimension, 'dimension'),
    files: { image: fileEntry(files.image, 'files.image'), golden: fileEntry(files.golden, 'files.golden') },
    input: {
      sizePx: count(input.sizePx, 'input.sizePx'),
      mean: triple(input.mean, 'input.mean'),
      std,
      resize: oneOf(input.resize, ['stretch', 'crop', 'pad'], 'input.resize'),
      interpolation: oneOf(input.interpolation, ['bicubic'], 'input.interpolation'),
    },
    inputName: text(root.inputName, 'inputName'),
    outputName: text(root.outputName, 'outputName'),
  };
}
