// `npm run fuzz -- [--runs 20000] [--from 0] [--family png] [--case 17]`: seeded mutants of DICOM objects and of
// all other formats through the reader of `npm run intake`, each in a worker thread with a limit; prints a table, fails on a finding.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

const { values: given } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    runs: { type: 'string', default: '20000' },
    family: { type: 'string' },
    case: { type: 'string' },
  },
});
const names = [
  'DICOM structure',
  'PNG chunks',
  'JPEG segments',
  'TIFF directories',
  'GIF blocks',
  'BMP headers',
  'WebP chunks',
  'NIfTI headers',
].filter((name) => name.toLowerCase().includes((given.family ?? '').toLowerCase()));
const one = given.case === undefined ? null : Number(given.case);
const first = Number(given.from);
const each = Math.ceil(Number(given.runs) / names.length);
const threads = Math.max(1, Math.min(4, os.availableParallelism()));
/** A case that is not over by then is a hang; the limit of a second itself is kept by the judge, which tries again. */
const hangMs = 10_000;

/** Every `step`th case from `from` on; a thread that hangs is ended and another goes on behind the case. */
function lane(family, from, to, step, tally) {
  return new Promise((resolve, reject) => {
    let current = null;
    let since = 0;
    const worker = new Worker(new URL('./fuzz-worker.mjs', import.meta.url), {
      workerData: { family, from, to, step, first },
    });
    const goOn = async (finding) => {
      clearInterval(watch);
      const number = current;
      await worker.terminate();
      tally.findings.push({ number, seed: '', what: '', finding });
      resolve(number + step < to ? lane(family, number + step, to, step, tally) : undefined);
    };
    const watch = setInterval(() => {
      if (current !== null && Date.now() - since > hangMs) goOn(`hangs: not over after ${hangMs} ms`);
    }, 500);
    worker.on('message', (message) => {
      if (message.done) {
        clearInterval(watch);
        resolve();
      } else if (message.wrong)
        tally.findings.push({ number: -1, seed: message.wrong, what: 'seed', finding: 'readers differ' });
      else if (message.at === 'start') [current, since] = [message.number, Date.now()];
      else {
        current = null;
        tally.kinds.set(message.kind, (tally.kinds.get(message.kind) ?? 0) + 1);
        if (message.finding) tally.findings.push(message);
      }
    });
    worker.on('error', (error) => {
      if (current === null) reject(error);
      else goOn(`the thread broke: ${error.message}`);
    });
  });
}

const began = Date.now();
const tallies = [];
for (const name of names) {
  const tally = { name, kinds: new Map(), findings: [] };
  if (one !== null) await lane(name, one, one + 1, 1, tally);
  else
    await Promise.all(
      Array.from({ length: threads }, (_, i) => lane(name, first + i, first + each, threads, tally)),
    );
  tallies.push(tally);
}

const kinds = [...new Set(tallies.flatMap((tally) => [...tally.kinds.keys()]))];
const total = (tally, wanted) =>
  [...tally.kinds].filter(([kind]) => wanted(kind)).reduce((sum, [, n]) => sum + n, 0);
const clean = (kind) => kind.startsWith('clean:');
const noted = (kind) => kind === 'with a note';
const columns = [
  ['mutants', () => true],
  ['refused', (kind) => !clean(kind) && !noted(kind)],
  ['accepted with a note', noted],
  ['accepted clean', clean],
];
console.log(`| family | ${columns.map(([title]) => title).join(' | ')} | findings |`);
console.log(`|---|${columns.map(() => '--:|').join('')}--:|`);
for (const tally of tallies) {
  const cells = columns.map(([, wanted]) => total(tally, wanted));
  console.log(`| ${tally.name} | ${cells.join(' | ')} | ${tally.findings.length} |`);
}
console.log(`\n| what became of them | ${tallies.map(({ name }) => name).join(' | ')} |`);
console.log(`|---|${tallies.map(() => '--:|').join('')}`);
for (const kind of kinds.sort()) {
  console.log(`| ${kind} | ${tallies.map((tally) => tally.kinds.get(kind) ?? 0).join(' | ')} |`);
}
for (const { name, findings } of tallies) {
  for (const { number, seed, what, finding } of findings)
    console.log(`\n${name}, case ${number}, ${seed}: ${what}\n  ${finding}`);
}
const found = tallies.reduce((sum, { findings }) => sum + findings.length, 0);
console.log(`\n${((Date.now() - began) / 1000).toFixed(0)} s on ${threads} threads; ${found} findings`);
process.exitCode = found > 0 ? 1 : 0;
