// A strict reader of DICOM objects after PS3.5 and PS3.3, for the attributes the seeds have: what a mutant's pixels mean.
// It knows nothing of broken files; whatever is not to the letter is a breach.
import { dictionary } from '../fixtures/intake/dicom-object';
import { must } from './kit';

export interface StrictElement {
  readonly value: Uint8Array;
  readonly vr: string;
  readonly items: readonly StrictSet[];
  readonly fragments: readonly Uint8Array[] | null;
  readonly table: readonly number[];
  /** Of each fragment, from the first one's item on. */
  readonly offsets: readonly number[];
}

export class StrictSet {
  constructor(
    readonly elements: ReadonlyMap<number, StrictElement>,
    readonly little: boolean,
  ) {}

  has(tag: number): boolean {
    return this.elements.has(tag);
  }

  need(tag: number): StrictElement {
    const found = this.elements.get(tag);
    must(found !== undefined, `no ${tag.toString(16)}`);
    return found;
  }

  numbers(tag: number, signed = false): number[] {
    const { value, vr } = this.need(tag);
    must(value.length % 2 === 0, 'words');
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    const negative = signed || vr === 'SS';
    return Array.from({ length: value.length / 2 }, (_, i) =>
      negative ? view.getInt16(i * 2, this.little) : view.getUint16(i * 2, this.little),
    );
  }

  us(tag: number): number {
    const list = this.numbers(tag);
    must(list.length === 1, `values of ${tag.toString(16)}`);
    return list[0]!;
  }

  text(tag: number): string {
    const text = String.fromCharCode(...this.need(tag).value);
    must(/^[A-Z0-9 _]*$/.test(text) && text.trim().length <= 16, `code of ${tag.toString(16)}`);
    return text.trim();
  }

  decimal(tag: number): number {
    const text = String.fromCharCode(...this.need(tag).value);
    must(
      text.length <= 16 && /^ *[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)? *$/.test(text),
      `number of ${tag.toString(16)}`,
    );
    return Number(text);
  }
}

const vrOf = new Map(Object.values(dictionary).map(([tag, vr]) => [tag, vr] as const));
/** Attributes whose VR the standard leaves open. */
const also: Readonly<Record<number, readonly string[]>> = {
  2633730: ['SS'],
  2633734: ['US'],
  2621728: ['SS'],
  2625793: ['SS'],
  2625794: ['SS'],
  2625795: ['SS'],
  2145386512: ['OB'],
};
const longs = /^(OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)$/;
const shorts = /^(AE|AS|AT|CS|DA|DS|DT|FD|FL|IS|LO|LT|PN|SH|SL|SS|ST|TM|UI|UL|US)$/;
const unknown = 0xffffffff;

class Reader {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly implicit: boolean,
    private readonly little: boolean,
    private readonly encapsulated: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  private tag(at: number): number {
    must(at + 8 <= this.bytes.length, 'cut');
    return this.view.getUint16(at, this.little) * 65_536 + this.view.getUint16(at + 2, this.little);
  }

  private head(at: number): { tag: number; vr: string; from: number; length: number } {
    const tag = this.tag(at);
    const dictionaryVr = vrOf.get(tag);
    if (this.implicit) {
      return {
        tag,
        vr: dictionaryVr ?? 'UN',
        from: at + 8,
        length: this.view.getUint32(at + 4, this.little),
      };
    }
    const vr = String.fromCharCode(this.bytes[at + 4]!, this.bytes[at + 5]!);
    must(longs.test(vr) || shorts.test(vr), 'VR');
    must(
      dictionaryVr === undefined || vr === dictionaryVr || vr === 'UN' || (also[tag] ?? []).includes(vr),
      `VR of ${tag.toString(16)}`,
    );
    if (!longs.test(vr)) return { tag, vr, from: at + 8, length: this.view.getUint16(at + 6, this.little) };
    must(at + 12 <= this.bytes.length && this.view.getUint16(at + 6) === 0, 'reserved bytes');
    return { tag, vr, from: at + 12, length: this.view.getUint32(at + 8, this.little) };
  }

  /** @returns offset past the items and their delimiter. */
  private items(from: number, end: number, ended: boolean, into: StrictSet[]): number {
    let at = from;
    while (ended ? true : at < end) {
      const tag = this.tag(at);
      const length = this.view.getUint32(at + 4, this.little);
      if (ended && tag === 0xfffee0dd) {
        must(length === 0, 'delimiter');
        return at + 8;
      }
      must(tag === 0xfffee000, 'item');
      const level = this.level(at + 8, length === unknown ? end : at + 8 + length, length === unknown);
      into.push(level.set);
      at = level.end;
    }
    must(at === end, 'items end elsewhere');
    return at;
  }

