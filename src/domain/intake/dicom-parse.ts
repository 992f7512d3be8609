// The one importer of dicom-parser. Bytes to a data set of our own shape; whatever the library throws becomes a code.

import type { ByteStream, DataSet, Element } from 'dicom-parser';
import * as namespace from 'dicom-parser';
import type { Note } from '../types';
import { readMeta } from './dicom-meta';
import { type DicomElement, DicomSet } from './dicom-set';
import { refuse } from './guard';
import { inflateCapped } from './inflate';
import { maxInflatedBytes, maxNesting } from './limits';

// Bundlers and Node disagree on whether a CommonJS module's names lie on the namespace or on its default.
const library = ((namespace as { default?: typeof namespace }).default ?? namespace) as typeof namespace & {
  DataSet: new (parser: namespace.ByteArrayParser, bytes: Uint8Array, elements: object) => DataSet;
};

const deflated = '1.2.840.10008.1.2.1.99';

export interface DicomFile {
  readonly set: DicomSet;
  /** UID of the transfer syntax, named or assumed. */
  readonly syntax: string;
  /** True when the parser stopped before the end; what it had read is in `set`. */
  readonly stopped: boolean;
  readonly notes: readonly Note[];
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

/** Runs the parser; true when it got to the end. What it read before it stopped stays in `set`. */
function runParser(set: DataSet, stream: ByteStream, implicit: boolean): boolean {
  try {
    if (implicit) library.parseDicomDataSetImplicit(set, stream, stream.byteArray.length);
    else library.parseDicomDataSetExplicit(set, stream, stream.byteArray.length);
    return true;
  } catch (thrown) {
    // The library recurses a level a sequence: only depth overflows the stack, and that is cheap and safe to catch.
    if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) {
      refuse('nested-too-deeply', 'sequences are nested too deeply', { limit: maxNesting });
    }
    return false;
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
    const inflated = inflateCapped(file.subarray(start), 'raw', maxInflatedBytes);
    if (!inflated.complete)
      refuse('truncated', 'the deflated data set ends early', { have: file.length, need: file.length + 1 });
    bytes = inflated.data;
    start = 0;
  }
  if (start >= bytes.length) {
    refuse('truncated', 'the file ends after its file header', { have: file.length, need: start + 8 });
  }
  const bigEndian = meta.syntax === '1.2.840.10008.1.2.2';
  const parser = bigEndian ? library.bigEndianByteArrayParser : library.littleEndianByteArrayParser;
  const stream = new library.ByteStream(parser, bytes, start);
  const set = new library.DataSet(parser, bytes, {});
  // Both readers push their warnings here; `parseDicom` of the library would have set it.
  set.warnings = stream.warnings;
  const finished = runParser(set, stream, meta.syntax === '1.2.840.10008.1.2');
  if (stream.warnings.some((text) => text.includes('missing sequence delimiter'))) {
    notes.push({ code: 'not-closed-properly', detail: {} });
  }
  if (Object.keys(set.elements).length === 0) refuse('bad-header', 'no element could be read');
  return { set: convert(set, bytes, 0), syntax: meta.syntax, stopped: !finished, notes };
}
