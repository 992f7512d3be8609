// Judging all six approaches: how long 10 folds of 400 x 512 take, with how long a slice and how soon a cancel; and what comes
// out on the real sets of ../shared/data, by patient group. Called by run.mjs, or alone: `node bench/evaluate.mjs`.
import { fileURLToPath } from 'node:url';
import { bundled } from './bundled.mjs';

const approaches = ['words', 'prototypes', 'neighbours', 'cluster', 'linear', 'mlp'];
const limitMinutes = 5;

/** Gaussian classes in groups of four rows, at unit length, and texts near the classes. */
function table(makeRandom, { rows, dim, classCount }) {
  const random = makeRandom(17);
  const drawn = (scale) => Float64Array.from({ length: dim }, () => random.normal() * scale);
  const unit = (vector) => vector.map((value) => value / Math.hypot(...vector));
  const centres = Array.from({ length: classCount }, () => drawn(1));
  const own = Array.from({ length: rows / 4 }, () => drawn(3));
  const classOf = Array.from({ length: rows }, (_, row) => Math.floor(row / 4) % classCount);
  const data = classOf.flatMap((c, row) => {
    const far = drawn(4);
    const group = own[Math.floor(row / 4)];
    return [...unit(centres[c].map((value, d) => value + group[d] + far[d]))];
  });
  const texts = (noise) => ({
    vectors: Float32Array.from(
      centres.flatMap((centre) => {
        const far = drawn(noise);
        return [...unit(centre.map((value, d) => value + far[d]))];
      }),
    ),
  });
  return {
    table: {
      ids: classOf.map((_, row) => `row ${row}`),
      dim,
      data: Float32Array.from(data),
      task: 'single',
      classes: centres.map((_, c) => `class ${c}`),
      rowClasses: classOf.map((c) => [c]),
      groups: classOf.map((_, row) => `group ${Math.floor(row / 4)}`),
    },
    words: {
      dim,
      variants: [texts(8), texts(4), texts(6)],
      rule: { logitScale: 40, logitBias: 0, activation: 'softmax' },
    },
  };
}

/** A job as a worker has it, that also takes the processor's time from one breath to the next: other programs do not count. */
function timedJob(signal = new AbortController().signal) {
  const processorMs = () => process.cpuUsage().user / 1000;
  let last = processorMs();
  const times = { longestMs: 0, reports: 0 };
  const job = {
    signal,
    report: () => {
      times.reports += 1;
    },
    breathe: async () => {
      times.longestMs = Math.max(times.longestMs, processorMs() - last);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      last = processorMs();
    },
  };
  return { job, times };
}

function planOf({ foldPlan }, { rowClasses, groups, classes }, folds) {
  return foldPlan({ rowClasses, groups, classCount: classes.length, folds, seed: 1 });
}

/** Balanced accuracy of all held-out rows of the first repeat. */
function heldOut({ innerAccuracy }, rows, { plan, records }) {
  const asked = plan.folds.flatMap(({ test }) => test);
  return records.map(({ folds }) =>
    innerAccuracy(rows, asked, Float32Array.from(folds.flatMap(({ test }) => [...test]))),
  );
}

async function timing(parts, tf) {
  const made = table(parts.makeRandom, { rows: 400, dim: 512, classCount: 4 });
  const request = { ...made, plan: planOf(parts, made.table, 10), approaches };
  console.log(
    '\n| judge 400 x 512, 4 classes, 100 groups, 10 folds | seconds | longest slice, ms of the processor | reports | balanced accuracy |',
  );
  console.log('|---|---|---|---|---|');
  let total = 0;
  for (const approach of approaches) {
    const { job, times } = timedJob();
    const began = performance.now();
    const judged = await parts.judge({ ...request, approaches: [approach] }, tf, job);
    const seconds = (performance.now() - began) / 1000;
    total += seconds;
    const [accuracy] = heldOut(parts, made.table, judged);
    console.log(
      `| ${approach} | ${seconds.toFixed(1)} | ${times.longestMs.toFixed(0)} | ${times.reports} | ${accuracy.toFixed(3)} |`,
    );
  }
  const controller = new AbortController();
  const running = parts.judge(request, tf, timedJob(controller.signal).job);
  let asked = 0;
  setTimeout(() => {
    asked = performance.now();
    controller.abort();
  }, 1000);
  const ended = await running.then(
    () => null,
    () => performance.now() - asked,
  );
  console.log(
    `\nAll six: ${total.toFixed(0)} s (meant to be under ${limitMinutes} minutes). Cancelled after a second, it ended ${ended?.toFixed(0) ?? 'without hearing of it'} ms later.`,
  );
  if (total > limitMinutes * 60 || ended === null) process.exitCode = 1;
}

