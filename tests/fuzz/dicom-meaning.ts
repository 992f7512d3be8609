// The meaning of a strictly read DICOM object: its middle frame, grey after the modality step, colour as RGB.

import { parseStrictly, type StrictSet } from './dicom-oracle';
import { readStrictly } from './jpeg-oracle';
import { joined, must, type Oracle, type Shot } from './kit';

/** Codestreams whose raw values are known, because they are those of a seed. */
export interface KnownStream {
  readonly bytes: Uint8Array;
  readonly values: ArrayLike<number>;
}

const perFrame = 0x52009230;
const shared = 0x52009229;

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly allocated: number;
  readonly stored: number;
  readonly high: number;
  readonly signed: boolean;
  readonly photometric: string;
  readonly planar: number;
  readonly frames: number;
}

function layoutOf(set: StrictSet): Layout {
  const samples = set.us(0x00280002);
  const photometric = set.text(0x00280004);
  const frames = set.has(0x00280008) ? set.decimal(0x00280008) : 1;
  const [height, width] = [set.us(0x00280010), set.us(0x00280011)];
  const [allocated, stored, high, sign] = [0x00280100, 0x00280101, 0x00280102, 0x00280103].map((tag) =>
    set.us(tag),
  ) as [number, number, number, number];
  must(Number.isInteger(frames) && frames >= 1 && frames < 10_000, 'frames');
  must(width >= 8 && height >= 8 && width * height < 1e7, 'size');
  must([8, 16, 32].includes(allocated) && stored >= 1 && stored <= allocated, 'bits');
  must(high < allocated && high >= stored - 1 && sign <= 1, 'bits');
  const grey = /^(MONOCHROME[12]|PALETTE COLOR)$/.test(photometric);
  must(samples === (grey ? 1 : 3), 'samples');
  must(grey || /^(RGB|YBR_FULL|YBR_FULL_422)$/.test(photometric), 'photometric interpretation');
  must(grey || (allocated === 8 && sign === 0), 'colour above 8 bit');
  const planar = samples === 1 ? 0 : set.us(0x00280006);
  must(planar <= 1 && (photometric !== 'YBR_FULL_422' || planar === 0), 'planar configuration');
  return { width, height, samples, allocated, stored, high, signed: sign === 1, photometric, planar, frames };
}

/** Words of one frame, little or big endian. */
function wordsOf(bytes: Uint8Array, allocated: number, little: boolean): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const step = allocated / 8;
  return Array.from({ length: bytes.length / step }, (_, i) =>
    step === 1 ? bytes[i]! : step === 2 ? view.getUint16(i * 2, little) : view.getUint32(i * 4, little),
  );
}

const storedValue = (word: number, { stored, high, signed }: Layout): number => {
  const value = Math.floor(word / 2 ** (high + 1 - stored)) % 2 ** stored;
  return signed && value >= 2 ** (stored - 1) ? value - 2 ** stored : value;
};

function nativeWords(set: StrictSet, layout: Layout, frame: number): number[] {
  const { width, height, samples, allocated, frames, photometric } = layout;
  const { value, vr } = set.need(0x7fe00010);
  const each = width * height * (photometric === 'YBR_FULL_422' ? 2 : samples) * (allocated / 8);
  must(value.length === each * frames + ((each * frames) % 2), 'length of the pixels');
  must(photometric !== 'YBR_FULL_422' || width % 2 === 0, 'odd width');
  // 8-bit pixels in words of a big-endian file lie swapped two by two.
  const swap = allocated === 8 && !set.little && vr === 'OW';
  const bytes = swap ? value.map((_, i) => value[i ^ 1]!) : value;
  return wordsOf(bytes.subarray(each * frame, each * (frame + 1)), allocated, set.little);
}

function frameOf(set: StrictSet, { frames }: Layout, frame: number): Uint8Array {
  const { fragments, table, offsets } = set.need(0x7fe00010);
  must(fragments !== null && fragments.length > 0 && fragments.every((part) => part.length > 0), 'fragments');
  if (frames === 1) {
    must(table.length <= 1 && (table[0] ?? 0) === 0, 'offset table');
    return joined(fragments);
  }
  if (table.length === 0) {
    must(fragments.length === frames, 'fragments and frames');
    return fragments[frame]!;
  }
  const starts = table.map((offset) => offsets.indexOf(offset));
  must(
    table.length === frames && starts[0] === 0 && starts.every((s, i) => i === 0 || s > starts[i - 1]!),
    'offset table',
  );
  return joined(fragments.slice(starts[frame]!, starts[frame + 1] ?? fragments.length));
}

