// Builds the bench page: the project's own runtime wrapper in workers, nothing of the workbench's screen.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { securityHeaders } from '../headers.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./page'),
  base: './',
  publicDir: here('../public'),
  worker: { format: 'es' },
  build: {
    outDir: here('../node_modules/.cache/bench'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
  },
  preview: { port: 4186, strictPort: true, host: '127.0.0.1', headers: { ...securityHeaders } },
});
