// Opens the TypeScript sources to a command in Node: Vite turns them into modules, nothing is served.
import { createServer } from 'vite';

/** `load('/src/...')` gives a module, `close()` ends it. */
export async function openSources() {
  const vite = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  return { load: (path) => vite.ssrLoadModule(path), close: () => vite.close() };
}
