// The one importer of dicom-parser. Bytes to a data set of our own shape; whatever the library throws becomes a code.

import type { ByteStream, DataSet, Element } from 'dicom-parser';
import * as namespace from 'dicom-parser';
import type { Note } from '../types';
import { readPixelItems } from './dicom-items';
import { deflated, type Meta, readMeta } from './dicom-meta';
import { type DicomElement, DicomSet } from './dicom-set';
import { type Encoding, TolerantReader, wantedSequences } from './dicom-tolerant';
import { refuse } from './guard';
import { inflateCapped } from './inflate';
import { freeInflatedBytes, maxInflatedBytes, maxInflation, maxNesting } from './limits';

// Bundlers and Node disagree on whether a CommonJS module's names lie on the namespace or on its default.
const library = ((namespace as { default?: typeof namespace }).default ?? namespace) as typeof namespace & {
  DataSet: new (parser: namespace.ByteArrayParser, bytes: Uint8Array, elements: object) => DataSet;
};

const pixelData = 'x7fe00010';

export interface DicomFile {
  readonly set: DicomSet;
  /** UID of the transfer syntax, named or assumed. */
  readonly syntax: string;
  /** True when the parser stopped before the end; what it had read is in `set`. */
  readonly stopped: boolean;
  /** A rule of the encoding was broken, without doubt about what describes the pixels. */
  readonly irregular: boolean;
  readonly notes: readonly Note[];
}

/** VRs of 2019 and later with a 4-byte length, which the library takes for 2-byte ones and then loses its place. */
const newerLongVr = /^(OV|SV|UV)$/;

/**
 * A stream for the library, with two of its faults worked around: newer long VRs are shown to it as OB, and its list of
 * warnings can be called like a function, as it does when a delimiter has a length (dicomParser #266).
 */
function openStream(bytes: Uint8Array, start: number, bigEndian: boolean): ByteStream {
  const parser = bigEndian ? library.bigEndianByteArrayParser : library.littleEndianByteArrayParser;
  const stream = new library.ByteStream(parser, bytes, start);
  const readFixedString = stream.readFixedString.bind(stream);
  stream.readFixedString = (length) => {
    const text = readFixedString(length);
    return length === 2 && newerLongVr.test(text) ? 'OB' : text;
  };
  const push = () => 0;
  stream.warnings = Object.assign(push, { push }) as unknown as string[];
  return stream;
}

/** The items of a wanted sequence that the library did not take apart, as it does with UN of known length. */
function unreadItems(element: Element, where: Level): readonly DicomSet[] {
  const { dataOffset: from, length, tag, vr } = element;
  const inside = (encoding: Encoding) =>
    new TolerantReader(where.bytes, encoding).items(from, from + length, true, where.depth)?.sets;
  const found =
    (vr === 'UN' ? inside({ implicit: true, littleEndian: true }) : undefined) ?? inside(where.encoding);
  // Without it the values would come out changed, or unchanged where they should not, without a word.
  return found ?? refuse('bad-header', 'a sequence that the pixels depend on cannot be read', { field: tag });
}

interface Level {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
  readonly depth: number;
}

function convert(set: DataSet, where: Level): DicomSet {
  if (where.depth > maxNesting)
    refuse('nested-too-deeply', 'sequences are nested too deeply', { limit: maxNesting });
  const elements = new Map<string, DicomElement>();
  for (const [tag, element] of Object.entries(set.elements)) {
    elements.set(tag, convertElement(element, where));
  }
  return new DicomSet(where.bytes, set.byteArrayParser === library.littleEndianByteArrayParser, elements);
}

function convertElement(element: Element, where: Level): DicomElement {
  const { items, tag, length } = element;
  const undefinedLength = element.hadUndefinedLength === true;
  const below = { ...where, depth: where.depth + 1 };
  const read = (items ?? []).flatMap((item) => (item.dataSet ? [convert(item.dataSet, below)] : []));
  const unread = read.length === 0 && !undefinedLength && length > 0 && wantedSequences.has(tag);
  const packed =
    undefinedLength && tag === pixelData ? readPixelItems(where.bytes, element.dataOffset) : null;
  return {
    vr: element.vr ?? null,
    offset: element.dataOffset,
    length,
    undefinedLength,
    items: unread ? unreadItems(element, where) : read,
    fragments: packed?.fragments ?? null,
    offsetTable: packed?.offsetTable ?? [],
  };
}

/**
 * Reads up to the pixel data; true when it got there or to the end. What was read before it stopped stays in `set`.
 * What follows the pixels (padding, signatures) is of no use and cannot do harm.
 */
