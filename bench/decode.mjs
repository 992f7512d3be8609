// Files a second through the decode pool of the page, in turn with what a user would write instead; and what a thousand
// large PNG hold at once. Called by run.mjs.
//
// The bare loop is the least that turns a CT file into a picture: dicom-parser, the same codec, the modality's straight line
// and one window to 8 bit; one thread, Node, nothing checked. The pool does that twice (percentiles and window) and also
// reads the header a second time, checks every size, hashes the values, prepares two encoder inputs and writes four JPEG.
// Beside it stand the codec alone, and our whole reader in one thread of Node (all of that but the JPEG).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import dicomParser from 'dicom-parser';
import { bundled } from './bundled.mjs';
import { median } from './figures.mjs';

const sidePx = 512;
const rounds = 9;
const perRound = 40;
const heldLimit = 50;
/** The application takes half the cores; fewer than two workers are no pool. */
const leastWorkers = 2;
const here = (name) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

/** What the embedded encoder takes, as the pool prepares it. */
const { input } = JSON.parse(
  readFileSync(new URL('../public/encoders/lightbench-v2/manifest.json', import.meta.url), 'utf8'),
);

async function loadDomain() {
  const { readFile, nodeCodecs, dicomObject } = await bundled('domain');
  return { readFile, codecs: nodeCodecs(), dicomObject };
}

/** Codestream of the only frame, joined from its fragments. */
const codestream = (set) =>
  dicomParser.readEncapsulatedPixelDataFromFragments(set, set.elements.x7fe00010, 0);

/** Uncompressed values as they lie in the file; copied where they lie at an odd place. */
function plainValues(set) {
  const { dataOffset, length } = set.elements.x7fe00010;
  const { buffer, byteOffset } = set.byteArray;
  const at = byteOffset + dataOffset;
  return at % 2 === 0
    ? new Uint16Array(buffer, at, length / 2)
    : new Uint16Array(buffer.slice(at, at + length));
}

/** One window over values times slope plus intercept, 8 bit. */
function windowed(set, values) {
  const number = (tag, absent) => set.floatString(tag) ?? absent;
  const [slope, intercept] = [number('x00281053', 1), number('x00281052', 0)];
  const [centre, width] = [number('x00281050', 0), number('x00281051', 1)];
  const low = centre - width / 2;
  // A clamped array rounds and cuts off.
  const picture = new Uint8ClampedArray(values.length);
  for (let i = 0; i < values.length; i++) {
    picture[i] = ((values[i] * slope + intercept - low) / width) * 255;
  }
  return picture;
}

/** The bare loop's body: a file to one 8-bit picture. */
async function barePicture(bytes, decode) {
  const set = dicomParser.parseDicom(bytes);
  return windowed(set, await decode(set));
}

async function subjects({ codecs, dicomObject }) {
  const [j2k, lossless] = [here('ct.j2k'), here('ct.ljpeg')];
  const { data } = await codecs.jpeg2000(j2k);
  const values = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const hash = createHash('sha256').update(values).digest('hex');
  if (hash !== readFileSync(new URL('./fixtures/ct.sha256', import.meta.url), 'utf8').trim()) {
    throw new Error('the bench picture does not decode to its values');
  }
  const set = {
    Rows: sidePx,
    Columns: sidePx,
    BitsStored: 12,
    HighBit: 11,
    RescaleIntercept: '-1024',
    RescaleSlope: '1',
    WindowCenter: '40',
    WindowWidth: '400',
  };
  const syntax = '1.2.840.10008.1.2.4.';
  const packed = (name, path, last, codec, part) => ({
    name,
    path,
    bytes: dicomObject({ syntax: `${syntax}${last}`, set, fragments: { parts: [part] } }),
    values: async (dicom) => (await codec(codestream(dicom))).data,
    codec: () => codec(part),
  });
  return [
    {
      name: 'CT uncompressed',
      path: 'ct-plain.dcm',
      bytes: dicomObject({ set: { ...set, PixelData: values } }),
      values: plainValues,
      codec: null,
    },
    packed('CT JPEG lossless', 'ct-lossless.dcm', 70, codecs.jpegLossless, lossless),
    packed('CT JPEG 2000', 'ct-j2k.dcm', 90, codecs.jpeg2000, j2k),
  ];
}

