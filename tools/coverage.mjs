// `npm run coverage [-- --sets 500] [--draws 400] [--seed 1]`: how often 95 % intervals hold the truth, on simulated held-out
// groups, ours beside the usual ones; then how the permutation test behaves on shuffled labels and on a planted leak.
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const { values: given } = parseArgs({
  options: {
    sets: { type: 'string', default: '500' },
    draws: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
  },
});
const [sets, draws, seed] = [given.sets, given.draws, given.seed].map(Number);

const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true, include: [] },
});
const { simulateCell, levels, keyOf } = await vite.ssrLoadModule('/tools/coverage/cover.ts');

const started = performance.now();
const noise = (100 * Math.sqrt((0.95 * 0.05) / sets)).toFixed(1);
console.log(
  `Coverage of 95 % intervals, in per cent: ${sets} data sets a line, ${draws} resamples each, seed ${seed}.`,
);
console.log(
  `Groups of 1 to 8 rows; being right correlates by 0.3 within a group. A coverage of 95 is known to -+${noise} (one SE).`,
);
const methods = ['ours', 'plain', 'percentile', 'bca'];
const figures = ['balancedAccuracy', 'accuracy', 'auc', 'difference'];
console.log(
  `\n| groups | positive | true | ${figures.flatMap((f) => methods.filter((m) => f !== 'difference' || m !== 'plain').map((m) => `${f} ${m}`)).join(' | ')} |`,
);
console.log(`|${'---|'.repeat(3 + 15)}`);
const outside = [];
for (const groups of [20, 50, 100]) {
  for (const prevalence of [0.5, 0.25]) {
    for (const level of levels) {
      const cell = await simulateCell({ groups, prevalence, level }, sets, draws, seed * 1000 + groups);
      const shown = figures.flatMap((figure) =>
        methods.flatMap((method) => {
          const tally = cell.get(keyOf(figure, method));
          if (!tally) return [];
          const coverage = (100 * tally.covered) / tally.sets;
          if (method === 'ours' && groups >= 50 && (coverage < 93 || coverage > 97))
            outside.push(
              `${figure}, ${groups} groups, ${prevalence}, ${level.share}: ${coverage.toFixed(1)}`,
            );
          return [`${coverage.toFixed(1)} (${(tally.width / tally.sets).toFixed(3)})`];
        }),
      );
      console.log(`| ${groups} | ${prevalence} | ${level.share} | ${shown.join(' | ')} |`);
    }
  }
}
console.log(
  `\nIn brackets: mean width. From 50 groups on outside 93 to 97: ${outside.length === 0 ? 'none' : outside.join('; ')}.`,
);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
await vite.close();
