// `npm run coverage [-- --sets 1200] [--draws 200] [--rivals 200] [--seeds 200] [--seed 1]`: how often 95 % intervals hold the
// truth on simulated held-out groups, ours beside the usual ones; how permutation test and AUC do on labels that mean nothing.
import { parseArgs } from 'node:util';
import { openSources } from './open-sources.mjs';

const option = (value) => ({ type: 'string', default: value });
const { values: given } = parseArgs({
  options: {
    sets: option('1200'),
    draws: option('200'),
    rivals: option('200'),
    seeds: option('200'),
    seed: option('1'),
  },
});
const [sets, draws, rivalSets, seeds, seed] = ['sets', 'draws', 'rivals', 'seeds', 'seed'].map((name) =>
  Number(given[name]),
);

const { load, close } = await openSources();
const { simulateCell, levels, keyOf } = await load('/tools/coverage/cover.ts');
const { signalLines } = await load('/tools/coverage/signal-table.ts');
const { coversHalf } = await load('/tests/unit/evaluate/null-labels.ts');

const started = performance.now();
const error = (count) => (100 * Math.sqrt((0.95 * 0.05) / count)).toFixed(1);
const columns = [
  ['balancedAccuracy', 'balanced accuracy', ['ours', 'plain', 'percentile', 'bca']],
  ['accuracy', 'accuracy', ['ours', 'plain', 'percentile', 'bca']],
  ['auc', 'AUC', ['ours', 'plain', 'percentile', 'bca']],
  ['difference', 'difference', ['ours', 'percentile', 'bca']],
].flatMap(([figure, name, methods]) => methods.map((method) => ({ figure, name, method })));
const methodNames = { ours: 'ours', plain: 'value -+ t SE', percentile: 'percentile', bca: 'BCa' };

console.log(
  `Per cent of 95 % intervals that hold the truth, in brackets their mean width. ${draws} resamples of groups a set.`,
);
console.log(
  `Ours: ${sets} sets a line (a coverage of 95 is known to ${error(sets)} points, one standard error); the others:`,
);
console.log(
  `the first ${Math.min(sets, rivalSets)} of them (${error(Math.min(sets, rivalSets))} points). Groups of 1 to 8 rows;`,
);
console.log(
  'being right correlates by 0.3 within a group. Difference: of balanced accuracy, paired, 0 or 5 points.\n',
);
console.log(
  `| groups | share positive | true accuracy | ${columns.map(({ name, method }) => `${name}, ${methodNames[method]}`).join(' | ')} |`,
);
console.log(`|${'---|'.repeat(3 + columns.length)}`);
const outside = [];
for (const groups of [20, 50, 100]) {
  for (const prevalence of [0.5, 0.25]) {
    for (const level of levels) {
      const effort = { sets, rivalSets, draws, seed: seed * 1000 + groups };
      const cell = await simulateCell({ groups, prevalence, level }, effort);
      const shown = columns.map(({ figure, name, method }) => {
        const tally = cell.get(keyOf(figure, method));
        if (!tally) return '';
        const coverage = (100 * tally.covered) / tally.sets;
        if (method === 'ours' && groups >= 50 && (coverage < 93 || coverage > 97))
          outside.push(`${name}, ${groups} groups, ${prevalence}, ${level.share}: ${coverage.toFixed(1)}`);
        return `${coverage.toFixed(1)} (${(tally.width / tally.sets).toFixed(3)})`;
      });
      console.log(`| ${groups} | ${prevalence} | ${level.share} | ${shown.join(' | ')} |`);
    }
  }
}
console.log(
  `\nOurs outside 93 to 97 from 50 groups on: ${outside.length === 0 ? 'nowhere' : outside.join('; ')}.`,
);

// Asymptotic (Stephens 1970): the distance beyond which the Kolmogorov-Smirnov p is below 0.01.
const farthest = 1.628 / (Math.sqrt(seeds) + 0.12 + 0.11 / Math.sqrt(seeds));
console.log(`\nPermutation test on labels dealt at random, ${seeds} seeds, 99 deals each.\n`);
console.log(
  `| approach | groups | Kolmogorov's distance (p of .01 at ${farthest.toFixed(3)}) | p <= .05 in |`,
);
console.log('|---|---|---|---|');
for (const { approach, groups, distance, rejected } of await signalLines(seeds))
  console.log(`| ${approach} | ${groups} | ${distance.toFixed(3)} | ${(100 * rejected).toFixed(1)} % |`);

console.log(
  `\n95 % interval of the AUC on labels that mean nothing (neighbours, 60 patients of 2 images, ${seeds} seeds):\n`,
);
for (const [kind, words] of [
  ['split', 'half of the patients taught, half judged'],
  ['folds', 'five folds by patient (approximate)'],
  ['leak', 'five folds that part patients (leak)'],
]) {
  let held = 0;
  for (let one = 0; one < seeds; one++) if (await coversHalf(one, kind)) held++;
  console.log(`- ${words}: holds 1/2 in ${((100 * held) / seeds).toFixed(1)} %`);
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
await close();
