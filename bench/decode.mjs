// Files a second through the decode pool of the page against the same codecs in a bare loop in Node, in turn; and what a
// thousand large PNG hold at once. Called by run.mjs.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { createServer } from 'vite';
import { median } from './figures.mjs';

const sidePx = 512;
const rounds = 5;
const perRound = 40;
const heldLimit = 50;
const here = (name) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

/** The domain and its Node codecs, as `npm run intake` loads them. */
async function loadDomain() {
  const vite = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  const load = (path) => vite.ssrLoadModule(path);
  const { readFile } = await load('/src/domain/intake/read-file.ts');
  const { readDicom } = await load('/src/domain/intake/read-dicom.ts');
  const { nodeCodecs } = await load('/src/workers/codecs-node.ts');
  const { dicomObject } = await load('/tests/fixtures/intake/dicom-object.ts');
  return { vite, readFile, readDicom, codecs: nodeCodecs(), dicomObject };
}

async function subjects({ readDicom, codecs, dicomObject }) {
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
    WindowCenter: '1064',
    WindowWidth: '400',
  };
  const syntax = '1.2.840.10008.1.2.4.';
  const plain = dicomObject({ set: { ...set, PixelData: values } });
  return [
    // Nothing is coded here: the bare loop parses the object and takes its values out.
    { name: 'CT uncompressed', path: 'ct-plain.dcm', bytes: plain, bare: () => readDicom(plain, 0, codecs) },
    {
      name: 'CT JPEG lossless',
      path: 'ct-lossless.dcm',
      bytes: dicomObject({ syntax: `${syntax}70`, set, fragments: { parts: [lossless] } }),
      bare: () => codecs.jpegLossless(lossless),
    },
    {
      name: 'CT JPEG 2000',
      path: 'ct-j2k.dcm',
      bytes: dicomObject({ syntax: `${syntax}90`, set, fragments: { parts: [j2k] } }),
      bare: () => codecs.jpeg2000(j2k),
    },
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

const inPool = (page, paths, count) =>
  page.evaluate(
    ([urls, n]) => window.readThroughPool(urls, n),
    [paths.map((path) => `/decode/${path}`), count],
  );

async function perSecond(count, run) {
  const began = performance.now();
  for (let i = 0; i < count; i++) await run();
  return (count * 1000) / (performance.now() - began);
}

async function throughput(page, domain) {
  const list = await subjects(domain);
  await serve(page, list);
  const input = {
    sizePx: 128,
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    resize: 'stretch',
    interpolation: 'bicubic',
  };
  console.log(
    '\n| decode, 512 x 512, 12 bit | pool, files/s | codec alone in Node | ratio | whole reader in Node | ratio |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const { name, path, bytes, bare } of list) {
    const whole = () => domain.readFile(bytes, '', { input, salt: '' }, domain.codecs);
    const rates = { pool: [], bare: [], whole: [] };
    await inPool(page, [path], 5);
    await perSecond(5, bare);
    await perSecond(5, whole);
    for (let round = 0; round < rounds; round++) {
      const { ms, refused } = await inPool(page, [path], perRound);
      if (refused > 0) throw new Error(`${name}: ${refused} refused`);
      rates.pool.push((perRound * 1000) / ms);
      rates.bare.push(await perSecond(perRound, bare));
      rates.whole.push(await perSecond(perRound, whole));
    }
    const [pool, alone, node] = [rates.pool, rates.bare, rates.whole].map(median);
    const ratio = (other) => (pool / other).toFixed(2);
    console.log(
      `| ${name} | ${pool.toFixed(1)} | ${alone.toFixed(1)} | ${ratio(alone)} | ${node.toFixed(1)} | ${ratio(node)} |`,
    );
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
  await domain.vite.close();
}
