// The list that the build's last step writes is what stands in the folder; the types and headers of answers.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { securityHeaders } from '../../../headers';
import type { BuildList } from '../../../src/sw/build-list';
import { writeWorker } from '../../../src/sw/plugin';
import { stamped, typeOf } from '../../../src/sw/stamp';
import { folderOf } from '../../fixtures/builders/folders';

const folder = folderOf('build', [
  ['index.html', '<!doctype html>'],
  ['assets/run-1.wasm', new Uint8Array(300).fill(7)],
  ['encoders/v2/empty.txt', ''],
]);

afterAll(() => folder.remove());

const listed = (): BuildList => JSON.parse(readFileSync(join(folder.path, 'files.json'), 'utf8'));

test('every file stands on the list, largest first, with the hash that sha256sum gives', () => {
  writeWorker(folder.path, 'work();');
  const { files } = listed();
  expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['assets/run-1.wasm', 300],
    ['index.html', 15],
    ['encoders/v2/empty.txt', 0],
  ]);
  for (const { path, sha256 } of files) {
    const outside = execFileSync('sha256sum', [join(folder.path, path)], { encoding: 'utf8' });
    expect(outside.split(' ')[0]).toBe(sha256);
  }
  expect(readFileSync(join(folder.path, 'sw.js'), 'utf8')).toMatch(
    /^const __BUILD_LIST__ = \{.*\};\nwork\(\);$/,
  );
});

test('a build written twice has one name; other content or another worker has another', () => {
  const nameOf = (code: string) => {
    writeWorker(folder.path, code);
    return listed().build;
  };
  const first = nameOf('work();');
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(nameOf('work();')).toBe(first);
  expect(nameOf('work(2);')).not.toBe(first);
  writeFileSync(join(folder.path, 'index.html'), '<!doctype htm>');
  expect(nameOf('work();')).not.toBe(first);
});

test('every answer carries every header of the policy, and a type by which modules and WebAssembly run', () => {
  const answer = stamped('assets/run-1.wasm', null, { 'X-Content-SHA256': 'ab' }, 404);
  for (const [name, value] of Object.entries(securityHeaders)) expect(answer.headers.get(name)).toBe(value);
  expect([answer.status, answer.headers.get('X-Content-SHA256')]).toEqual([404, 'ab']);
  expect(['a.mjs', 'a.b.JS', 'a.wasm', 'noending', 'a.onnx'].map(typeOf)).toEqual([
    'text/javascript; charset=utf-8',
    'text/javascript; charset=utf-8',
    'application/wasm',
    'application/octet-stream',
    'application/octet-stream',
  ]);
});
