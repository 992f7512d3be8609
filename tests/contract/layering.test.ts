// The direction of dependency, read from import lines: ui -> state -> { workers/engine, storage } -> domain.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : /\.tsx?$/.test(path) ? [path] : [];
  });
}

/** All static and dynamic imports and re-exports of a text; `import type` counts as type only. */
function importsOf(file: string, text: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(import|export)(\s+type)?\s[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => {
    const target = (match[3] ?? match[4] ?? match[5]) as string;
    const to = target.startsWith('.') ? relative(source, resolve(dirname(file), target)) : target;
    return { from: relative(source, file), to, typeOnly: match[2] !== undefined };
  });
}

const all = filesBelow(source).flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));
const ours = (path: string) => /^(domain|workers|storage|state|ui)\//.test(path);
const roomOf = (path: string) => path.split('/')[0] as string;

/** Which rooms a room may import, other than itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  storage: ['domain'],
  workers: ['domain'],
  state: ['domain', 'workers', 'storage'],
  ui: ['state', 'domain'],
};

function crossings(imports: readonly Import[]): Import[] {
  return imports.filter(({ from, to, typeOnly }) => {
    const room = roomOf(from);
    if (!ours(to) || !allowed[room] || roomOf(to) === room) return false;
    // Views may name the types of the domain and of the engine's answers; never their code.
    if (room === 'ui' && roomOf(to) === 'workers') return !(typeOnly && to === 'workers/engine');
    if (room === 'ui' && roomOf(to) === 'domain') return !typeOnly;
    if (room === 'state' && roomOf(to) === 'workers')
      return !(to === 'workers/engine' || to === 'workers/rate');
    return !allowed[room].includes(roomOf(to));
  });
}

const order = ['intake', 'encode', 'explore', 'predict', 'evaluate', 'report'];

describe('layers', () => {
  test('no import goes against the direction', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(crossings(all)).toEqual([]);
  });

  test('the guard sees a planted crossing', () => {
    const planted = importsOf(
      join(source, 'ui/Panel.tsx'),
      "import { openDB } from '../storage/database';\n",
    );
    expect(crossings(planted)).toHaveLength(1);
  });

  test('the domain imports no library of the browser and no room later in the flow', () => {
    const browserOnly =
      /^(react|zustand|idb|workerpool|onnxruntime-web|@huggingface|plotly\.js|@cornerstonejs)/;
    const inDomain = all.filter(({ from }) => from.startsWith('domain/'));
    expect(inDomain.filter(({ to }) => browserOnly.test(to))).toEqual([]);
    const backwards = inDomain.filter(({ from, to, typeOnly }) => {
      const [a, b] = [from, to].map((path) => order.indexOf(path.split('/')[1] as string)) as [
        number,
        number,
      ];
      // intake hands prepared inputs on, so it may use the resampler of encode; explore and predict stand side by side.
      const exempt = from.startsWith('domain/intake/') && to.startsWith('domain/encode/');
      return to.startsWith('domain/') && !typeOnly && !exempt && a >= 0 && b >= 0 && b > a;
    });
    expect(backwards).toEqual([]);
  });

  // An import ending in ?url is an address of a file, not code of the library.
  test('each heavy library has exactly one importer', () => {
    const heavy = [
      'onnxruntime-web',
      '@huggingface/tokenizers',
      'umap-js',
      '@tensorflow/',
      'plotly.js',
      'idb',
      'papaparse',
      '@cornerstonejs/',
      'dicom-parser',
      'nifti-reader-js',
      'npyjs',
      'hyparquet',
      'hyparquet-compressors',
      'hyparquet-writer',
      'pbf',
    ];
    for (const library of heavy) {
      const importers = new Set(
        all
          .filter(
            ({ to, typeOnly }) =>
              !typeOnly &&
              !to.endsWith('?url') &&
              (to === library || to.startsWith(library.endsWith('/') ? library : `${library}/`)),
          )
          .map(({ from }) => from),
      );
      expect([library, [...importers].length <= 1 ? 'one' : [...importers]]).toEqual([library, 'one']);
    }
  });

  test('no default exports, no barrels, no file over 300 lines', () => {
    for (const file of filesBelow(source)) {
      const text = readFileSync(file, 'utf8');
      expect([relative(source, file), text.split('\n').length <= 301]).toEqual([
        relative(source, file),
        true,
      ]);
      expect(relative(source, file)).not.toMatch(/(^|\/)index\.tsx?$/);
      expect([relative(source, file), /^export default/m.test(text) && !file.endsWith('.d.ts')]).toEqual([
        relative(source, file),
        false,
      ]);
    }
  });
});