function readElements(set: DataSet, stream: ByteStream, implicit: boolean): boolean {
  const end = stream.byteArray.length;
  try {
    if (implicit) library.parseDicomDataSetImplicit(set, stream, end, { untilTag: pixelData });
    else library.parseDicomDataSetExplicit(set, stream, end, { untilTag: pixelData });
    return true;
  } catch (thrown) {
    // The library recurses a level a sequence: only depth overflows the stack, and that is cheap and safe to catch.
    if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) {
      refuse('nested-too-deeply', 'sequences are nested too deeply', { limit: maxNesting });
    }
    return false;
  }
}

const pixelTags = [pixelData, 'x7fe00008', 'x7fe00009'];
const hasPixels = (elements: { has(tag: string): boolean }) => pixelTags.some((tag) => elements.has(tag));

/** Where two readers place one element differently, at least one of them is wrong about the pixels. */
function disagreement(one: DicomSet, other: DicomSet): string | null {
  const describing = (tag: string) => tag.startsWith('x0028') || tag.startsWith('x7fe0');
  for (const tag of new Set([...one.elements.keys(), ...other.elements.keys()])) {
    const [a, b] = [one.elements.get(tag), other.elements.get(tag)];
    if (describing(tag) && (a?.offset !== b?.offset || (a?.length !== b?.length && !a?.undefinedLength)))
      return tag;
  }
  return null;
}

interface Reading {
  readonly set: DicomSet;
  readonly stopped: boolean;
  readonly irregular: boolean;
}

/**
 * The library's reading, checked by our own of the top level; ours alone where the library gives up.
 * @throws AppError `bad-header` where both get to the pixels and disagree on what describes them.
 */
function readTwice(bytes: Uint8Array, start: number, encoding: Encoding): Reading {
  const stream = openStream(bytes, start, !encoding.littleEndian);
  const raw = new library.DataSet(stream.byteArrayParser, bytes, {});
  raw.warnings = stream.warnings;
  const finished = readElements(raw, stream, encoding.implicit);
  const reader = new TolerantReader(bytes, encoding);
  const own = reader.walk(start, bytes.length, 0, false);
  const ours = new DicomSet(bytes, encoding.littleEndian, own.elements);
  const { irregular } = reader;
  if (!finished || !hasPixels({ has: (tag) => raw.elements[tag] !== undefined })) {
    const better = hasPixels(own.elements) || own.elements.size >= Object.keys(raw.elements).length;
    if (better) return { set: ours, stopped: !own.finished, irregular };
  }
  const set = convert(raw, { bytes, encoding, depth: 0 });
  const field = own.finished && finished ? disagreement(set, ours) : null;
  if (field) refuse('bad-header', 'the header can be read in two ways', { field });
  // Without pixels a reader that stopped is a file that ends early, whatever the other one made of the rest.
  const stopped = !finished || (!own.finished && !hasPixels(set.elements));
  return { set, stopped, irregular: irregular || !own.finished };
}

/** The bytes of the data set: as they are, or inflated under a cap (PS3.5 annex A.5). */
function dataSetBytes(file: Uint8Array, meta: Meta): { bytes: Uint8Array; start: number } {
  if (meta.syntax !== deflated) return { bytes: file, start: meta.start };
  const packed = file.subarray(meta.start);
  const cap = Math.min(maxInflatedBytes, Math.max(freeInflatedBytes, packed.length * maxInflation));
  const inflated = inflateCapped(packed, 'raw', cap);
  if (!inflated.complete)
    refuse('truncated', 'the deflated data set ends early', { have: file.length, need: file.length + 1 });
  return { bytes: inflated.data, start: 0 };
}

/**
 * @throws AppError `nested-too-deeply`, `expands-past-limit`, `damaged` (deflate), `truncated` or `bad-header` when
 *   nothing at all could be read or the header can be read in two ways.
 */
export function parseDicom(file: Uint8Array): DicomFile {
  const meta = readMeta(file);
  const { bytes, start } = dataSetBytes(file, meta);
  if (start >= bytes.length) {
    refuse('truncated', 'the file ends after its file header', { have: file.length, need: start + 8 });
  }
  const encoding = { implicit: meta.implicit, littleEndian: meta.syntax !== '1.2.840.10008.1.2.2' };
  const { set, stopped, irregular } = readTwice(bytes, start, encoding);
  if (set.elements.size === 0) refuse('bad-header', 'no element could be read');
  const notes: Note[] = [...meta.notes];
  const pixels = set.elements.get(pixelData);
  if (pixels?.fragments && !readPixelItems(bytes, pixels.offset).closed) {
    notes.push({ code: 'not-closed-properly', detail: {} });
  }
  return { set, syntax: meta.syntax, stopped, irregular, notes };
}
