// `npm run soak [-- --kills 200] [--seed 1] [--no-build [--out DIR]] [--json FILE] [--plant lying-saved]
// [--works embedding,saving]`: kills tabs, workers and browsers in the middle of work and holds what is there afterwards against what was said to be saved. The table goes into docs/durability.md.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { findBrowser } from '../tests/e2e/find-browser.mjs';
import { openSources } from './open-sources.mjs';

const { values: given } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    'no-build': { type: 'boolean', default: false },
    json: { type: 'string' },
    out: { type: 'string' },
    plant: { type: 'string', default: 'none' },
    works: { type: 'string' },
  },
});

if (!given['no-build']) await build({ logLevel: 'error' });
const server = await preview({
  ...(given.out ? { build: { outDir: given.out } } : {}),
  preview: { port: 0, host: '127.0.0.1' },
  logLevel: 'error',
});
const { port } = server.httpServer.address();
const { load, close } = await openSources();
const { soak } = await load('/tools/soak/soak.ts');
const { brokenPromises, soakTable } = await load('/tools/soak/table.ts');
const { browserArgs } = await load('/tests/e2e/browser-args.ts');
const rounds = [];
try {
  const result = await soak({
    url: `http://127.0.0.1:${port}/`,
    executablePath: findBrowser(),
    args: browserArgs,
    seed: Number(given.seed),
    kills: Number(given.kills),
    plant: given.plant,
    ...(given.works ? { works: given.works.split(',') } : {}),
    onRound(round, done) {
      rounds.push(round);
      console.error(
        `${done}/${given.kills} ${round.work}, ${round.kill} (${round.note}): ${round.acknowledged} acknowledged, ${round.lost} lost, ${round.embeddedTwice} embedded twice${round.keptTwice ? `, ${round.keptTwice} KEPT ONES` : ''}${round.torn ? ', TORN' : ''}${round.opened ? '' : ', NOT OPENED'}`,
      );
      if (given.json) writeFileSync(given.json, JSON.stringify({ rounds }, null, 1));
    },
  });
  if (given.json) writeFileSync(given.json, JSON.stringify(result, null, 1));
  console.log(soakTable(result));
  const found = brokenPromises(result);
  for (const one of found) console.log(one);
  process.exitCode = found.length > 0 ? 1 : 0;
} finally {
  await close();
  await new Promise((resolve) => server.httpServer.close(resolve));
}
