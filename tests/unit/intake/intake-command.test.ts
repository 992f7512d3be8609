// `npm run intake` over a folder, as someone runs it: one row a file, and the counts below.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
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
  // Two of the slices bear one object's number (row D17).
  const number = (i: number) => (i < 2 ? { SOPInstanceUID: '2.25.5' } : {});
  for (let i = 0; i < 6; i++) put(`ct/IM${i}`, slice('2.25.811', i, number(i)));
  put('loop.dcm', cine(4));
  put('plain.png', noisyPng(red, 5));
  // Neither of these may stop the look at the others (row R18).
  put('huge.png', noisyPng(red, 6));
  truncateSync(join(folder, 'huge.png'), 3 * 2 ** 30);
  symlinkSync(join(folder, 'plain.png'), join(folder, 'link.png'));
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
    ['huge.png', 'refused', 'file-too-large'],
    ['letter.txt', 'refused', expect.any(String)],
    ['link.png', 'refused', 'not-a-file'],
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

test('as text: what is asked counts as what can come in; one object number on two pictures is told', async () => {
  const lines = (await intake()).trim().split('\n');
  expect(lines.at(-1)).toBe('14 files: 10 can come in (1 in, 1 noted, 8 asked), 4 refused');
  expect(lines.at(-3)).toMatch(/SOPInstanceUID.* stands on different pictures: ct\/IM0, ct\/IM1\./);
  expect(lines.find((line) => line.includes('link.png'))).toMatch(/^refused +link\.png {2}.*symbolic link/);
}, 60_000);