  private packed(from: number): { fragments: Uint8Array[]; table: number[]; offsets: number[]; end: number } {
    const fragments: Uint8Array[] = [];
    const offsets: number[] = [];
    for (let at = from; ; ) {
      const tag = this.tag(at);
      const length = this.view.getUint32(at + 4, true);
      if (tag === 0xfffee0dd) {
        must(length === 0 && fragments.length > 0, 'delimiter');
        const [first, ...rest] = fragments as [Uint8Array, ...Uint8Array[]];
        must(first.length % 4 === 0, 'offset table');
        const view = new DataView(first.buffer, first.byteOffset, first.length);
        const table = Array.from({ length: first.length / 4 }, (_, i) => view.getUint32(i * 4, true));
        const base = offsets[1] ?? 0;
        return {
          fragments: rest,
          table,
          offsets: offsets.slice(1).map((offset) => offset - base),
          end: at + 8,
        };
      }
      must(tag === 0xfffee000 && length % 2 === 0 && at + 8 + length <= this.bytes.length, 'fragment');
      offsets.push(at);
      fragments.push(this.bytes.subarray(at + 8, at + 8 + length));
      at += 8 + length;
    }
  }

  level(from: number, end: number, ended: boolean): { set: StrictSet; end: number } {
    must(end <= this.bytes.length, 'item cut');
    const elements = new Map<number, StrictElement>();
    let last = 0;
    let at = from;
    for (;;) {
      if (!ended && at === end) return { set: new StrictSet(elements, this.little), end: at };
      if (ended && this.tag(at) === 0xfffee00d) {
        must(this.view.getUint32(at + 4, this.little) === 0, 'delimiter');
        return { set: new StrictSet(elements, this.little), end: at + 8 };
      }
      const { tag, vr, from: start, length } = this.head(at);
      must(tag > last && tag < 0xfffe0000, 'order of elements');
      last = tag;
      const base = {
        vr,
        value: this.bytes.subarray(start, start),
        items: [],
        fragments: null,
        table: [],
        offsets: [],
      };
      if (tag === 0x7fe00010 && this.encapsulated) {
        must(length === unknown && vr === 'OB', 'pixels not in items');
        const { end: after, ...packed } = this.packed(start);
        elements.set(tag, { ...base, ...packed });
        at = after;
      } else if (vr === 'SQ') {
        const items: StrictSet[] = [];
        at = this.items(start, length === unknown ? end : start + length, length === unknown, items);
        elements.set(tag, { ...base, items });
      } else {
        must(
          length !== unknown && length % 2 === 0 && start + length <= end,
          `length of ${tag.toString(16)}`,
        );
        must(vrOf.get(tag) !== 'SQ', 'sequence as UN');
        elements.set(tag, { ...base, value: this.bytes.subarray(start, start + length) });
        at = start + length;
      }
    }
  }
}

const root = '1.2.840.10008.1.2';

export interface StrictFile {
  readonly set: StrictSet;
  readonly coding: 'native' | 'rle' | 'jpeg' | 'j2k';
}

/** @param bare the seed has neither preamble nor group 2: explicit little endian, as assumed for it. @throws Breach. */
export function parseStrictly(bytes: Uint8Array, head: 'whole' | 'no preamble' | 'bare'): StrictFile {
  let syntax = `${root}.1`;
  let at = head === 'whole' ? 132 : 0;
  if (head === 'whole') must(String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM', 'preamble');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let last = -1;
  while (head !== 'bare') {
    must(at + 8 <= bytes.length, 'cut');
    if (view.getUint16(at, true) !== 2) break;
    const element = view.getUint16(at + 2, true);
    must(element > last, 'order of group 2');
    last = element;
    const vr = String.fromCharCode(bytes[at + 4]!, bytes[at + 5]!);
    must(vr === (element === 0 ? 'UL' : 'UI'), 'group 2');
    const length = view.getUint16(at + 6, true);
    must(length % 2 === 0, 'group 2');
    if (element === 0x10)
      syntax = String.fromCharCode(...bytes.subarray(at + 8, at + 8 + length)).replace(/\0$/, '');
    at += 8 + length;
  }
  must(head === 'bare' || last >= 0x10, 'no transfer syntax');
  const codings = {
    '': 'native',
    '.1': 'native',
    '.2': 'native',
    '.5': 'rle',
    '.4.50': 'jpeg',
    '.4.90': 'j2k',
  } as const;
  const coding = codings[syntax.slice(root.length) as keyof typeof codings];
  must(syntax.startsWith(root) && coding !== undefined, 'transfer syntax');
  const reader = new Reader(bytes, syntax === root, syntax !== `${root}.2`, coding !== 'native');
  return { set: reader.level(at, bytes.length, false).set, coding };
}
