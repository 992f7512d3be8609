// Clusters of 5,000 x 512 against scikit-learn, and exact neighbours of 10,000 x 512 against a plain loop, in turn. Called
// by run.mjs, or alone: `node bench/clusters.mjs`. Python: the interpreter named by LIGHTBENCH_PYTHON, else python3.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median, quantile } from './figures.mjs';

const dim = 512;
const rounds = 5;
const limits = { slower: 8, faster: 4 };
const folder = new URL('../node_modules/.cache/bench-rows/', import.meta.url);
const methods = [
  ['kmeans', 'k-means, k = 10, the same starts'],
  ['seeded', 'k-means, k = 10, k-means++'],
  ['dbscan', 'DBSCAN, Euclidean, 0.7, 5'],
  ['agglomerative', 'agglomerative, average, Euclidean'],
];

/** Ten blobs of unit rows that overlap, one row in twenty a stray: float32 in a file. Always the same. */
function writeRows(rows) {
  let state = 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const centres = Float64Array.from({ length: 10 * dim }, normal);
  const data = new Float32Array(rows * dim);
  for (let i = 0; i < rows; i++) {
    const own = i % 20 === 7 ? 0 : 1;
    const values = Float64Array.from(
      { length: dim },
      (_, d) => own * centres[(i % 10) * dim + d] + 0.45 * normal(),
    );
    const length = Math.hypot(...values);
    for (let d = 0; d < dim; d++) data[i * dim + d] = values[d] / length;
  }
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(new URL(`${rows}.f32`, folder));
  writeFileSync(path, data);
  return path;
}

/** scikit-learn in a process of its own: `ask(method)`, one at a time; null where it is not to be had. */
async function openPeer(path) {
  const python = process.env.LIGHTBENCH_PYTHON ?? 'python3';
  const script = fileURLToPath(new URL('./clusters.py', import.meta.url));
  const child = spawn(python, [script, path, String(dim), '10'], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    return done ? null : JSON.parse(value);
  };
  const hello = await next();
  if (hello === null) return null;
  const ask = (method) => {
    child.stdin.write(`${method}\n`);
    return next();
  };
  return { version: hello.version, ask, close: () => child.stdin.end() };
}

async function serveRows(page, rows) {
  const path = writeRows(rows);
  await page.route(`**/rows/${rows}.f32`, (route) =>
    route.fulfill({ path, contentType: 'application/octet-stream' }),
  );
  return path;
}

const inWorker = (page, what, rows, k) =>
  page.evaluate((task) => window.timeCluster(task), { what, rowsUrl: `/rows/${rows}.f32`, dim, k });

/** Median and fastest, in ms: what else the machine does makes a run longer, never shorter. */
const inShort = (times) =>
  times.length > 0 ? `${median(times).toFixed(0)} (${quantile(times, 0).toFixed(0)})` : '';

async function clusters(page) {
  const path = await serveRows(page, 5000);
  const peer = await openPeer(path);
  if (!peer)
    console.log(
      '\nscikit-learn is not here (LIGHTBENCH_PYTHON names a Python that has it): its column is left out.',
    );
  console.log(
    `\n| cluster 5,000 x ${dim}, ${rounds} runs in turn | ms, median (fastest) | ${peer ? `scikit-learn ${peer.version}, ms` : 'scikit-learn'} | times as long, fastest runs | check, ours and theirs |`,
  );
  console.log('|---|---|---|---|---|');
  for (const [what, name] of methods) {
    const times = { ours: [], theirs: [] };
    const checks = [];
    for (let round = 0; round < rounds; round++) {
      const ours = await inWorker(page, what, 5000, 10);
      const theirs = await peer?.ask(what);
      times.ours.push(ours.ms);
      if (theirs) times.theirs.push(theirs.ms);
      checks.splice(0, 2, ours.check, theirs?.check);
    }
    const shown = checks.map((value) => (value === undefined ? '' : Number(value.toFixed(2)))).join(', ');
    const ratio = times.theirs.length > 0 ? quantile(times.ours, 0) / quantile(times.theirs, 0) : null;
    console.log(
      `| ${name} | ${inShort(times.ours)} | ${inShort(times.theirs)} | ${ratio?.toFixed(2) ?? ''} | ${shown} |`,
    );
    if (ratio !== null && ratio > limits.slower) process.exitCode = 1;
  }
  peer?.close();
}

async function neighbours(page) {
  const rows = 10_000;
  const k = 15;
  await serveRows(page, rows);
  const ours = [];
  for (let round = 0; round < rounds; round++) ours.push((await inWorker(page, 'nearest', rows, k)).ms);
  // The plain loop takes so long that once is enough.
  const { ms: loop } = await inWorker(page, 'plain nearest', rows, k);
  const speed = loop / median(ours);
  console.log(
    `\n| exact ${k} nearest, 10,000 x ${dim} | ms, median (fastest) | plain loop in the same worker, ms, once | times the speed, by the median |`,
  );
  console.log('|---|---|---|---|');
  console.log(
    `| MatMul + TopK, ranked again in double precision | ${inShort(ours)} | ${loop.toFixed(0)} | ${speed.toFixed(2)} |`,
  );
  if (speed < limits.faster) process.exitCode = 1;
}

/** @param page the open bench page. Sets the exit code where a bar is missed. */
export async function benchClusters(page) {
  await page.waitForFunction(() => 'timeCluster' in window);
  await clusters(page);
  await neighbours(page);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { openBenchPage } = await import('./open-page.mjs');
  const { page, machine, close } = await openBenchPage();
  console.log(machine);
  try {
    await benchClusters(page);
  } finally {
    await close();
  }
}
