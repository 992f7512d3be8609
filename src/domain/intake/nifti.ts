// NIfTI volumes (.nii, .nii.gz; versions 1 and 2): slices along the third axis, as stored. The one importer of
// nifti-reader-js, which reads the header; the voxels are read here, after their number is known to be there.
import { readHeader } from 'nifti-reader-js';
import type { Note } from '../types';
import { u32be, u32le } from './bytes';
import type { Samples } from './codecs';
import { type FrameSelector, frameIndex } from './frame-use';
import { refuse } from './guard';
import { gunzipCapped } from './gunzip';
import { maxFrames } from './limits';
import { identity, type Modality, type Pixels } from './pixels';
import { checkSize } from './size-check';

export interface Volume {
  /** [columns, rows, slices, time points, ...] as the header names them, at least three. */
  readonly shape: readonly number[];
  /** All slices, those of later time points included. */
  readonly slices: number;
  /** Bytes behind the last voxel: axes of other lengths look like that. */
  readonly surplus: number;
  /** False where the voxels start at no multiple of 16, as nifti1.h wants it and extensions keep it. */
  readonly aligned: boolean;
  /**
   * One slice, 0-based: row y and column x are the voxel [x, y, i], first row first, as ITK reads it. Nothing is turned
   * to the side or the view that a radiologist is used to: the header's word on that is often wrong or missing.
   */
  slice(index: number): Pixels;
}

interface Kind {
  readonly bytes: number;
  readonly read: (view: DataView, count: number, little: boolean) => Samples;
}

type Getter = 'getInt8' | 'getInt16' | 'getUint16' | 'getInt32' | 'getUint32' | 'getFloat32' | 'getFloat64';

function kind(make: new (length: number) => Samples, getter: Getter): Kind {
  const bytes = Number(/\d+$/.exec(getter)?.[0]) / 8;
  return {
    bytes,
    read(view, count, little) {
      const out = new make(count);
      for (let i = 0; i < count; i++) out[i] = view[getter](i * bytes, little);
      return out;
    },
  };
}

const bigKind = (getter: 'getBigInt64' | 'getBigUint64'): Kind => ({
  bytes: 8,
  read: (view, count, little) =>
    Float64Array.from({ length: count }, (_, i) => Number(view[getter](i * 8, little))),
});

const byteKind = (bytes: number): Kind => ({
  bytes,
  read: (view, count) => new Uint8Array(view.buffer, view.byteOffset, count * bytes).slice(),
});

/** By datatype code (nifti1.h). 2 and 128 are bytes: one grey, or red, green and blue. */
const kinds: ReadonlyMap<number, Kind> = new Map([
  [2, byteKind(1)],
  [4, kind(Int16Array, 'getInt16')],
  [8, kind(Int32Array, 'getInt32')],
  [16, kind(Float32Array, 'getFloat32')],
  [64, kind(Float64Array, 'getFloat64')],
  [128, byteKind(3)],
  [256, kind(Int8Array, 'getInt8')],
  [512, kind(Uint16Array, 'getUint16')],
  [768, kind(Uint32Array, 'getUint32')],
  [1024, bigKind('getBigInt64')],
  [1280, bigKind('getBigUint64')],
]);

const names: Readonly<Record<number, string>> = {
  1: '1-bit voxels',
  32: 'complex numbers',
  1536: '128-bit real numbers',
  1792: 'complex numbers',
  2048: 'complex numbers',
  2304: 'RGBA voxels',
};

const rgb = 128;

/** scl_slope 0 (or no number) means that there is no scaling (nifti1.h). */
function modalityOf(slope: number, intercept: number): Modality {
  if (!Number.isFinite(slope) || slope === 0) return identity;
  if (!Number.isFinite(intercept)) refuse('bad-header', 'the scaling is no number', { field: 'scl_inter' });
  return { kind: 'linear', slope, intercept };
}

/** The first number is the header's own length. */
const startsWith = (bytes: Uint8Array, length: number) =>
  u32le(bytes, 0) === length || u32be(bytes, 0) === length;
const isVersion2 = (bytes: Uint8Array) => startsWith(bytes, 540);

/** The header's bytes alone: extensions may hold anything, and are not needed. */
function headerOf(bytes: Uint8Array): ReturnType<typeof readHeader> & object {
  const length = isVersion2(bytes) ? 540 : 348;
  if (bytes.length < length) {
    refuse('truncated', 'the file ends in its header', { have: bytes.length, need: length });
  }
  if (!startsWith(bytes, length))
    refuse('bad-header', 'the header has another length', { field: 'sizeof_hdr' });
  return (
    readHeader(bytes.slice(0, length).buffer) ?? refuse('bad-header', 'no NIfTI header', { field: 'magic' })
  );
}

