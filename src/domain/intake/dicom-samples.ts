// Raw words to stored values: byte order, unused bits, bit position and sign (PS3.5 section 8.1, PS3.3 C.7.6.3.1).
import type { CodecPicture, Samples } from './codecs';
import type { DicomHeader } from './dicom-header';
import { refuse } from './guard';

type Bits = Pick<DicomHeader, 'bitsAllocated' | 'bitsStored' | 'highBit' | 'signed'>;

function swapped(bytes: Uint8Array, width: 2 | 4 | 8): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = bytes[i - (i % width) + width - 1 - (i % width)] ?? 0;
  return out;
}

/**
 * Words of 8, 16 or 32 bit from bytes: those of 16 bit seen where they lie, if they can be, the others copied. Only to read.
 * @throws AppError `unsupported-pixels` for other widths.
 */
export function words(
  bytes: Uint8Array,
  bitsAllocated: number,
  littleEndian: boolean,
): Uint8Array | Uint16Array | Uint32Array {
  if (bitsAllocated === 8) return bytes.slice();
  if (bitsAllocated !== 16 && bitsAllocated !== 32) {
    const pixels = bitsAllocated === 1 ? '1-bit masks (segmentation)' : `${bitsAllocated} bits a sample`;
    refuse('unsupported-pixels', pixels, { pixels });
  }
  const { buffer, byteOffset, length } = bytes;
  const whole = byteOffset % 2 === 0 && length % 2 === 0;
  if (littleEndian && bitsAllocated === 16 && whole) return new Uint16Array(buffer, byteOffset, length / 2);
  const own = littleEndian ? bytes.slice() : swapped(bytes, bitsAllocated === 16 ? 2 : 4);
  return bitsAllocated === 16 ? new Uint16Array(own.buffer) : new Uint32Array(own.buffer);
}

/** Float or double pixel data. */
export function floats(bytes: Uint8Array, width: 4 | 8, littleEndian: boolean): Float32Array | Float64Array {
  const own = littleEndian ? bytes.slice() : swapped(bytes, width);
  return width === 4 ? new Float32Array(own.buffer) : new Float64Array(own.buffer);
}

function container(values: Uint8Array | Uint16Array | Uint32Array, signed: boolean): Samples {
  const { buffer, byteOffset, length } = values;
  if (!signed) return values;
  if (values instanceof Uint8Array) return new Int8Array(buffer, byteOffset, length);
  if (values instanceof Uint16Array) return new Int16Array(buffer, byteOffset, length);
  return new Int32Array(buffer, byteOffset, length);
}

/** The bits that are set in any of the words. */
function usedBits(raw: Uint8Array | Uint16Array | Uint32Array): number {
  let bits = 0;
  for (let i = 0; i < raw.length; i++) bits |= raw[i]!;
  return bits >>> 0;
}

/** True when no value lies outside. */
function within(values: Samples, least: number, most: number): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! < least || values[i]! > most) return false;
  return true;
}

/**
 * Stored values from raw words, which stay as they are: shifted down to bit 0, cut to BitsStored, sign extended.
 * `masked` tells that bits outside BitsStored were set and are gone (old overlays, or a header that is wrong). Sign
 * extension into them is how most writers store negative values; some leave them 0; nobody does now this, now that.
 */
export function storedValues(
  raw: Uint8Array | Uint16Array | Uint32Array,
  bits: Bits,
): { values: Samples; masked: boolean } {
  const { bitsAllocated, bitsStored, highBit, signed } = bits;
  const shift = highBit + 1 - bitsStored;
  if (bitsStored === bitsAllocated) return { values: container(raw, signed), masked: false };
  const mask = 2 ** bitsStored - 1;
  const signBit = 2 ** (bitsStored - 1);
  const unusedHigh = 2 ** (bitsAllocated - highBit - 1) - 1;
  const unusedLow = 2 ** shift - 1;
  const aboveHigh = 2 ** (highBit + 1);
  // The usual case at the speed of a look: nothing to shift, to sign or to take away.
  if (!signed && shift === 0 && usedBits(raw) <= mask) return { values: raw, masked: false };
  const values = container(raw.slice(), signed);
  let masked = false;
  let extended = false;
  let bare = false;
  for (let i = 0; i < raw.length; i++) {
    const word = raw[i]!;
    const value = ((word >>> shift) & mask) >>> 0;
    const negative = signed && value >= signBit;
    const above = Math.floor(word / aboveHigh);
    if (negative && unusedHigh > 0) {
      extended ||= above === unusedHigh;
      bare ||= above === 0;
    }
    if ((above !== 0 && !(negative && above === unusedHigh)) || (word & unusedLow) !== 0) masked = true;
    values[i] = negative ? value - 2 * signBit : value;
  }
  masked ||= extended && bare;
  return { values, masked };
}

/**
 * Stored values of a decoded codestream. Where it holds values that BitsStored or the sign of the header cannot, the
 * codestream is believed and `differs` says so.
 */
export function codestreamValues(picture: CodecPicture, bits: Bits): { values: Samples; differs: boolean } {
  const { data } = picture;
  if (picture.signed) {
    const limit = 2 ** (bits.bitsStored - 1);
    const fits = bits.signed && within(data, -limit, limit - 1);
    return { values: data, differs: !fits };
  }
  const raw = data as Uint8Array | Uint16Array;
  const width = raw.BYTES_PER_ELEMENT * 8;
  const asHeader = { bitsAllocated: width, signed: bits.signed };
  const bitsStored = Math.min(bits.bitsStored, width);
  const first = storedValues(raw, { ...asHeader, bitsStored, highBit: bitsStored - 1 });
  if (!first.masked && picture.bits >= bitsStored) return { values: first.values, differs: false };
  const own = Math.min(picture.bits, width);
  // Fewer bits in the codestream than in the header is fine for unsigned values: they are the same numbers.
  const differs = first.masked || bits.signed;
  return {
    values: storedValues(raw, { ...asHeader, bitsStored: own, highBit: own - 1 }).values,
    differs,
  };
}
