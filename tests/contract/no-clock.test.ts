// F20, F30: nothing that is computed or kept asks the wall clock or Math.random: read off the source, so that no path is missed.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

/** Where a date is meant: the day in a report and in the name of an export. Fixed days, as `new Date(1980, 0, 1)`, are no clock. */
const dated: readonly string[] = ['state/acts/export-acts.ts', 'state/acts/report-acts.ts'];

const clock = /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bperformance\.timeOrigin\b/;
const dice = /\bMath\s*(?:\.\s*random|\[\s*['"`]random)/;

/** Paths of the files whose code, comments left out, has such a place. */
function asking(files: readonly (readonly [path: string, text: string])[], place: RegExp): string[] {
  const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return files.filter(([, text]) => place.test(code(text))).map(([path]) => path);
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map(
    (path) => [relative('.', path).replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')] as const,
  );

describe('what a clock or a die could change', () => {
  test('F20: only the day in a report and in names of exports comes from the wall clock', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(asking(files, clock).sort()).toEqual(dated);
  });

  test('F30: nothing asks Math.random', () => {
    expect(asking(files, dice)).toEqual([]);
  });

  test('twin: a place that asks is found, one in a comment is not', () => {
    const planted = [
      ['order.ts', 'const at = Date.now();'],
      ['journal.ts', 'entries.sort(() => +new Date() - 1);'],
      ['seed.ts', 'const seed = Math.random();'],
      [
        'said.ts',
        '// Date.now() and Math.random() jump\n/* new Date() */ const fixed = new Date(1980, 0, 1);',
      ],
    ] as const;
    expect(asking(planted, clock)).toEqual(['order.ts', 'journal.ts']);
    expect(asking(planted, dice)).toEqual(['seed.ts']);
  });
});
