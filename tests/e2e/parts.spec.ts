// Folders of training and testing keep their split; a folder from elsewhere is marked external, and says so wherever it is seen.
import { expect, test } from '@playwright/test';
import { sampleFiles } from '../../src/domain/sample/sample-set';
import { folderOf } from '../fixtures/builders/folders';
import { tinyBench } from './pages/tiny-encoder';

type Files = [string, Uint8Array][];

/** Twelve pictures of two classes: six and two for training and testing, four from elsewhere. */
function twoFolders() {
  const all = [...sampleFiles(11)].filter(({ path }) => path.endsWith('.png'));
  const [first, second] = [...new Set(all.map(({ className }) => className))] as [string, string];
  const of = (className: string) => all.filter((file) => file.className === className).slice(0, 6);
  const place = (part: string, className: string, from: number, to: number): Files =>
    of(className)
      .slice(from, to)
      .map(({ bytes }, i) => [`${part}${className}/${from + i}.png`, bytes]);
  const both = (part: string, from: number, to: number): Files =>
    [first, second].flatMap((className) => place(part, className, from, to));
  return {
    parted: folderOf('Parted', [...both('train/', 0, 3), ...both('test/', 3, 4)]),
    elsewhere: folderOf('Elsewhere', both('', 4, 6)),
    first,
  };
}

test('a kept split is told in the review, an external set in card, map and item; both outlive a reload', async ({
  page,
}) => {
  const { parted, elsewhere, first } = twoFolders();
  try {
    const bench = await tinyBench(page);
    await bench.open();
    await bench.drop([parted.path]);
    const review = page.getByRole('region', { name: 'Folder review' });
    await expect(review).toContainText(
      "The folders' own split is kept: 6 for training, 2 for testing; Evaluate can judge on it.",
    );
    const external = review.getByRole('switch', { name: /external test set: only judged/ });
    await expect(external).not.toBeChecked();
    await review.getByRole('button', { name: 'Add 8 images' }).click();
    await bench.intakeDone();
    await bench.dismissReport();

    await bench.drop([elsewhere.path]);
    await expect(review).toBeVisible();
    await review.getByText('This is an external test set').click();
    await expect(external).toBeChecked();
    await review.getByRole('button', { name: 'Add 4 images' }).click();
    await bench.intakeDone();
    await bench.dismissReport();
    const card = page.getByRole('listitem', { name: first, exact: true });
    await expect(card).toContainText('2 external');
    await bench.mapDone();
    await expect(page.getByText('Hollow with a dot: external test set.')).toBeVisible();

    await page.reload();
    await expect(card).toContainText('2 external');
    const open = (name: string) => card.getByRole('button', { name }).click();
    const item = page.getByTestId('item');
    await open('4.png');
    await expect(item).toContainText('external test set: only judged, never learnt from');
    await expect(item.locator('header')).toContainText('external test set');
    await item.getByRole('button', { name: /^Not external/ }).click();
    await expect(card).toContainText('1 external');
    await page.keyboard.press('Control+z');
    await expect(card).toContainText('2 external');
    await open('3.png');
    await expect(item).toContainText('testing, as its folder says');
    await bench.expectNothingSent();
    expect(bench.errors).toEqual([]);
  } finally {
    parted.remove();
    elsewhere.remove();
  }
});
