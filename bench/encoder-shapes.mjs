// `npm run bench:shapes -- NAME=FILE@SIDE ... [--rounds 8] [--runs 10]`: ONNX files of different shapes against the first
// one, on ONNX Runtime Web's WASM with one and with two threads, in turn; prints a Markdown table. SIDE is that of the
// square input in pixels (1 x 3 x SIDE x SIDE, float32), 128 when left out.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median, quantile } from './figures.mjs';
import { openBenchPage } from './open-page.mjs';

const usage = 'npm run bench:shapes -- NAME=FILE.onnx@SIDE ... [--rounds 8] [--runs 10]';
const threadCounts = [1, 2];

/** "small=a/b.onnx@96" as its three parts. */
function parseShape(argument) {
  const [, name, file, side] = /^([^=]+)=(.+?)(?:@(\d+))?$/.exec(argument) ?? [];
  if (!name) throw new Error(`"${argument}" is not NAME=FILE@SIDE`);
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  return { name, file, sizePx: Number(side ?? 128), bytes: statSync(file).size };
}

function wholeNumber(text, what) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${what} must be a whole number above 0`);
  return Number(text);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '8' }, runs: { type: 'string', default: '10' } },
  });
  if (positionals.length === 0) throw new Error('no file was named');
  const shapes = positionals.map(parseShape);
  if (new Set(shapes.map(({ name }) => name)).size < shapes.length)
    throw new Error('two files have one name');
  return {
    shapes,
    rounds: wholeNumber(values.rounds, '--rounds'),
    runs: wholeNumber(values.runs, '--runs'),
  };
}

const keyOf = (name, threads) => `${name} @ ${threads}`;

/** Times by `keyOf`; all files and thread counts take turns, so that a drift of the machine hits all alike. */
async function measure(page, shapes, rounds, runs) {
  const subjects = shapes.flatMap(({ name, sizePx }, i) =>
    threadCounts.map((threads) => ({
      name: keyOf(name, threads),
      modelUrl: `/shape-${i}.onnx`,
      sizePx,
      threads,
    })),
  );
  return page.evaluate(([list, turns, each]) => window.compare(list, turns, each), [subjects, rounds, runs]);
}

function printTable(shapes, times) {
  const first = shapes[0].name;
  console.log(
    `| file | input px | bytes | 1 thread: median ms | fastest | 2 threads: median ms | fastest | ${threadCounts.map((n) => `time against ${first}, ${n} thread${n > 1 ? 's' : ''}`).join(' | ')} | 2 threads against 1, speed |`,
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
  for (const { name, sizePx, bytes } of shapes) {
    const [one, two] = threadCounts.map((threads) => times[keyOf(name, threads)]);
    const [firstOne, firstTwo] = threadCounts.map((threads) => times[keyOf(first, threads)]);
    const cells = [
      name,
      sizePx,
      bytes.toLocaleString('en-US'),
      ...[one, two].flatMap((list) => [median(list).toFixed(1), quantile(list, 0).toFixed(1)]),
      (median(one) / median(firstOne)).toFixed(2),
      (median(two) / median(firstTwo)).toFixed(2),
      (median(one) / median(two)).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

let asked;
try {
  asked = readArguments();
} catch (thrown) {
  console.error(`${thrown.message}\n${usage}`);
  process.exit(1);
}
const { shapes, rounds, runs } = asked;
const { page, machine, close } = await openBenchPage(
  Object.fromEntries(shapes.map(({ file }, i) => [`/shape-${i}.onnx`, file])),
);
try {
  const times = await measure(page, shapes, rounds, runs);
  console.log(`${machine}; ${rounds} rounds of ${runs} runs each, taken in turn.\n`);
  printTable(shapes, times);
} finally {
  await close();
}
