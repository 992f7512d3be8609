// A second reader of data sets, for files that dicom-parser gives up on. It walks the elements (PS3.5 section 7) only as
// far as the pixels, steps over sequences of known length without looking into those that nobody asks for, and stops
// where the next element cannot be told: nothing is searched for, so that nothing is found by chance.
import { latin1, u16be, u16le, u32be, u32le } from './bytes';
import { itemEnd, itemStart, readPixelItems, sequenceEnd } from './dicom-items';
import { type DicomElement, DicomSet } from './dicom-set';
import { hasLongLength, isVr } from './dicom-vr';
import { refuse } from './guard';
import { maxNesting } from './limits';

export interface Encoding {
  readonly implicit: boolean;
  readonly littleEndian: boolean;
}

/** Sequences whose items matter to the pixels; see dicom-groups.ts, dicom-modality.ts, dicom-voi.ts. */
export const wantedSequences: ReadonlySet<string> = new Set([
  'x00283000',
  'x00283010',
  'x00289110',
  'x00289132',
  'x00289145',
  'x52009229',
  'x52009230',
]);

const undefinedLength = 0xffffffff;
const pixelData = 'x7fe00010';

interface Head {
  readonly tag: string;
  readonly vr: string | null;
  readonly value: number;
  readonly length: number;
}

/** Where and why a walk ended. */
interface Walk {
  readonly elements: Map<string, DicomElement>;
  readonly end: number;
  /** It got to its end, or to the pixels. */
  readonly finished: boolean;
}