// The names that words look for; sets and labels with enough groups that the encoder was not trained on.
const sets = [
  { set: 'kermany-cxr', names: { NORMAL: 'Normal', PNEUMONIA: 'Pneumonia' } },
  { set: 'bccd-blood', names: { RBC: 'Red cells', WBC: 'White cells', Platelets: 'Platelets' } },
  {
    set: 'chula-rbc',
    names: {
      ...{ Hypochromia: 'Hypochromia', Macrocyte: 'Macrocyte', Microcyte: 'Microcyte' },
      ...{ Schistocyte: 'Schistocyte', Target_cell: 'Target cell', Teardrop: 'Teardrop' },
    },
  },
];
const mostPerClass = 60;

/** At most so many images a class, drawn by seed, as rows of vectors by the shipped encoder. */
async function realTable(parts, engine, { set, names }) {
  const labels = Object.keys(names);
  const drawn = parts.makeRandom(1).shuffle(parts.heldOutPictures(set));
  const pictures = labels.flatMap((label) =>
    drawn.filter((one) => one.label === label).slice(0, mostPerClass),
  );
  const bytes = parts.bytesOf(set, pictures);
  const { dimension: dim, input, text } = parts.shippedManifest;
  const data = new Float32Array(pictures.length * dim);
  for (const [row, { path }] of pictures.entries()) {
    const name = path.replaceAll('/', '-');
    const read = await engine.read({ file: new File([bytes.get(path)], name), name, input, salt: '' });
    data.set(await engine.encode(read.image.renditions[0].input), row * dim);
  }
  const { vectors } = await engine.encodeTexts(
    labels.map((label) => text.templates[0].replaceAll('{label}', names[label])),
  );
  return {
    table: {
      ids: pictures.map(({ path }) => path),
      dim,
      data,
      task: 'single',
      classes: labels,
      rowClasses: pictures.map(({ label }) => [labels.indexOf(label)]),
      groups: pictures.map(({ group }) => group),
    },
    words: { dim, variants: [{ vectors }], rule: text },
  };
}

async function realSets(parts, tf) {
  if (!parts.hasSharedData()) {
    console.log('\n../shared/data is not here: no real images to judge on.');
    return;
  }
  const engine = await parts.shippedEngine();
  const verdicts = [];
  console.log(
    `\nBalanced accuracy of images held out from the encoder's training, at most ${mostPerClass} a class, 5 folds by group:\n`,
  );
  console.log(`| set | images | groups | chance | ${approaches.join(' | ')} |`);
  console.log(`|---|---|---|---|${approaches.map(() => '---').join('|')}|`);
  for (const real of sets) {
    const made = await realTable(parts, engine, real);
    const { ids, classes, groups } = made.table;
    const request = { ...made, plan: planOf(parts, made.table, 5), approaches };
    const judged = await parts.judge(request, tf, timedJob().job);
    const groupsKnown = groups.every((group) => group !== null);
    const asked = { table: made.table, judged, positive: classes[0], prevalence: null, seed: 1, groupsKnown };
    const summary = await parts.summarise(asked);
    const figures = new Map(
      summary.approaches.map((own) => [own.approach, told(own.figures.balancedAccuracy)]),
    );
    const cells = approaches.map((approach) => figures.get(approach) ?? '');
    console.log(
      `| ${real.set} | ${ids.length} | ${summary.groups ?? 'unknown'} | ${(1 / classes.length).toFixed(3)} | ${cells.join(' | ')} |`,
    );
    verdicts.push(`- ${real.set}: ${verdictLine(summary.verdict)}`);
  }
  console.log(
    `\n[95 % intervals over groups, approximate: folds share training rows]\n\n${verdicts.join('\n')}`,
  );
}

const told = ({ value, low, high }) =>
  `${value?.toFixed(3) ?? ''}${low === null ? '' : ` [${low.toFixed(3)}, ${high.toFixed(3)}]`}`;

function verdictLine(verdict) {
  if (!verdict) return 'no verdict';
  const against = verdict.comparisons.map(({ second, difference, distinguishable, groupsNeeded }) => {
    const needed = groupsNeeded === null ? '' : `, about ${groupsNeeded} groups would`;
    return `${second} ${told(difference)}${distinguishable ? '' : ` (does not show${needed})`}`;
  });
  return `use ${verdict.recommended}; best is ${verdict.best}, ahead of ${against.join('; ')}`;
}

/** Prints both tables; sets the exit code where the time is missed. */
export async function benchEvaluate() {
  const parts = await bundled('judging');
  const tf = await parts.wasmTf();
  await timing(parts, tf);
  await realSets(parts, tf);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchEvaluate();
