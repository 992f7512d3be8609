// A thread of `npm run fuzz`: judges the cases it is sent and says which one it is at, so that a hang has a name.
import { parentPort, workerData } from 'node:worker_threads';
import { createServer } from 'vite';

const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true, include: [] },
});
const { caseOf, checkSeeds, families, judge } = await vite.ssrLoadModule('/tests/fuzz/judge.ts');
const { family: name, from, to, step } = workerData;
const family = families.find((candidate) => candidate.name === name);
if (from === workerData.first)
  for (const wrong of await checkSeeds(family)) parentPort.postMessage({ wrong });
for (let number = from; number < to; number += step) {
  parentPort.postMessage({ number, at: 'start' });
  const { kind, finding } = await judge(family, number);
  const { seed, what } = finding ? caseOf(family, number) : {};
  parentPort.postMessage({ number, at: 'end', kind, finding, seed, what });
}
await vite.close();
parentPort.postMessage({ done: true });
parentPort.close();
