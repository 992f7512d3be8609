// What the intake needs from outside the pure domain: compressed codestreams to samples. Injected, so that Node and the
// browser hand over their own copies of the same WebAssembly files.

export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** A decoded codestream: `height * width * components` interleaved samples, with the codestream's own facts. */
export interface CodecPicture {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Precision the codestream states, in bits. */
  readonly bits: number;
  readonly signed: boolean;
  readonly data: Uint8Array | Int8Array | Uint16Array | Int16Array;
}

/** Straight (not premultiplied) RGBA, 8 bit, raw file values: no colour management, not turned. */
export interface RgbaPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  /** True when the browser may have changed some values by a level or two on the way out. */
  readonly altered?: boolean;
}

export type BrowserFormat = 'webp' | 'bmp' | 'gif';

/** Formats whose further frames a browser may be able to decode. */
export type AnimatedFormat = 'webp' | 'gif';

/** An animated file, opened by the browser. */
export interface Animation {
  /** The whole picture as it stands once frame `index` (0-based) has been drawn. Rejects with anything. */
  picture(index: number): Promise<RgbaPicture>;
}

/** Each may reject with anything; `guarded` in guard.ts turns it into `decoder-failed`. */
export interface Codecs {
  /** Baseline, extended 8-bit and progressive JPEG (libjpeg-turbo): grey, or RGB after the YCbCr transform. */
  jpeg(bytes: Uint8Array): Promise<CodecPicture>;
  /** JPEG process 14, any selection value. */
  jpegLossless(bytes: Uint8Array): Promise<CodecPicture>;
  jpegLs(bytes: Uint8Array): Promise<CodecPicture>;
  /** JPEG 2000 part 1 codestream; the inverse colour transform is done. */
  jpeg2000(bytes: Uint8Array): Promise<CodecPicture>;
  htj2k(bytes: Uint8Array): Promise<CodecPicture>;
  /** The browser's own decoders, first frame; null where there is no browser. */
  readonly browser: ((bytes: Uint8Array, format: BrowserFormat) => Promise<RgbaPicture>) | null;
  /** The browser's decoder of single frames; null where there is none: then only the first frame can be read. */
  readonly animation: ((bytes: Uint8Array, format: AnimatedFormat) => Promise<Animation>) | null;
}
