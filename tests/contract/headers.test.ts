// The policy stands on every file of the dev server, worker scripts and WebAssembly included.

import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { securityHeaders, workbenchPolicy } from '../../headers';

let server: ViteDevServer;
let origin: string;

beforeAll(async () => {
  server = await createServer({ configFile: 'vite.config.ts', logLevel: 'error', server: { port: 4189 } });
  await server.listen();
  origin = `http://127.0.0.1:4189`;
});

afterAll(() => server.close());

test('dev: page, module, worker, stylesheet, encoder and runtime carry all headers', async () => {
  const files = [
    '/',
    '/src/main.tsx',
    '/src/workers/encode.worker.ts?worker_file&type=module',
    '/src/ui/app.css',
    '/encoders/lightbench-v2/manifest.json',
    '/encoders/lightbench-v2/image.int8.onnx',
    '/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
    '/node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.wasm',
  ];
  for (const file of files) {
    const response = await fetch(`${origin}${file}`);
    await response.body?.cancel();
    expect([file, response.status]).toEqual([file, 200]);
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect([file, name, response.headers.get(name)]).toEqual([file, name, value]);
    }
  }
});

test('the policy opens no way out', () => {
  const directives = new Map(
    workbenchPolicy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]),
  );
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
  expect(directives.get('form-action')).toEqual(["'none'"]);
  expect(workbenchPolicy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
});
