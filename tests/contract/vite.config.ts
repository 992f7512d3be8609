// Builds the page on which the worker wall is tested with workers that misbehave on purpose.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { securityHeaders } from '../../headers.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./wall'),
  base: './',
  worker: { format: 'es' },
  build: { outDir: here('../../node_modules/.cache/wall'), emptyOutDir: true, target: 'es2023' },
  preview: { port: 4185, strictPort: true, host: '127.0.0.1', headers: { ...securityHeaders } },
});
