// `npm run intake` over a folder, as someone runs it: one row a file, and the counts below.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noisyPng, red } from '../../fixtures/builders/pictures';
import { cine, slice } from '../../fixtures/builders/stacks';

const run = promisify(execFile);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'intake-'));
  const put = (path: string, bytes: Uint8Array | string) => writeFileSync(join(folder, path), bytes);
  mkdirSync(join(folder, 'ct'));
  for (let i = 0; i < 6; i++) put(`ct/IM${i}`, slice('2.25.811', i));
  put('loop.dcm', cine(4));
  put('plain.png', noisyPng(red, 5));
  put('letter.txt', 'Dear colleague');
  put('set.zip', zipSync({ 'a/loop.dcm': cine(3, 2), 'a/cut.dcm': cine(3, 3).slice(0, 1000) }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const intake = async (...more: string[]) => (await run('node', ['tools/intake.mjs', folder, ...more])).stdout;

test('--json: what the page would ask about is asked, with its cause, a sentence and the first frame’s figures', async () => {
  const rows = JSON.parse(await intake('--json')) as {
    path: string;
    verdict: string;
    causes: string[];
    sentence: string;
    shape: number[] | null;
    sha256_float64le: string | null;
  }[];
  expect(rows.map(({ path, verdict, causes }) => [path, verdict, causes[0]])).toEqual([
    ...[0, 1, 2, 3, 4, 5].map((i) => [`ct/IM${i}`, 'asked', 'series-slice']),
    ['letter.txt', 'refused', expect.any(String)],
    ['loop.dcm', 'asked', 'several-frames'],
    ['plain.png', 'in', undefined],
    ['set.zip', 'noted', 'archive-opened'],
    ['set.zip/a/loop.dcm', 'asked', 'several-frames'],
    ['set.zip/a/cut.dcm', 'refused', 'truncated'],
  ]);
  for (const { verdict, sentence, shape, sha256_float64le: hash } of rows) {
    if (verdict !== 'in') expect(sentence).toMatch(/\.$/);
    if (verdict !== 'asked') continue;
    expect(sentence).toMatch(/the page asks once/);
    expect(shape).toHaveLength(2);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  }
}, 60_000);

test('as text: what is asked counts as what can come in', async () => {
  expect((await intake()).trim().split('\n').at(-1)).toBe(
    '12 files: 10 can come in (1 in, 1 noted, 8 asked), 2 refused',
  );
}, 60_000);