export class TolerantReader {
  /** A rule of the encoding was broken on the way. */
  irregular = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly encoding: Encoding,
  ) {}

  private u16(at: number): number {
    return this.encoding.littleEndian ? u16le(this.bytes, at) : u16be(this.bytes, at);
  }

  private u32(at: number): number {
    return this.encoding.littleEndian ? u32le(this.bytes, at) : u32be(this.bytes, at);
  }

  private tagAt(at: number): string {
    const number = this.u16(at) * 0x10000 + this.u16(at + 2);
    return `x${number.toString(16).padStart(8, '0')}`;
  }

  /** Item tags, as they read in little-endian order. */
  private marker(at: number): number {
    return this.u16(at) + this.u16(at + 2) * 0x10000;
  }

  /** An element could start at `at`: its tag is above `tag` and its VR exists, or the data ends here. */
  private plausible(at: number, end: number, tag: string): boolean {
    if (at === end) return true;
    return at + 8 <= end && this.tagAt(at) > tag && isVr(latin1(this.bytes, at + 4, 2));
  }

  private head(at: number, end: number): Head | null {
    const tag = this.tagAt(at);
    if (this.encoding.implicit) return { tag, vr: null, value: at + 8, length: this.u32(at + 4) };
    const vr = latin1(this.bytes, at + 4, 2);
    if (isVr(vr)) {
      const long = hasLongLength(vr);
      if (long && at + 12 > end) return null;
      return { tag, vr, value: at + (long ? 12 : 8), length: long ? this.u32(at + 8) : this.u16(at + 6) };
    }
    // No VR: an element written as implicit, or one of a VR to come. The one reading after which an element follows.
    this.irregular = true;
    const readings = [
      { tag, vr: null, value: at + 8, length: this.u32(at + 4) },
      { tag, vr: null, value: at + 8, length: this.u16(at + 6) },
      { tag, vr: null, value: at + 12, length: this.u32(at + 8) },
    ].filter(({ value, length }) => this.plausible(value + length, end, tag));
    const lengths = new Set(readings.map(({ value, length }) => value + length));
    return lengths.size === 1 ? (readings[0] ?? null) : null;
  }

  /**
   * Offset past the delimiter of a value that is no sequence, yet of undefined length; -1 without one. Writers use
   * either delimiter, and some give it a length (dicomParser #266).
   */
  private endOfUndefined(from: number, end: number): number {
    for (let at = from; at + 8 <= end; at += 2) {
      const marker = this.marker(at);
      if (marker === sequenceEnd || marker === itemEnd) return at + 8;
    }
    return -1;
  }

  /** Items of a sequence; `end` is where it ends, or the end of the level for one of undefined length. */
  items(
    from: number,
    end: number,
    defined: boolean,
    depth: number,
  ): { sets: DicomSet[]; end: number } | null {
    const sets: DicomSet[] = [];
    let at = from;
    while (at + 8 <= end) {
      const tag = this.marker(at);
      const length = this.u32(at + 4);
      if (tag === sequenceEnd) return { sets, end: at + 8 };
      if (tag !== itemStart) return null;
      const known = length !== undefinedLength;
      const itemStop = known ? at + 8 + length : end;
      if (itemStop > end) return null;
      const walk = this.walk(at + 8, itemStop, depth + 1, !known);
      if (!walk.finished) return null;
      sets.push(new DicomSet(this.bytes, this.encoding.littleEndian, walk.elements));
      at = known ? itemStop : walk.end;
    }
    return defined && at === end ? { sets, end: at } : null;
  }

  private element(head: Head, end: number, depth: number): { element: DicomElement; end: number } | null {
    const { tag, vr, value, length } = head;
    const base = { vr, offset: value, length, undefinedLength: length === undefinedLength };
    const plain = { ...base, items: [], fragments: null, offsetTable: [] };
    if (length !== undefinedLength) {
      // A short last value stays, so that the pixels can be called cut off with their numbers.
      if (value + length > end && !(depth === 0 && tag === pixelData)) return null;
      if (length === 0 || !wantedSequences.has(tag)) return { element: plain, end: value + length };
      const inner = this.sequence(head, value + length, true, depth);
      return inner && { element: { ...plain, items: inner.sets }, end: value + length };
    }
    if (tag === pixelData && depth === 0) {
      const { offsetTable, fragments, end: after } = readPixelItems(this.bytes, value);
      return { element: { ...plain, fragments, offsetTable }, end: after };
    }
    if (vr === null || vr === 'SQ' || vr === 'UN') {
      const inner = this.sequence(head, end, false, depth);
      return inner && { element: { ...plain, length: inner.end - value, items: inner.sets }, end: inner.end };
    }
    const after = this.endOfUndefined(value, end);
    return after < 0 ? null : { element: { ...plain, length: after - 8 - value }, end: after };
  }

  /** What is in UN is implicit little endian (PS3.5 6.2.2 note 2); writers that only lost the VR keep their encoding. */
  private sequence(head: Head, end: number, defined: boolean, depth: number) {
    if (head.vr === 'UN' && !this.encoding.implicit) {
      const implicit = new TolerantReader(this.bytes, { implicit: true, littleEndian: true });
      const found = implicit.items(head.value, end, defined, depth);
      if (found) return found;
    }
    return this.items(head.value, end, defined, depth);
  }

  /**
   * What may follow the pixels: elements (padding, signatures) in order, or zeros. Nothing of it is used, but where it is
   * neither, something was put in or taken out before it, and the pixels may have moved.
   */
  private isTail(from: number, end: number): boolean {
    // Fragments are closed by an item delimiter, too; that is noted elsewhere.
    const closed = [itemEnd, sequenceEnd].includes(this.marker(from)) && this.u32(from + 4) === 0;
    let at = closed ? from + 8 : from;
    let last = pixelData;
    while (at + 8 <= end && this.tagAt(at) > last) {
      last = this.tagAt(at);
      const head = this.head(at, end);
      const read = head && this.element(head, end, 0);
      if (!read) return false;
      at = read.end;
    }
    return at >= end || this.bytes.subarray(at, end).every((byte) => byte === 0);
  }

  /** @param delimited the level ends at an item delimiter, not at `end`. */
  walk(from: number, end: number, depth: number, delimited: boolean): Walk {
    if (depth > maxNesting)
      refuse('nested-too-deeply', 'sequences are nested too deeply', { limit: maxNesting });
    const elements = new Map<string, DicomElement>();
    let at = from;
    while (at + 8 <= end) {
      const marker = this.marker(at);
      if (marker === itemEnd && delimited) return { elements, end: at + 8, finished: true };
      if (depth === 0 && (marker === sequenceEnd || marker === itemEnd) && this.u32(at + 4) === 0) {
        // A delimiter that closes nothing.
        this.irregular = true;
        at += 8;
        continue;
      }
      const head = this.head(at, end);
      const read = head && this.element(head, end, depth);
      if (!head || !read) return { elements, end: at, finished: false };
      // The last of two counts, as in every reader; that there are two is a fault.
      if (elements.has(head.tag)) this.irregular = true;
      elements.set(head.tag, read.element);
      at = read.end;
      if (head.tag === pixelData && depth === 0) {
        if (!this.isTail(at, end)) this.irregular = true;
        return { elements, end: at, finished: true };
      }
    }
    return { elements, end: at, finished: !delimited && at === end };
  }
}
