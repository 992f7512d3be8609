// The project's own TypeScript for a bench that runs in Node: bundled as the page's is, since a module loader between the parts
// would cost time of its own.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

/** What `bench/NAME.ts` exports. */
export async function bundled(name) {
  const outDir = fileURLToPath(new URL('../node_modules/.cache/bench-domain', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // Its modules name each other without endings, which Node does not follow.
    ssr: { noExternal: [/^@tensorflow/] },
    build: {
      ssr: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  // The loader of tfjs' WebAssembly asks for what CommonJS modules have.
  globalThis.__dirname ??= outDir;
  globalThis.require ??= createRequire(import.meta.url);
  return await import(pathToFileURL(`${outDir}/${name}.mjs`).href);
}
