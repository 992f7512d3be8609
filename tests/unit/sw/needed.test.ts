// Which files of a build a machine keeps for work without a network.
import { afterEach, expect, test, vi } from 'vitest';
import { isForGraphics } from '../../../src/sw/build-list';
import { neededHere } from '../../../src/sw/keep';

const processor = 'assets/ort-wasm-simd-threaded-DcHrbrbl.wasm';
const graphics = ['mjs', 'wasm'].map((end) => `assets/ort-wasm-simd-threaded.asyncify-D5D0fo7z.${end}`);
const list = {
  build: '0'.repeat(16),
  files: ['index.html', processor, ...graphics].map((path) => ({ path, bytes: 1, sha256: '' })),
};
const needed = async () => (await neededHere(list)).map(({ path }) => path);

/** A browser whose graphics adapter tells this of itself; null: it gives none. */
function withAdapter(info: object | null) {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => info && { info } } });
}

afterEach(() => vi.unstubAllGlobals());

test('the build of the runtime for graphics is told by its name, and no other file is', () => {
  expect(graphics.map(isForGraphics)).toEqual([true, true]);
  expect([processor, 'index.html', 'assets/asyncify.js'].map(isForGraphics)).toEqual([false, false, false]);
});

test('without graphics, without an adapter, or with one drawn by the processor it is left out', async () => {
  vi.stubGlobal('navigator', {});
  expect(await needed()).toEqual(['index.html', processor]);
  withAdapter(null);
  expect(await needed()).toEqual(['index.html', processor]);
  withAdapter({ architecture: 'swiftshader' });
  expect(await needed()).toEqual(['index.html', processor]);
});

test('with a real one all files are kept', async () => {
  withAdapter({ architecture: 'gen-12lp' });
  expect(await needed()).toEqual(['index.html', processor, ...graphics]);
});
