// `npm run bench`: ratios against what a user would pick instead, measured in turn in one run; prints Markdown.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from '../tests/e2e/find-browser.mjs';

const configFile = new URL('./vite.config.ts', import.meta.url).pathname;
const teacherFile = '../shared/teachers/mobilenet_v2_1.0_224_quant.onnx';
const manifest = JSON.parse(readFileSync('public/encoders/lightbench-v1/manifest.json', 'utf8'));

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  return `${at(0.1)} to ${at(0.9)}`;
};

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

const built = spawnSync('npx', ['vite', 'build', '--config', configFile, '--logLevel', 'warn'], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(1);
const server = await preview({ configFile });
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
if (existsSync(teacherFile))
  await page.route('**/teacher.onnx', (route) => route.fulfill({ path: teacherFile }));
else console.log('The teacher file (../shared/teachers) is not here: its rows are left out.\n');
await page.goto('http://127.0.0.1:4186/');
await page.waitForFunction(() => 'compare' in window);
const list = subjects();
const times = await page.evaluate((given) => window.compare(given, 8, 10), list);

console.log(
  `Machine: ${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}; Chromium ${browser.version()}; onnxruntime-web WASM; batch 1; 80 runs each, taken in turn.\n`,
);
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

const training = await page.evaluate(() => window.trainNotebook(3));
console.log(
  "\n| train an adapter (80 x 1024, batch 8, 30 epochs, the published notebook's shape) | seconds, 3 runs | the notebook prints |",
);
console.log('|---|---|---|');
console.log(
  `| tfjs WASM, one thread, own loop | ${training.map((ms) => (ms / 1000).toFixed(1)).join(', ')} | 24.8 |`,
);
await browser.close();
await server.close();
