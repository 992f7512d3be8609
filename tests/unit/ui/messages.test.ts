// The words people see: every code has a sentence and a way out, facts fill them, and none of the words we avoid is used.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AppErrorCode } from '../../../src/domain/errors';
import type { NoteCode } from '../../../src/domain/types';
import { explain } from '../../../src/ui/messages';
import { noteHeading, noteSentence } from '../../../src/ui/note-words';

/** The members of a union type, read from the source that declares it. */
function membersOf(file: string, type: string): string[] {
  const text = readFileSync(resolve(import.meta.dirname, '../../../src', file), 'utf8');
  const body = text.slice(text.indexOf(`type ${type} =`)).split(';')[0] ?? '';
  return [...body.matchAll(/'([a-z0-9-]+)'/g)].map((match) => match[1] as string);
}

const errorCodes = ['FileErrorCode', 'StageErrorCode'].flatMap((type) => membersOf('domain/errors.ts', type));
const noteCodes = membersOf('domain/types.ts', 'NoteCode');

describe('error messages', () => {
  test('every code states a fact and names a way out, with and without details', () => {
    expect(errorCodes.length).toBeGreaterThan(25);
    for (const code of errorCodes as AppErrorCode[]) {
      for (const detail of [{}, { have: 1, need: 9, limit: 8, part: 'x', format: 'TIFF', field: 'Rows' }]) {
        const { sentence, advice } = explain({ code, message: '', detail });
        expect(sentence, code).toMatch(/^[A-Z].*[.]$/);
        expect(advice, code).toMatch(/^[A-Z].*[.]$/);
        expect(`${sentence}${advice}`, code).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  test('a truncated file says how much is there', () => {
    const detail = { have: 8130, need: 8192 };
    expect(explain({ code: 'truncated', message: '', detail }).sentence).toBe(
      'The file ends early (8,130 of 8,192 bytes).',
    );
  });
});

test('every note has a heading and a sentence', () => {
  expect(noteCodes.length).toBeGreaterThan(15);
  for (const code of noteCodes as NoteCode[]) {
    expect(noteHeading(code)).toMatch(/^[A-Z0-9]/);
    expect(noteSentence({ code, detail: {} }), code).toMatch(/^[A-Z0-9].*[.]$/);
    expect(noteSentence({ code, detail: {} }), code).not.toMatch(/undefined/);
  }
});

/** Words that would promise what a research tool must not. */
const avoided = /diagnos|anonymi[sz]|hipaa|gdpr|clinical-grade|\bAI says|confidence/i;

function textsBelow(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return textsBelow(path);
    return /\.(tsx?|css)$/.test(path) ? [[path, readFileSync(path, 'utf8')]] : [];
  });
}

test('no view uses a word to avoid, and the guard sees a planted one', () => {
  const texts = textsBelow(resolve(import.meta.dirname, '../../../src/ui'));
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.filter(([, text]) => avoided.test(text)).map(([path]) => path)).toEqual([]);
  expect(avoided.test('Your data is anonymised')).toBe(true);
});
