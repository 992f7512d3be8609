// The codecs as Node gets them (tests, command line): the same WebAssembly files, read from the packages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Codecs } from '../domain/intake/codecs';
import { wasmCodecs } from './codecs-wasm';

const files = {
  charls: '@cornerstonejs/codec-charls/decodewasm',
  turbo: '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  openjpeg: '@cornerstonejs/codec-openjpeg/decodewasm',
  openjph: '@cornerstonejs/codec-openjph/wasm',
};

/** WebP, BMP and GIF need a browser: `browser` and `animation` are null here. */
export function nodeCodecs(): Codecs {
  const require = createRequire(import.meta.url);
  return wasmCodecs((name) => ({ bytes: readFileSync(require.resolve(files[name])) }), {
    browser: null,
    animation: null,
  });
}
