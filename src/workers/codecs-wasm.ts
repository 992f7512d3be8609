// The one importer of dicom-image-loader's codecs (libjpeg-turbo, CharLS, OpenJPEG, OpenJPH, JPEG lossless). Where the
// WebAssembly bytes come from is the caller's business: a browser gives URLs, Node gives bytes.
import charlsFactory from '@cornerstonejs/codec-charls/decodewasmjs';
import turboFactory from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import openjpegFactory from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import openjphFactory from '@cornerstonejs/codec-openjph/wasmjs';
import { Decoder as LosslessDecoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import type { CodecPicture, Codecs } from '../domain/intake/codecs';

export type WasmName = 'charls' | 'turbo' | 'openjpeg' | 'openjph';
export type WasmSource = { readonly url: string } | { readonly bytes: Uint8Array };

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  const bytes = 'url' in source ? await (await fetch(source.url)).arrayBuffer() : source.bytes;
  return WebAssembly.compile(bytes as BufferSource);
}

function moduleOptions(module: WebAssembly.Module): CodecModuleOptions {
  // The codecs print their own diagnostics, which may quote the file: silenced.
  const quiet = { print: () => undefined, printErr: () => undefined };
  return {
    ...quiet,
    instantiateWasm(imports, ready) {
      const instance = new WebAssembly.Instance(module, imports);
      ready(instance, module);
      return instance.exports;
    },
  };
}

/** Typed copy out of the module's memory, which the next decode overwrites. */
function takeSamples(info: CodecFrameInfo, decoded: Uint8Array, signed: boolean): CodecPicture['data'] {
  const buffer = decoded.slice().buffer;
  if (info.bitsPerSample > 8) return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
  return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
}

/**
 * A decode function over one lazily made module. A decoder object lives for one picture only (one bad stream must not
 * poison the next), and a module that threw is thrown away, since its memory can no longer be trusted. Its code is kept:
 * compiling anew for each bad file of a folder would cost more than all the rest.
 */
function codec<Name extends string>(
  factory: CodecFactory<Name>,
  name: Name,
  source: () => WasmSource,
): (bytes: Uint8Array) => Promise<CodecPicture> {
  let compiling: Promise<WebAssembly.Module> | null = null;
  let loading: ReturnType<CodecFactory<Name>> | null = null;
  const load = async () => {
    compiling ??= compile(source());
    try {
      return await factory(moduleOptions(await compiling));
    } catch (thrown) {
      // The file could not be fetched: the next picture tries again.
      compiling = null;
      throw thrown;
    }
  };
  return async (bytes) => {
    loading ??= load();
    try {
      const decoder = new (await loading)[name]();
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const info = decoder.getFrameInfo();
      const signed = info.isSigned === true;
      const data = takeSamples(info, decoder.getDecodedBuffer(), signed);
      decoder.delete();
      const { width, height, componentCount: components, bitsPerSample: bits } = info;
      return { width, height, components, bits, signed, data };
    } catch (thrown) {
      loading = null;
      throw thrown;
    }
  };
}

/** Precision of the lossless frame header (SOF3), which the decoder must be told before it reads; 8 when there is none. */
function losslessPrecision(bytes: Uint8Array): number {
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; ) {
    if (bytes[at + 1] === 0xc3) return bytes[at + 4] ?? 8;
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return 8;
}

async function jpegLossless(bytes: Uint8Array): Promise<CodecPicture> {
  // The decoder needs an ArrayBuffer of its own; `bytes` may be a view into a whole file.
  const own = bytes.slice();
  const decoder = new LosslessDecoder();
  const wide = losslessPrecision(own) > 8;
  const buffer = decoder.decode(own.buffer, 0, own.length, wide ? 2 : 1).buffer as ArrayBuffer;
  const data = wide ? new Uint16Array(buffer) : new Uint8Array(buffer);
  const { dimX: width, dimY: height, numComp: components, precision: bits } = decoder.frame;
  return { width, height, components, bits, signed: false, data };
}

/** The codecs over given WebAssembly files, each loaded at its first use, and those of the browser, if any. */
export function wasmCodecs(
  source: (name: WasmName) => WasmSource,
  { browser, animation }: Pick<Codecs, 'browser' | 'animation'>,
): Codecs {
  return {
    jpeg: codec(turboFactory, 'JPEGDecoder', () => source('turbo')),
    jpegLs: codec(charlsFactory, 'JpegLSDecoder', () => source('charls')),
    jpeg2000: codec(openjpegFactory, 'J2KDecoder', () => source('openjpeg')),
    htj2k: codec(openjphFactory, 'HTJ2KDecoder', () => source('openjph')),
    jpegLossless,
    browser,
    animation,
  };
}