/** Run-length words: one segment a byte plane, most significant first. */
function runLengthWords(bytes: Uint8Array, { width, height, samples, allocated }: Layout): number[] {
  const planes = samples * (allocated / 8);
  must(bytes.length >= 64, 'run-length header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  must(view.getUint32(0, true) === planes && planes <= 15 && view.getUint32(4, true) === 64, 'segments');
  const out = new Array<number>(width * height * samples).fill(0);
  for (let p = 0; p < planes; p++) {
    const [from, next] = [
      view.getUint32(4 + p * 4, true),
      p + 1 < planes ? view.getUint32(8 + p * 4, true) : bytes.length,
    ];
    must(from >= 64 && next > from && next <= bytes.length, 'segment');
    let to = 0;
    let at = from;
    while (at < next && to < width * height) {
      const head = bytes[at++]!;
      must(head !== 128, 'run of nothing');
      const [count, literal] = head < 128 ? [head + 1, true] : [257 - head, false];
      must(at + (literal ? count : 1) <= next && to + count <= width * height, 'run');
      for (let i = 0; i < count; i++, to++) {
        const sample = to * samples + Math.floor(p / (allocated / 8));
        out[sample] = out[sample]! * 256 + bytes[literal ? at + i : at]!;
      }
      at += literal ? count : 1;
    }
    must(to === width * height && next - at <= 1, 'segment is short or long');
  }
  return out;
}

function colour(
  words: readonly number[],
  { photometric, planar, width, height }: Layout,
  coded: boolean,
): number[] {
  const pixels = width * height;
  const triple = (p: number): [number, number, number] => {
    if (photometric === 'YBR_FULL_422' && !coded) {
      const pair = (p >> 1) * 4;
      return [words[pair + (p & 1)]!, words[pair + 2]!, words[pair + 3]!];
    }
    const at = (c: number) => (planar === 1 && !coded ? c * pixels + p : p * 3 + c);
    return [words[at(0)]!, words[at(1)]!, words[at(2)]!];
  };
  const clamp = (v: number) => Math.min(255, Math.max(0, Math.round(v)));
  return Array.from({ length: pixels }, (_, p) => {
    const [a, b, c] = triple(p);
    if (photometric === 'RGB') return [a, b, c];
    return [
      a + 1.402 * (c - 128),
      a - 0.344_136 * (b - 128) - 0.714_136 * (c - 128),
      a + 1.772 * (b - 128),
    ].map(clamp);
  }).flat();
}

function tableOf(set: StrictSet, descriptor: number, data: number, signed: boolean) {
  const list = set.numbers(descriptor);
  must(list.length === 3, 'table descriptor');
  const [count, , bits] = list as [number, number, number];
  const size = count === 0 ? 65_536 : count;
  must(bits === 8 || bits === 16, 'table bits');
  const value = set.need(data).value;
  must(value.length === (size * bits) / 8 + (((size * bits) / 8) % 2), 'table length');
  const entries = bits === 16 ? set.numbers(data) : [...value].slice(0, size);
  return { size, first: set.numbers(descriptor, signed)[1]!, bits, entries };
}

const lookUp = ({ size, first, entries }: ReturnType<typeof tableOf>, value: number) =>
  entries[Math.min(size - 1, Math.max(0, value - first))]!;

function palette(set: StrictSet, values: readonly number[]): number[] {
  const tables = [0, 1, 2].map((c) => tableOf(set, 0x00281101 + c, 0x00281201 + c, false));
  must(
    tables.every(
      ({ size, first, bits }) =>
        size === tables[0]!.size && first === tables[0]!.first && bits === tables[0]!.bits,
    ),
    'palette',
  );
  const wide = tables[0]!.bits === 16;
  // 16-bit tables that hold 8-bit values are black by the letter; every reader takes them for what they are.
  must(!wide || tables.some(({ entries }) => entries.some((v) => v > 255)), 'palette of low values');
  return values.flatMap((value) =>
    tables.map((table) => (wide ? lookUp(table, value) >> 8 : lookUp(table, value))),
  );
}

function group(set: StrictSet, frame: number, frames: number): StrictSet | null {
  const own = set.elements.get(perFrame);
  must(!own || own.items.length === frames, 'frame groups');
  for (const item of [own?.items[frame], set.elements.get(shared)?.items[0]]) {
    const inner = item?.elements.get(0x00289145)?.items;
    if (!inner) continue;
    must(inner.length === 1, 'items of a group');
    return inner[0]!;
  }
  must(!own || own.items.every((item) => !item.has(0x00289145)), 'frame groups');
  return null;
}

function modality(set: StrictSet, values: readonly number[], layout: Layout, frame: number): number[] {
  const lut = set.elements.get(0x00283000);
  const level = group(set, frame, layout.frames) ?? set;
  const [slope, intercept] = [level.has(0x00281053), level.has(0x00281052)];
  must(slope === intercept, 'half a rescale');
  if (lut) {
    must(lut.items.length === 1 && !slope, 'modality table');
    const table = tableOf(lut.items[0]!, 0x00283002, 0x00283006, layout.signed);
    must(table.bits === 16, 'modality table');
    return values.map((value) => lookUp(table, value));
  }
  if (!slope) return [...values];
  const [k, d] = [level.decimal(0x00281053), level.decimal(0x00281052)];
  must(k !== 0, 'slope 0');
  return values.map((value) => value * k + d);
}

/** @throws Breach where the object is not to the letter. */
export function meaningOf(
  bytes: Uint8Array,
  head: 'whole' | 'no preamble' | 'bare',
  known: readonly KnownStream[],
): Oracle {
  const { set, coding } = parseStrictly(bytes, head);
  const layout = layoutOf(set);
  const { width, height, samples, photometric } = layout;
  const frame = Math.floor((layout.frames - 1) / 2);
  const shot = (values: ArrayLike<number>): Shot => ({ width, height, values });
  let words: number[];
  if (coding === 'native') words = nativeWords(set, layout, frame);
  else {
    const stream = frameOf(set, layout, frame);
    if (coding === 'rle') words = runLengthWords(stream, layout);
    else {
      const seed = known.find(({ bytes: own }) => own.length === stream.length);
      must(seed !== undefined, 'a codestream of another length');
      // Its bytes are pixels; what they became is the codec's business.
      if (stream.some((v, i) => v !== seed.bytes[i])) return { kind: 'pixel-data' };
      if (coding === 'jpeg') {
        const end = stream.lastIndexOf(0xd9) + 1;
        const picture = readStrictly(stream.subarray(0, end), photometric === 'RGB' ? 'RGB' : 'YCbCr');
        must(
          picture.components === samples && picture.shot.width === width && picture.shot.height === height,
          'sizes differ',
        );
        must(layout.allocated === 8 && layout.stored === 8 && !layout.signed, 'bits differ');
        must(samples === 1 || photometric !== 'RGB' || !picture.jfif, 'colours differ');
        must(samples === 3 || /^MONO/.test(photometric), 'palette over lossy');
        return { kind: 'conformant', shot: picture.shot, tolerance: picture.tolerance };
      }
      must(
        samples === 1 &&
          layout.stored === 12 &&
          layout.high === 11 &&
          !layout.signed &&
          layout.allocated === 16,
        'bits differ',
      );
      must(seed.values.length === width * height && width === 16, 'sizes differ');
      words = Array.from(seed.values);
    }
  }
  if (samples === 3) {
    const values = colour(
      words.map((word) => storedValue(word, layout)),
      layout,
      coding === 'rle',
    );
    return { kind: 'conformant', shot: shot(values), tolerance: photometric === 'RGB' ? 0 : 0.5 };
  }
  const values = words.map((word) => storedValue(word, layout));
  if (photometric === 'PALETTE COLOR')
    return { kind: 'conformant', shot: shot(palette(set, values)), tolerance: 0 };
  return { kind: 'conformant', shot: shot(modality(set, values, layout, frame)), tolerance: 1e-9 };
}
