// Real blood cells and real DICOM files, when ../shared is there: prints how well neighbours and adapter sort patients
// that neither has seen.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { folderOf } from '../fixtures/builders/folders';
import { Workbench } from './pages/workbench';

const shared = '../shared';
const perClass = 30;
const heldOutPerClass = 6;
const chosen = [
  { zip: 'bccd-blood', label: 'WBC' },
  { zip: 'bccd-blood', label: 'Platelets' },
  { zip: 'chula-rbc', label: 'Target_cell' },
  { zip: 'chula-rbc', label: 'Burr_cell' },
] as const;

interface Picture {
  readonly name: string;
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly heldOut: boolean;
}

/** A fifth of the groups by a fixed hash: a group is held out whole, in every class. */
function isHeldOut(group: string): boolean {
  let h = 7;
  for (const character of group) h = (Math.imul(h, 31) + character.charCodeAt(0)) >>> 0;
  return h % 5 === 0;
}

function pictures(): Picture[] {
  return chosen.flatMap(({ zip, label }) => {
    const files = unzipSync(readFileSync(`${shared}/data/${zip}.zip`), {
      filter: ({ name }) => name.endsWith('.csv') || name.startsWith(`${label}/`),
    });
    const table = Papa.parse<Record<string, string>>(new TextDecoder().decode(files['labels.csv']), {
      header: true,
    });
    const rows = table.data.filter((row) => row.label === label);
    const part = (heldOut: boolean, count: number) =>
      rows.filter((row) => isHeldOut(row.group ?? '') === heldOut).slice(0, count);
    return [...part(false, perClass - heldOutPerClass), ...part(true, heldOutPerClass)].map((row) => ({
      name: `${label}-${row.path?.split('/').at(-1)}`,
      label,
      bytes: files[row.path ?? ''] ?? new Uint8Array(),
      heldOut: isHeldOut(row.group ?? ''),
    }));
  });
}

/** Mean over the classes of the share answered right. */
function balancedAccuracy(answers: readonly { readonly truth: string; readonly answer: string }[]): number {
  const classes = [...new Set(answers.map(({ truth }) => truth))];
  const recalls = classes.map((name) => {
    const own = answers.filter(({ truth }) => truth === name);
    return own.filter(({ answer }) => answer === name).length / own.length;
  });
  return recalls.reduce((sum, recall) => sum + recall, 0) / classes.length;
}

test('4 classes of 30 real blood cells and 20 DICOM files', async ({ page }) => {
  test.skip(
    !existsSync(`${shared}/data/bccd-blood.zip`),
    '../shared is not here: no real images to test with',
  );
  const all = pictures();
  expect(all).toHaveLength(chosen.length * perClass);
  const labelled = folderOf(
    'Cells',
    all
      .filter(({ heldOut }) => !heldOut)
      .map(({ label, name, bytes }) => [`${label}/${name}`, bytes] as const),
  );
  try {
    const bench = new Workbench(page);
    await bench.open();
    await bench.drop([labelled.path]);
    await page.getByRole('button', { name: /^Add \d+ image/ }).click();
    await bench.intakeDone();
    await bench.mapDone();
    const unseen = all.filter(({ heldOut }) => heldOut);
    await bench.addFiles(
      'Unlabelled',
      unseen.map(({ name, bytes }) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) })),
    );
    await expect(bench.report()).toContainText(`${unseen.length} files: ${unseen.length} added`);
    await bench.tab('Train').click();
    await page.getByRole('button', { name: 'Train adapter' }).click();
    await expect(page.getByText(/kept out for choosing when to stop/)).toBeVisible({ timeout: 120_000 });
    await bench.tab('Predict').click();
    await page.getByRole('button', { name: /^Answer for \d+ unlabelled/ }).click();
    await page.getByText(/Include file names/i).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    const table = Papa.parse<Record<string, string>>(text, {
      header: true,
      comments: '#',
      skipEmptyLines: true,
    }).data;
    expect(table).toHaveLength(unseen.length);
    const answers = (column: string) =>
      table.map((row) => ({
        truth: unseen.find(({ name }) => name === row.file)?.label ?? '?',
        answer: row[column] ?? '',
      }));
    const knn = balancedAccuracy(answers("neighbours' answer"));
    const adapter = balancedAccuracy(answers("adapter's answer"));
    console.log(
      `real blood cells, ${unseen.length} held-out images of unseen groups: balanced accuracy 5-NN ${knn.toFixed(3)}, adapter ${adapter.toFixed(3)}`,
    );
    expect(knn).toBeGreaterThan(0.5);
    expect(adapter).toBeGreaterThan(0.5);

    const dicom = readdirSync(`${shared}/dicom/pydicom`)
      .filter((name) => name.endsWith('.dcm'))
      .slice(0, 20);
    await bench.addFiles(
      'Unlabelled',
      dicom.map((name) => `${shared}/dicom/pydicom/${name}`),
    );
    // Some of them hold several frames: the one question about that is answered as suggested.
    await page.getByRole('button', { name: /^Add \d+ images?$/ }).click({ timeout: 60_000 });
    await expect(bench.report()).toContainText(/^20 files: /, { timeout: 120_000 });
    console.log(`20 DICOM files: ${await bench.report().getByRole('status').textContent()}`);
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
  } finally {
    labelled.remove();
  }
});
