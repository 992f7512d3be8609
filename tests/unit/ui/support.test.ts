// Which browsers are told that they lack something, and the table of keys.
import { describe, expect, test } from 'vitest';
import { keyTable } from '../../../src/ui/keys';
import { missingFeatures, type Platform } from '../../../src/ui/support';

class ModuleWorker {
  constructor(_url: string, options: WorkerOptions) {
    if (options.type !== undefined) throw new SyntaxError('bad address');
  }
}

class ClassicWorker {
  terminate() {}
}

const whole: Platform = { WebAssembly, OffscreenCanvas: class {}, Worker: ModuleWorker, indexedDB: {} };

describe('support', () => {
  test('a browser with everything lacks nothing; the SIMD probe is a valid module', () => {
    expect(missingFeatures(whole)).toEqual([]);
  });

  test.each([
    ['WebAssembly SIMD', { WebAssembly: { validate: () => false } }],
    ['OffscreenCanvas', { OffscreenCanvas: undefined }],
    ['module workers', { Worker: ClassicWorker }],
    ['IndexedDB', { indexedDB: undefined }],
  ] as const)('says that %s is missing', (name, without) => {
    expect(missingFeatures({ ...whole, ...without })).toEqual([name]);
  });
});

test('no key has two commands', () => {
  const keys = keyTable.flatMap(({ keys, withCtrl = false, withShift = false }) =>
    keys.map((key) => [key, withCtrl, withShift].join(' ')),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
