// The one importer of dicom-parser. Bytes to a data set of our own shape; whatever the library throws becomes a code.

import type { ByteStream, DataSet, Element } from 'dicom-parser';
import * as namespace from 'dicom-parser';
import type { Note } from '../types';
import { deflated, readMeta } from './dicom-meta';
import { type DicomElement, DicomSet } from './dicom-set';
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
  readonly notes: readonly Note[];
}

/** VRs of 2019 and later with a 4-byte length, which the library takes for 2-byte ones and then loses its place. */
const newerLongVr = /^(OV|SV|UV)$/;

/**
 * A stream for the library, with two of its faults worked around: newer long VRs are shown to it as OB, and its list of
 * warnings can be called like a function, as it does when a delimiter has a length (dicomParser #266).
 */
function openStream(
  bytes: Uint8Array,
  start: number,
  bigEndian: boolean,
): { stream: ByteStream; warnings: string[] } {
  const parser = bigEndian ? library.bigEndianByteArrayParser : library.littleEndianByteArrayParser;
  const stream = new library.ByteStream(parser, bytes, start);
  const readFixedString = stream.readFixedString.bind(stream);
  stream.readFixedString = (length) => {
    const text = readFixedString(length);
    return length === 2 && newerLongVr.test(text) ? 'OB' : text;
  };
  const warnings: string[] = [];
  const push = (text: string) => warnings.push(text);
  stream.warnings = Object.assign(push, { push }) as unknown as string[];
  return { stream, warnings };
}

function convert(set: DataSet, bytes: Uint8Array, depth: number): DicomSet {
  if (depth > maxNesting)
    refuse('nested-too-deeply', 'sequences are nested too deeply', { limit: maxNesting });
  const elements = new Map<string, DicomElement>();
  for (const [tag, element] of Object.entries(set.elements)) {
    elements.set(tag, convertElement(element, bytes, depth));
  }
  return new DicomSet(bytes, set.byteArrayParser === library.littleEndianByteArrayParser, elements);
}

function convertElement(element: Element, bytes: Uint8Array, depth: number): DicomElement {
  const items = (element.items ?? []).flatMap((item) =>
    item.dataSet ? [convert(item.dataSet, bytes, depth + 1)] : [],
  );
  return {
    vr: element.vr ?? null,
    offset: element.dataOffset,
    length: element.length,
    undefinedLength: element.hadUndefinedLength === true,
    items,
    fragments: element.fragments ?? null,
    offsetTable: element.basicOffsetTable ?? [],
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

/** Lists the fragments of encapsulated pixels; those it could list stay, should the file end on the way. */
function readFragments(stream: ByteStream, element: Element): void {
  if (!element.hadUndefinedLength) return;
  try {
    library.findEndOfEncapsulatedElement(stream, element, stream.warnings);
  } catch {
    // Cut off, or no items: the frame reader finds what is missing and names it.
    element.fragments ??= [];
  }
}

/**
 * @throws AppError `nested-too-deeply`, `expands-past-limit`, `damaged` (deflate), `truncated` or `bad-header` when
 *   nothing at all could be read.
 */
export function parseDicom(file: Uint8Array): DicomFile {
  const meta = readMeta(file);
  let bytes = file;
  let start = meta.start;
  const notes: Note[] = [...meta.notes];
  if (meta.syntax === deflated) {
    const packed = file.subarray(start);
    const cap = Math.min(maxInflatedBytes, Math.max(freeInflatedBytes, packed.length * maxInflation));
    const inflated = inflateCapped(packed, 'raw', cap);
    if (!inflated.complete)
      refuse('truncated', 'the deflated data set ends early', { have: file.length, need: file.length + 1 });
    bytes = inflated.data;
    start = 0;
  }
  if (start >= bytes.length) {
    refuse('truncated', 'the file ends after its file header', { have: file.length, need: start + 8 });
  }
  const bigEndian = meta.syntax === '1.2.840.10008.1.2.2';
  const { stream, warnings } = openStream(bytes, start, bigEndian);
  const set = new library.DataSet(stream.byteArrayParser, bytes, {});
  set.warnings = stream.warnings;
  const finished = readElements(set, stream, meta.implicit);
  const pixels = set.elements[pixelData];
  if (pixels) readFragments(stream, pixels);
  if (warnings.some((text) => text.includes('missing sequence delimiter'))) {
    notes.push({ code: 'not-closed-properly', detail: {} });
  }
  if (Object.keys(set.elements).length === 0) refuse('bad-header', 'no element could be read');
  return { set: convert(set, bytes, 0), syntax: meta.syntax, stopped: !finished, notes };
}
