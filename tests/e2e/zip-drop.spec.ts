// A dropped ZIP of class folders stands for the folder it was made of; a damaged entry is refused by name, and a picture that is
// in it twice, re-encoded and in another class, is told before anything is trained on it.
import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { bytesOf, copiesGolden } from '../fixtures/builders/copies';
import { folderOf } from '../fixtures/builders/folders';
import { blue, noisyPng, red } from '../fixtures/builders/pictures';
import { tinyBench } from './pages/tiny-encoder';

/** Cells/Red with 6 images, Cells/Blue with 5 and a damaged one, two system files. */
function archive() {
  const film = (name: string) => bytesOf(copiesGolden().cases.find((entry) => entry.name === name)!);
  const damaged = noisyPng(blue, 99);
  const zip = Buffer.from(
    zipSync(
      {
        Cells: {
          Red: {
            ...Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`r${i}.png`, noisyPng(red, i)])),
            'film.png': film('film-1.png'),
          },
          Blue: {
            ...Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`b${i}.png`, noisyPng(blue, 50 + i)])),
            'saved again.jpg': film('film-1-jpeg60.jpg'),
            'damaged.png': damaged,
            'Thumbs.db': new Uint8Array(4),
          },
        },
        __MACOSX: { 'Cells.png': new Uint8Array(4) },
      },
      { level: 0 },
    ),
  );
  // One byte inside the entry: the directory's checksum no longer fits.
  const at = zip.indexOf(damaged) + (damaged.length >> 1);
  zip[at] = zip[at]! ^ 1;
  return folderOf('archives', [['cells.zip', zip]]);
}

test('classes and counts of a dropped ZIP, a bad entry by name, a copy across classes', async ({ page }) => {
  const folder = archive();
  try {
    const bench = await tinyBench(page);
    await bench.open();
    await bench.drop([`${folder.path}/cells.zip`]);
    const review = page.getByRole('region', { name: 'Folder review' });
    await expect(review.getByRole('row')).toHaveText([/Class/, /Red\s*6/, /Blue\s*6/]);
    await review.getByRole('button', { name: 'Add 12 images' }).click();
    await bench.intakeDone();
    await expect(bench.report()).toContainText('14 files: 11 added, 1 refused, 2 left aside');

    const refused = bench.report().getByRole('grid', { name: 'Refused files' }).getByRole('row');
    await expect(refused).toHaveCount(1);
    await expect(refused).toContainText('damaged.png');
    await expect(refused).not.toContainText(/Error:|undefined|exception/i);

    await bench.saved();
    const kept = await bench.kept();
    const ofClass = (name: string) =>
      Object.values(kept.labels).filter((labels) => labels.some((label) => kept.classes[label] === name))
        .length;
    expect([kept.counts.items, ofClass('Red'), ofClass('Blue')]).toEqual([11, 6, 5]);

    const line = bench.report().getByRole('button', {
      name: /^2 images look nearly the same as another \(2 of them in different classes\)/,
    });
    await line.click();
    await expect(page.locator('.thumb-button.marked')).toHaveCount(2);
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
  } finally {
    folder.remove();
  }
});
