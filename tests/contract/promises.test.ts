// The list of promises and faults (docs/promises.md) against the titles of the tests: each number stands in a title, each file exists.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : /\.(spec|test)\.ts$/.test(path) ? [path] : [];
  });
}

const texts = filesBelow(join(root, 'tests')).map((path) => readFileSync(path, 'utf8'));
const titles = texts.flatMap((text) =>
  [...text.matchAll(/test(?:\.each\([^)]*\))?\(\s*['"`]([^\n]*)/g)].map(([, title]) => title ?? ''),
);
const list = readFileSync(join(root, 'docs/promises.md'), 'utf8');

/** Numbers in a title's head, or in a table of titles that a loop gives to `test`. */
const numbered = (number: string) => {
  const word = new RegExp(`\\b${number}\\b`);
  return (
    titles.some((title) => word.test(title)) ||
    texts.some((text) => new RegExp(`\\[\\s*['"\`]${number}:`).test(text))
  );
};

describe('every promise of issue and list', () => {
  test.each(['P1', 'P2', 'P5', 'P6', 'P7', 'P8', 'P14', 'P15', 'P16', 'P17', 'P18'])(
    '%s has a test by its number',
    (number) => {
      expect(numbered(number)).toBe(true);
      expect(list).toContain(`| ${number} |`);
    },
  );

  test.each(
    Array.from({ length: 23 }, (_, i) => `F${String(i + 1).padStart(2, '0')}`).filter(
      (number) => number !== 'F12',
    ),
  )('%s is injected by a test of its number', (number) => expect(numbered(number)).toBe(true));

  test('a number that is nowhere is not found', () => {
    expect(numbered('F77')).toBe(false);
  });

  test('every file it names is there', () => {
    const named = [...list.matchAll(/`(tests\/[\w/.-]+|[\w-]+\.spec\.ts)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter(
      (path) => !existsSync(join(root, path.startsWith('tests/') ? path : `tests/e2e/${path}`)),
    );
    expect(missing).toEqual([]);
  });
});
