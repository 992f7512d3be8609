// `npm run bench`: ratios against what a user would pick instead, measured in turn in one run; prints Markdown.
import { existsSync, readFileSync } from 'node:fs';
import { benchClusters } from './clusters.mjs';
import { benchDecode } from './decode.mjs';
import { benchEvaluate } from './evaluate.mjs';
import { median, quantile } from './figures.mjs';
import { benchNative } from './native.mjs';
import { openBenchPage } from './open-page.mjs';

const teacherFile = '../shared/teachers/mobilenet_v2_1.0_224_quant.onnx';
const manifest = JSON.parse(readFileSync('public/encoders/lightbench-v2/manifest.json', 'utf8'));

const spread = (values) => `${quantile(values, 0.1).toFixed(1)} to ${quantile(values, 0.9).toFixed(1)}`;

function subjects() {
  const ours = {
    modelUrl: `/encoders/${manifest.id}/${manifest.files.image.path}`,
    inputName: manifest.inputName,
    outputName: manifest.outputName,
    sizePx: manifest.input.sizePx,
  };
  const teacher = { modelUrl: '/teacher.onnx', inputName: 'input', outputName: 'embedding', sizePx: 224 };
  const list = [1, 2].flatMap((threads) => [
    { ...ours, threads, name: `embedded encoder, ${threads} thread(s)` },
    { ...teacher, threads, name: `MobileNetV2 1.0 224 px float, ${threads} thread(s)` },
  ]);
  return existsSync(teacherFile) ? list : list.filter(({ modelUrl }) => modelUrl !== teacher.modelUrl);
}

if (!existsSync(teacherFile))
  console.log('The teacher file (../shared/teachers) is not here: its rows are left out.\n');
const { page, machine, close } = await openBenchPage(
  existsSync(teacherFile) ? { '/teacher.onnx': teacherFile } : {},
);
const list = subjects();
const times = await page.evaluate((given) => window.compare(given, 8, 10), list);

console.log(`${machine}; 80 runs each, taken in turn.\n`);
console.log('| encode one image | median ms | 10th to 90th | images/s | times the speed of MobileNetV2 |');
console.log('|---|---|---|---|---|');
for (const { name, threads } of list) {
  const own = median(times[name]);
  const peer = times[`MobileNetV2 1.0 224 px float, ${threads} thread(s)`];
  const ratio = peer ? (median(peer) / own).toFixed(2) : '';
  console.log(
    `| ${name} | ${own.toFixed(1)} | ${spread(times[name])} | ${(1000 / own).toFixed(0)} | ${ratio} |`,
  );
}

const [oneThread, twoThreads] = [1, 2].map((threads) => times[`embedded encoder, ${threads} thread(s)`]);
console.log(
  `\nEmbedded encoder, two threads against one: ${(median(oneThread) / median(twoThreads)).toFixed(2)} times the speed by the median, ${(quantile(oneThread, 0) / quantile(twoThreads, 0)).toFixed(2)} by the fastest run.`,
);

const onDisk = (modelUrl) => (modelUrl === '/teacher.onnx' ? teacherFile : `public${modelUrl}`);
benchNative(list.map((subject) => ({ ...subject, path: onDisk(subject.modelUrl) })));

const training = await page.evaluate(() => window.trainNotebook(3));
console.log(
  "\n| train an adapter (80 x 1024, batch 8, 30 epochs, the published notebook's shape) | seconds, 3 runs | the notebook prints |",
);
console.log('|---|---|---|');
console.log(
  `| tfjs WASM, one thread, own loop | ${training.map((ms) => (ms / 1000).toFixed(1)).join(', ')} | 24.8 |`,
);
await benchClusters(page);
await benchDecode(page.context().browser(), page);
await close();
await benchEvaluate();
