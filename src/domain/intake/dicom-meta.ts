// Where a DICOM file's data set starts and how it is written: preamble, group 2, transfer syntax (PS3.10 section 7.1).
import type { Note } from '../types';
import { latin1, u16le, u32le } from './bytes';
import { transferSyntax } from './dicom-uids';
import { hasLongLength, isVr } from './dicom-vr';

export interface Meta {
  /** UID of the transfer syntax; assumed, and noted so, when the file names none. */
  readonly syntax: string;
  /** How the data set is really written: some files are implicit although their syntax is not, and the reverse. */
  readonly implicit: boolean;
  /** Offset of the first element after group 2. */
  readonly start: number;
  readonly notes: readonly Note[];
}

const implicitLittle = '1.2.840.10008.1.2';
const explicitLittle = '1.2.840.10008.1.2.1';
const explicitBig = '1.2.840.10008.1.2.2';
export const deflated = '1.2.840.10008.1.2.1.99';

/** Elements of group 2 are always explicit little endian. The group length is not believed: some files get it wrong. */
function readGroup2(bytes: Uint8Array, from: number): { syntax: string; start: number } {
  let at = from;
  let syntax = '';
  while (at + 8 <= bytes.length && u16le(bytes, at) === 2) {
    const vr = latin1(bytes, at + 4, 2);
    if (!isVr(vr)) break;
    const long = hasLongLength(vr);
    const length = long ? u32le(bytes, at + 8) : u16le(bytes, at + 6);
    const value = at + (long ? 12 : 8);
    if (u16le(bytes, at + 2) === 0x0010) syntax = latin1(bytes, value, length).replace(/[\0 ]+$/, '');
    at = value + length;
  }
  return { syntax, start: at };
}

/** How a data set without a named syntax is written, from its first element. */
function guessEncoding(bytes: Uint8Array, at: number): string {
  const explicit = isVr(latin1(bytes, at + 4, 2));
  // A group number below 256 puts its zero byte first when big endian.
  const big = bytes[at] === 0 && (bytes[at + 1] ?? 0) !== 0;
  if (!explicit) return implicitLittle;
  return big ? explicitBig : explicitLittle;
}

/** Never throws: a broken start shows when the data set is parsed. */
export function readMeta(bytes: Uint8Array): Meta {
  const hasPreamble = latin1(bytes, 128, 4) === 'DICM';
  const notes: Note[] = hasPreamble ? [] : [{ code: 'header-missing', detail: {} }];
  const { syntax: named, start } = readGroup2(bytes, hasPreamble ? 132 : 0);
  const assume = (uid: string) => {
    notes.push({ code: 'syntax-assumed', detail: { syntax: transferSyntax(uid)?.name ?? uid } });
    return uid;
  };
  const syntax = named === '' ? assume(guessEncoding(bytes, start)) : named;
  const implicit = syntax === implicitLittle;
  // Deflated data cannot be looked at yet; an empty data set says nothing.
  if (syntax === deflated || start + 8 > bytes.length) return { syntax, implicit, start, notes };
  const written = !isVr(latin1(bytes, start + 4, 2));
  if (named !== '' && written !== implicit) assume(written ? implicitLittle : explicitLittle);
  return { syntax, implicit: written, start, notes };
}