/** RGB, 1,024 x 1,024; each `seed` another picture. */
function largePng(seed) {
  const side = 1024;
  const rows = Buffer.alloc(side * (1 + side * 3));
  for (let y = 0, at = 0; y < side; y++) {
    rows[at++] = 0;
    for (let x = 0; x < side; x++) {
      rows[at++] = (x * 3 + seed * 40) ^ (y >> 2);
      rows[at++] = (x + y) >> 3;
      rows[at++] = (x * y + seed) >> 10;
    }
  }
  const chunk = (type, body) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    crc.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, crc]);
  };
  const header = Buffer.from([0, 0, 4, 0, 0, 0, 4, 0, 8, 2, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** MiB of all renderer processes that the browser has (resident, from /proc); null where there is no /proc. */
async function rendererMiB(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  try {
    return processInfo
      .filter(({ type }) => type === 'renderer')
      .map(
        ({ id }) =>
          Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024,
      )
      .reduce((a, b) => a + b, 0);
  } catch {
    return null;
  }
}

async function serve(page, files) {
  for (const { path, bytes } of files) {
    await page.route(`**/decode/${path}`, (route) =>
      route.fulfill({ body: Buffer.from(bytes), contentType: 'application/octet-stream' }),
    );
  }
}

/** @param workers left out: as many as the application takes. */
const inPool = (page, paths, count, workers) =>
  page.evaluate(
    ([urls, n, spec, size]) => window.readThroughPool(urls, n, spec, size ?? undefined),
    [paths.map((path) => `/decode/${path}`), count, input, workers ?? null],
  );

async function perSecond(count, run) {
  const began = performance.now();
  for (let i = 0; i < count; i++) await run();
  return (count * 1000) / (performance.now() - began);
}

/** Files a second of each way, measured in turn so that a drift of the machine hits all: `rounds` figures each. */
async function inTurn(ways) {
  const rates = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (const run of Object.values(ways)) await run(5);
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(ways)) rates[name].push(await run(perRound));
  }
  return rates;
}

/** Median over the rounds, and that of the ratios within each round. */
const summary = (own, other) =>
  other
    ? `${median(other).toFixed(0)} | ${median(own.map((rate, round) => rate / other[round])).toFixed(2)}`
    : ' | ';

async function throughput(page, domain) {
  const list = await subjects(domain);
  await serve(page, list);
  const app = await page.evaluate(() => window.appReaders);
  const workers = [...new Set([Math.max(leastWorkers, app), app])];
  console.log(
    `\nDecoding, CT of 512 x 512, 12 bit; files/s, medians of ${rounds} rounds taken in turn; the application takes ${app} worker(s) here.\nBare loop: dicom-parser, the same codec, rescale and one window to 8 bit, one thread of Node, nothing checked.\n`,
  );
  console.log(
    '| file | workers | pool | bare loop | ratio | codec alone | ratio | whole reader, one thread of Node | ratio |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const { name, path, bytes, values, codec } of list) {
    const pooled = (size) => async (count) => {
      const { ms, refused } = await inPool(page, [path], count, size);
      if (refused > 0) throw new Error(`${name}: ${refused} refused`);
      return (count * 1000) / ms;
    };
    const rates = await inTurn({
      ...Object.fromEntries(workers.map((size) => [`pool ${size}`, pooled(size)])),
      bare: (count) => perSecond(count, () => barePicture(bytes, values)),
      ...(codec ? { codec: (count) => perSecond(count, codec) } : {}),
      whole: (count) =>
        perSecond(count, () => domain.readFile(bytes, '', { input, salt: '' }, domain.codecs)),
    });
    for (const size of workers) {
      const pool = rates[`pool ${size}`];
      const against = [rates.bare, rates.codec, rates.whole].map((other) => summary(pool, other));
      console.log(`| ${name} | ${size} | ${median(pool).toFixed(0)} | ${against.join(' | ')} |`);
    }
  }
}

async function held(browser, page, count) {
  const files = [1, 2, 3, 4].map((seed) => ({ path: `large-${seed}.png`, bytes: largePng(seed) }));
  await serve(page, files);
  const before = await rendererMiB(browser);
  let most = before ?? 0;
  const watch = setInterval(async () => {
    most = Math.max(most, (await rendererMiB(browser).catch(() => 0)) ?? 0);
  }, 500);
  const run = await inPool(
    page,
    files.map(({ path }) => path),
    count,
  );
  clearInterval(watch);
  const memory = before === null ? 'no /proc' : `${before.toFixed(0)} before, ${most.toFixed(0)} at most`;
  console.log(
    `\n| ${count} PNG of 1 megapixel (RGB) | calls under way, at most | decoded at once, at most | renderer, MiB resident | all decoded would be, MiB | files/s |`,
  );
  console.log('|---|---|---|---|---|---|');
  console.log(
    `| limit ${heldLimit} decoded | ${run.mostInFlight} | ${run.readers} (one a worker) | ${memory} | ${count * 3} | ${((count * 1000) / run.ms).toFixed(1)} |`,
  );
  if (run.mostInFlight > heldLimit || run.refused > 0) process.exitCode = 1;
}

/** @param page the open bench page. */
export async function benchDecode(browser, page, pngs = 1000) {
  await page.waitForFunction(() => 'readThroughPool' in window);
  const domain = await loadDomain();
  await throughput(page, domain);
  await held(browser, page, pngs);
}