function shapeOf(dims: readonly number[]): number[] {
  const axes = dims[0] ?? 0;
  if (!Number.isInteger(axes) || axes < 2 || axes > 7) {
    refuse('bad-header', `${axes} axes`, { field: 'dim' });
  }
  const shape = dims.slice(1, axes + 1);
  if (shape.some((n) => !Number.isInteger(n) || n < 1))
    refuse('bad-header', 'an empty axis', { field: 'dim' });
  return shape.length === 2 ? [...shape, 1] : shape;
}

/**
 * @param bytes a whole .nii, or a gzipped one.
 * @throws AppError `truncated`, `bad-header`, `unsupported-pixels`, `expands-past-limit`, and those of `checkSize`.
 */
export function readVolume(bytes: Uint8Array): Volume {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipCapped(bytes) : bytes;
  const header = headerOf(plain);
  const code = header.datatypeCode;
  const shape = shapeOf(header.dims);
  const [columns, rows, ...rest] = shape as [number, number, ...number[]];
  checkSize(columns, rows);
  const slices = rest.reduce((a, b) => a * b, 1);
  if (slices > maxFrames) refuse('bad-header', `${slices} slices`, { field: 'dim' });
  const voxel = kinds.get(code);
  if (!voxel) {
    const pixels = names[code] ?? `datatype ${code}`;
    return refuse('unsupported-pixels', pixels, { pixels });
  }
  if (header.numBitsPerVoxel !== voxel.bytes * 8) {
    refuse('bad-header', 'datatype and size of a voxel differ', { field: 'bitpix' });
  }
  const modality = code === rgb ? identity : modalityOf(header.scl_slope, header.scl_inter);
  // Some writers leave the offset at 0; the voxels then follow the header and its four flag bytes.
  const lowest = isVersion2(plain) ? 544 : 352;
  const from = header.vox_offset === 0 ? lowest : header.vox_offset;
  if (!Number.isInteger(from) || from < lowest - 4)
    refuse('bad-header', 'voxels in the header', { field: 'vox_offset' });
  const perSlice = columns * rows * voxel.bytes;
  const need = from + perSlice * slices;
  if (plain.length < need) refuse('truncated', 'the voxels are short', { have: plain.length, need });
  return {
    shape,
    slices,
    surplus: plain.length - need,
    aligned: header.vox_offset === from && from % 16 === 0,
    slice(index) {
      const view = new DataView(plain.buffer, plain.byteOffset + from + index * perSlice, perSlice);
      const values = voxel.read(view, columns * rows, header.littleEndian);
      if (code === rgb) {
        const data = values as Uint8Array;
        return { kind: 'plain', picture: { width: columns, height: rows, channels: 3, data }, stored: data };
      }
      return { kind: 'grey', width: columns, height: rows, values, modality, padding: null, inverted: false };
    },
  };
}

/** Slices of all volumes, by the header alone (its 348 or 540 bytes). @throws AppError as `readVolume`. */
export function sliceCount(head: Uint8Array): number {
  return shapeOf(headerOf(head).dims)
    .slice(2)
    .reduce((a, b) => a * b, 1);
}

/**
 * Reads the volume once, its slices one by one; what was left out is noted. The middle one is that of the first volume.
 * @throws AppError of `readVolume`.
 */
export function openNifti(bytes: Uint8Array): {
  readonly frames: number;
  read(choose: FrameSelector): { pixels: Pixels; frames: number; notes: Note[] };
} {
  const volume = readVolume(bytes);
  const depth = volume.shape[2] ?? 1;
  const frames = volume.slices;
  return {
    frames,
    read(choose) {
      const index = choose === 'middle' ? frameIndex(choose, depth) : choose;
      if (index >= frames) refuse('bad-header', 'there is no such slice', { field: 'dim' });
      const notes: Note[] = [];
      if (frames > 1) {
        notes.push({
          code: 'volume-slice',
          detail: { slices: depth, used: index + 1, volumes: frames / depth },
        });
      }
      if (!volume.aligned) notes.push({ code: 'header-irregular', detail: { field: 'vox_offset' } });
      if (volume.surplus > 0) notes.push({ code: 'longer-than-needed', detail: { bytes: volume.surplus } });
      return { pixels: volume.slice(index), frames, notes };
    },
  };
}
