// `npm run soak [-- --kills 200] [--seed 1] [--no-build] [--json FILE] [--plant lying-saved]`: kills tabs, workers and browsers in
// the middle of work and holds what is there afterwards against what was said to be saved. The table goes into docs/durability.md.
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
    plant: { type: 'string', default: 'none' },
  },
});

if (!given['no-build']) await build({ logLevel: 'error' });
const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
const { port } = server.httpServer.address();
const { load, close } = await openSources();
const { soak, soakTable } = await load('/tools/soak/soak.ts');
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
    onRound(round, done) {
      rounds.push(round);
      console.error(
        `${done}/${given.kills} ${round.work}, ${round.kill} (${round.note}): ${round.acknowledged} acknowledged, ${round.lost} lost, ${round.embeddedTwice} embedded twice${round.opened ? '' : ', NOT OPENED'}`,
      );
      if (given.json) writeFileSync(given.json, JSON.stringify(rounds, null, 1));
    },
  });
  console.log(soakTable(result));
  const bad = result.rounds.some(({ lost, opened, torn }) => lost > 0 || torn > 0 || !opened);
  process.exitCode = bad ? 1 : 0;
} finally {
  await close();
  await new Promise((resolve) => server.httpServer.close(resolve));
}
