// NumPy's .npy arrays, written and read. The one importer of npyjs, which knows their headers; texts are code points here,
// since npyjs cuts them at UTF-16 units.
import { type DType, dump, float16ToFloat32, parse } from 'npyjs';

export interface NpyHead {
  /** Empty for a kind that is not known here. */
  readonly shape: readonly number[];
  /** "f4", "U12"; the header's own word ("|O", ">f4") for a kind that is not known here. */
  readonly dtype: string;
  readonly fortranOrder: boolean;
  /** Offset of the first value. */
  readonly start: number;
}

/** Longest header looked at: NumPy pads to 64 bytes and needs about 128. */
const headBytes = 4096;

/** The header of a .npy file. Throws a plain Error where it is none, or is cut off. */
export async function npyHead(blob: Blob): Promise<NpyHead> {
  const head = await blob.slice(0, headBytes).arrayBuffer();
  const view = new DataView(head);
  if (head.byteLength < 12) throw new Error('the header is cut off');
  const start = view.getUint8(6) <= 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (start > head.byteLength) throw new Error('the header is cut off');
  try {
    // The header alone: npyjs would read the values whatever their order and number.
    const { shape, dtype, fortranOrder } = parse(head.slice(0, start));
    return { shape, dtype, fortranOrder, start };
  } catch (thrown) {
    const text = new TextDecoder('latin1').decode(head.slice(0, start));
    const kind = /'descr'\s*:\s*(?:'([^']*)'|(\[))/.exec(text);
    if (!text.includes('NUMPY') || !kind) throw thrown;
    return { shape: [], dtype: kind[1] ?? 'fields', fortranOrder: false, start };
  }
}

/** The numbers of a whole .npy file, in their own type. */
export function npyNumbers(whole: ArrayBuffer): ArrayLike<number | bigint | boolean> {
  return parse(whole).data as unknown as ArrayLike<number | bigint | boolean>;
}

/** Little-endian bytes of 16-, 32- or 64-bit floats (whole ones) as float32. */
export function floatsOf(kind: 'f2' | 'f4' | 'f8', bytes: ArrayBuffer): Float32Array {
  if (kind === 'f4') return new Float32Array(bytes);
  if (kind === 'f8') return new Float32Array(new Float64Array(bytes));
  return Float32Array.from(new Uint16Array(bytes), float16ToFloat32);
}

/** Texts of bytes that hold `width` code points each, padded with zeros. Throws RangeError for what is no code point. */
export function textsOf(bytes: ArrayBuffer, width: number): string[] {
  const points = new Uint32Array(bytes);
  return Array.from({ length: width > 0 ? points.length / width : 0 }, (_, i) => {
    let end = (i + 1) * width;
    while (end > i * width && points[end - 1] === 0) end -= 1;
    return String.fromCodePoint(...points.subarray(i * width, end));
  });
}

/** A .npy file of float32 in C order (`<f4`), of any shape that has as many numbers. */
export function npyFloats(data: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(dump(data, [...shape]));
}

/** A .npy file of texts of fixed width (`<U`), which NumPy reads without pickle; `scalar`: the first alone, shape (). */
export function npyTexts(texts: readonly string[], scalar = false): Uint8Array<ArrayBuffer> {
  const points = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0) as number));
  const width = points.reduce((most, own) => Math.max(most, own.length), 1);
  const data = new Uint32Array(texts.length * width);
  for (const [i, own] of points.entries()) data.set(own, i * width);
  return new Uint8Array(dump(data, scalar ? [] : [texts.length], { dtype: `U${width}` as DType }));
}
