// Animated files: asked about like other files of several frames, and decoded frame by frame in the worker, under our policy.
// Each frame is the very picture that Pillow makes of it: dropped as a still one, it is the same image.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { folderOf } from '../fixtures/builders/folders';
import { fetched } from './pages/fetched';
import { tinyBench } from './pages/tiny-encoder';

interface Case {
  readonly kind: 'png' | 'gif' | 'webp';
  readonly name: string;
  readonly base64: string;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly string[];
}
const file = new URL('../fixtures/intake/animated.jsonl', import.meta.url);
const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
const cases = lines.map((line) => JSON.parse(line) as Case);
const chosen = cases.filter(({ kind, name }) => kind !== 'png' || name === 'rgba-mixed');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** Every frame as a PNG of its own. */
function stills() {
  return chosen.flatMap(({ name, width, height, frames }) =>
    frames.map((frame, i) => {
      const data = encode({ width, height, channels: 4, depth: 8, data: bytesOf(frame) });
      return [`${name}-${i}.png`, data] as const;
    }),
  );
}

test('all frames of GIF, WebP and PNG come in as Pillow shows them', async ({ page }) => {
  const animated = folderOf(
    'moving',
    chosen.map(({ name, kind, base64 }) => [name.includes('.') ? name : `${name}.${kind}`, bytesOf(base64)]),
  );
  const still = folderOf('still', stills());
  const total = chosen.reduce((sum, { frames }) => sum + frames.length, 0);
  try {
    const bench = await tinyBench(page);
    await bench.open();
    await bench.drop([animated.path]);
    const sheet = page.getByRole('region', { name: 'Frames and series' });
    await expect(
      sheet.getByText(`${chosen.length} files hold several frames (${total} frames in all).`),
    ).toBeVisible();
    await sheet.getByText('All frames, each an image of its own').click();
    await sheet.getByRole('button', { name: `Add ${total} images` }).click();
    await bench.intakeDone();
    await expect(bench.report()).toContainText(`${chosen.length} files: ${chosen.length} added`);
    await bench.dismissReport();
    // The same pictures again: all are merged, none is new.
    await bench.drop([still.path]);
    await bench.intakeDone();
    await expect(bench.report()).toContainText(`${total} files: 0 added, ${total} merged`);
    await bench.saved();
    expect((await bench.kept()).counts.items).toBe(total);
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
    expect(bench.violations).toEqual([]);
  } finally {
    animated.remove();
    still.remove();
  }
});

test('a browser that decodes no single frames takes the first, says so, and asks nothing', async ({
  page,
}) => {
  const gif = chosen.find(({ name }) => name === 'opaque.gif')!;
  await page.route(/decode\.worker.*\.js/, async (route) => {
    const answer = await fetched(route);
    const body = `delete globalThis.ImageDecoder;\n${await answer.text()}`;
    await route.fulfill({ response: answer, body });
  });
  const bench = await tinyBench(page);
  await bench.open();
  await bench.addFiles('Unlabelled', [
    { name: gif.name, mimeType: 'image/gif', buffer: Buffer.from(bytesOf(gif.base64)) },
  ]);
  await bench.intakeDone();
  await expect(bench.report()).toContainText('1 file: 1 added');
  await bench.saved();
  expect((await bench.kept()).counts.items).toBe(1);
  await expect(bench.report()).toContainText('One frame of many used');
});
