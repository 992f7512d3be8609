// What the lists of rows are built with: a row's shape, and the pieces that several rows share.
import { parseDicom } from '../../../src/domain/intake/dicom-parse';
import {
  columns,
  dicomObject,
  type Elements,
  type ObjectOptions,
  ramp,
  rows,
  runLengthFrame,
  words,
  writeParts,
} from '../../fixtures/intake/dicom-object';
import { fixtureCases, fromBase64 } from './fixtures';

export interface Row {
  readonly id: string;
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly name?: string;
  /** Notes of an accepted file, `no-window` left out; or the refusal. */
  readonly verdict: readonly string[] | { readonly code: string; readonly detail?: Elements };
  /** Values after the modality step, or RGB. Default: the ramp. Null: not compared. */
  readonly values?: readonly number[] | null;
}

type Verdict = Row['verdict'];
export type Options = ObjectOptions & { readonly values?: readonly number[] | null; readonly name?: string };

export const row = (id: string, what: string, options: Options, verdict: Verdict): Row => {
  const { values, name, ...object } = options;
  return {
    id,
    what,
    bytes: dicomObject(object),
    verdict,
    ...(values === undefined ? {} : { values }),
    ...(name === undefined ? {} : { name }),
  };
};
export const raw = (id: string, what: string, bytes: Uint8Array, verdict: Verdict): Row => ({
  id,
  what,
  bytes,
  verdict,
});
export const no = (code: string, detail: Elements = {}) => ({ code, detail });

const images = fixtureCases<{ images: { name: string; base64: string }[] }>('dicom.jsonl').images;

/** The codestreams of a fixture that make_dicom.py encoded with Pillow or GDCM. */
function codestreams(name: string): Uint8Array[] {
  const image = images.find((candidate) => candidate.name === name);
  const { set } = parseDicom(fromBase64(image?.base64 ?? ''));
  const fragments = set.elements.get('x7fe00010')?.fragments ?? [];
  return fragments.map(({ position, length }) => set.bytes.subarray(position, position + length));
}

export const jpeg = codestreams('jpeg-ybr')[0]!;
export const j2k = codestreams('jpeg-2000-grey')[0]!;
const threeFrames = [0, 2, 4].map((i) =>
  Uint8Array.from(
    codestreams('frames-by-table')
      .slice(i, i + 2)
      .flatMap((part) => [...part]),
  ),
) as [Uint8Array, Uint8Array, Uint8Array];
export const [first, second, third] = threeFrames;
export const uid = (tail: string) => `1.2.840.10008.1.2.${tail}`;
export const text = (value: string) => new TextEncoder().encode(value);
export const tiled = (times: number) => words(Array.from({ length: times }, () => ramp).flat());
export const whole = dicomObject();
export const eight = { BitsAllocated: 8, BitsStored: 8, HighBit: 7 };
export const colour = {
  ...eight,
  SamplesPerPixel: 3,
  PlanarConfiguration: 0,
  PhotometricInterpretation: 'RGB',
};
export const ybr = { ...colour, PhotometricInterpretation: 'YBR_FULL' };
export const rgb = Array.from({ length: rows * columns * 3 }, (_, i) => (i * 7) % 256);
export const planes = [0, 1, 2].map((c) => Uint8Array.from(rgb.filter((_, i) => i % 3 === c)));
export const highBytes = Uint8Array.from(ramp, (v) => v >> 8);
export const rle = runLengthFrame([highBytes, Uint8Array.from(ramp, (v) => v & 255)]);
export const twelve = { BitsStored: 12, HighBit: 11 };
export const low12 = ramp.map((v) => v & 0xfff);

/** A private element with `value`, explicit little endian. */
export const element = (tag: number, vr: string, value: Uint8Array, length = value.length) =>
  writeParts([{ tag, vr, value, length }]);
export const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
export const item = (value: Uint8Array) =>
  join(element(0xfffee000, '', value).slice(0, 4), itemLength(value), value);
const itemLength = (value: Uint8Array) => new Uint8Array(Uint32Array.of(value.length).buffer);
export const unended = Uint8Array.of(0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff);
