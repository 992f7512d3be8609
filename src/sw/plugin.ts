// The build's last step: lists every file with size and hash, and writes the service worker that knows the list.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { type BuildList, type BuiltFile, listPath, workerPath } from './build-list.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Every file below `folder` but the list and the worker, largest first. */
export function filesOf(folder: string): BuiltFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const place = join(entry.parentPath, entry.name);
      const data = readFileSync(place);
      const path = relative(folder, place).split(sep).join('/');
      return { path, bytes: data.length, sha256: sha256(data) };
    })
    .filter(({ path }) => path !== listPath && path !== workerPath)
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}

/** The service worker as one classic script, still without its list. */
async function workerCode(): Promise<string> {
  const made = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: {
        entry: resolve(import.meta.dirname, 'service-worker.ts'),
        name: 'worker',
        formats: ['iife'],
        fileName: 'sw',
      },
    },
  });
  const [output] = Array.isArray(made) ? made : [made];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('the service worker was not built');
  return chunk.code;
}

/** Lists the files of a finished build and writes `sw.js` (from `code`) and `files.json` beside them. */
export function writeWorker(folder: string, code: string): void {
  const files = filesOf(folder);
  // The worker's own code is part of the name: what it stamps on the files may have changed alone.
  const list: BuildList = { build: sha256(code + JSON.stringify(files)).slice(0, 16), files };
  const written = JSON.stringify(list);
  writeFileSync(join(folder, workerPath), `const __BUILD_LIST__ = ${written};\n${code}`);
  writeFileSync(join(folder, listPath), written);
}

/** The build's last step. Nothing happens on the dev server. */
export function offlinePlugin(): Plugin {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved({ root, build: { outDir } }) {
      folder = resolve(root, outDir);
    },
    writeBundle: { order: 'post', handler: async () => writeWorker(folder, await workerCode()) },
  };
}
