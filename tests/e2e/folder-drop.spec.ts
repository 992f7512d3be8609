// A real directory, dropped: good files become items of their folder's class, bad ones rows with cause and way out.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { sampleFiles } from '../../src/domain/sample/sample-set';
import { folderOf } from '../fixtures/builders/folders';
import { tinyBench } from './pages/tiny-encoder';

/** A dozen good files of two classes in patient folders, and one of each kind of trouble. */
function mixedFolder() {
  const good = [...sampleFiles(7)].filter(({ className }) => /red|sickle/i.test(className));
  const pick = [...good.slice(0, 8), ...good.slice(-4)];
  const [png] = pick;
  const dicom = pick.find(({ path }) => path.endsWith('.dcm'));
  if (!png || !dicom) throw new Error('the sample set has changed');
  const first = png.className;
  const bad: [string, Uint8Array | string][] = [
    [`${first}/p90/empty.png`, ''],
    [`${first}/p90/letter.dcm`, 'Dear colleague,\nthank you for referring this patient.\n'],
    [`${first}/p90/half.png`, png.bytes.slice(0, png.bytes.length >> 1)],
    [`${first}/p90/short.dcm`, dicom.bytes.slice(0, dicom.bytes.length - 500)],
    [
      `${first}/p90/drawing.svg`,
      '<svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'http://127.0.0.1:9/\')"/>',
    ],
    [`${first}/p90/scan.tif`, new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0, ...new Array(200).fill(0)])],
  ];
  const junk: [string, string][] = [
    [`${first}/Thumbs.db`, 'x'],
    [`${first}/.DS_Store`, 'x'],
  ];
  const files = [...pick.map(({ path, bytes }) => [path, bytes] as const), ...bad, ...junk];
  const twice = [`${first}/p90/the same again.png`, png.bytes] as const;
  return {
    folder: folderOf('My cells', [...files, twice]),
    good: pick.length,
    junk: junk.length,
    bad: bad.map(([path]) => path.split('/').at(-1) ?? ''),
  };
}

test('a dropped directory is asked about once; bad files are named, the rest goes on', async ({ page }) => {
  const { folder, good, bad, junk } = mixedFolder();
  try {
    const bench = await tinyBench(page);
    await bench.open();
    await bench.drop([folder.path]);
    const add = page.getByRole('button', { name: /^Add \d+ image/ });
    await expect(add).toBeVisible();
    await expect(page.getByText(/one for each patient/)).toBeVisible();
    await add.click();
    await bench.intakeDone();
    const total = good + bad.length + 1 + junk;
    await expect(bench.report()).toContainText(
      `${total} files: ${good} added, ${bad.length} refused, 1 merged, ${junk} left aside`,
    );
    const refused = bench.report().getByRole('grid', { name: 'Refused files' });
    // The list is virtualised: a row is in the page only while it is in view.
    const rows = new Map<string, string>();
    for (let at = 0; at < bad.length; at++) {
      await refused.evaluate((list, top) => list.scrollTo(0, top), at * 78);
      await expect(refused.getByRole('row').first()).toBeVisible();
      for (const text of await refused.getByRole('row').allInnerTexts())
        rows.set(text.split('\n')[0] ?? '', text);
    }
    for (const name of bad) {
      const text = (rows.get(name) ?? '').replace(name, '');
      expect([name, text.trim().length > 20]).toEqual([name, true]);
      // A sentence for a person, not a library's or the runtime's.
      expect(text).not.toMatch(/Error:|undefined|exception|internal/i);
    }
    await bench.saved();
    const kept = await bench.kept();
    expect(kept.counts.items).toBe(good);
    // Folders of patients became groups, under pseudonyms.
    const groups = new Set(Object.values(kept.groups));
    expect(groups.has(null)).toBe(false);
    expect(groups.size).toBeGreaterThan(2);
    expect([...groups].join(' ')).not.toMatch(/p0|p1|SYNTHETIC/);
    // Nothing of the patient is written: not the identifier, not the name, not the folder, not the path above it.
    const written = await bench.written();
    expect(written).toContain('img-01.png');
    expect(written).not.toMatch(/SYNTHETIC|My cells|p90/i);
    // Nor is it in the table of the drop, not even in the one with file names.
    await bench.report().getByText('With file names').click();
    const download = page.waitForEvent('download');
    await bench.report().getByRole('button', { name: 'Notes as CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv).toContain('img-01.png');
    expect(csv).not.toMatch(/SYNTHETIC|My cells|p90/i);
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
  } finally {
    folder.remove();
  }
});
