// What a person does on the page, by the hand of the soak, and what the page then says of it.
import { expect, type Page } from '@playwright/test';
import { sampleFileCount } from '../../src/domain/sample/sample-set';
import { folderOf } from '../../tests/fixtures/builders/folders';
import { firstSamples } from '../../tests/fixtures/builders/sample-files';
import type { Life } from './browser';
import type { Act, Model } from './model';

export type Files = readonly (readonly [string, Uint8Array])[];

/** PNG files of one seed: each is one image, one vector, one run of the encoder. */
export const filesAtMost = 84;

/** Files with names of their own, in folders of two classes. */
export function roundFiles(seed: number, from: number, count: number): Files {
  return firstSamples(seed, sampleFileCount)
    .filter(({ path }) => path.endsWith('.png'))
    .slice(from, from + count)
    .map(({ bytes }, i) => [`${i % 2 === 0 ? 'First' : 'Second'}/s${seed}-${from + i}.png`, bytes] as const);
}

export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Drops files; `started` once the person has said yes. */
export async function drop(life: Life, files: Files, started: () => void = () => {}): Promise<void> {
  const folder = folderOf('Set', files);
  try {
    await life.bench().drop([folder.path]);
    await life
      .page()
      .getByRole('button', { name: new RegExp(`^Add ${files.length} images`) })
      .click();
    started();
    await life.bench().intakeDone();
    await life.bench().dismissReport();
  } finally {
    folder.remove();
  }
}

export const savedChip = (page: Page) => page.getByRole('button', { name: 'Saved', exact: true });

/** "Saved", of what has been done until now: not the word that still stood there before it. */
export async function acknowledged(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(savedChip(page)).toBeVisible({ timeout: 60_000 });
}

export interface Glance {
  readonly saved: boolean;
  readonly images: number;
  readonly adapters: number;
  /** Name of the project, names of the classes. */
  readonly names: readonly string[];
}

/** One look at the page, all of it at one moment. */
export function glance(page: Page): Promise<Glance> {
  return page.evaluate(() => {
    const counts = [...document.querySelectorAll('[data-testid="class-count"]')];
    const typedIn = (label: string) =>
      [...document.querySelectorAll<HTMLInputElement>(`input[aria-label="${label}"]`)].map(
        ({ value }) => value,
      );
    return {
      saved: document.querySelector('button[aria-label="Saved"]') !== null,
      images: counts.reduce((sum, count) => sum + Number(count.textContent), 0),
      adapters: document.querySelectorAll('[data-testid="kept-adapter"]').length,
      names: [...typedIn('Project name'), ...typedIn('Class name')],
    };
  });
}

/** Names of the images that class cards show; of a large class they show the first. */
export function atHand(page: Page): Promise<string[]> {
  return page
    .locator('[data-testid="class-card"] button[aria-label^="Show "]')
    .evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? '').slice('Show '.length)));
}

async function focus(page: Page, image: string): Promise<void> {
  await page
    .getByRole('button', { name: `Show ${image}`, exact: true })
    .first()
    .click();
}

async function typeName(page: Page, label: string, at: number, name: string): Promise<void> {
  const field = page.getByRole('textbox', { name: label }).nth(at);
  await field.fill(name);
  await field.press('Enter');
}

/** Selects all images of a class: the act itself is the key that follows. */
export async function selectClass(page: Page, { now }: Model, of: number): Promise<void> {
  const name = now.classes[of] ?? '';
  const unfold = page.getByRole('button', { name: `Unfold ${name}`, exact: true });
  if (await unfold.isVisible()) await unfold.click();
  await page
    .getByRole('grid', { name: `Images of ${name}`, exact: true })
    .getByRole('row')
    .first()
    .click();
  await page.keyboard.press('Control+a');
}

/** Does one act; for `all` the class is selected already. */
export async function perform(page: Page, what: Act): Promise<void> {
  if (what.act === 'rename') await typeName(page, 'Project name', 0, what.to);
  else if (what.act === 'name') await typeName(page, 'Class name', what.at, what.to);
  else if (what.act === 'all') await page.keyboard.press(String(what.to + 1));
  else if (what.act === 'class') {
    await page.getByRole('button', { name: /^Add class/ }).click();
    await page.keyboard.press('Escape');
  } else if (what.act === 'undo' || what.act === 'redo') {
    await page.getByRole('button', { name: what.act === 'undo' ? /^Undo/ : /^Redo/ }).click();
  } else if (what.act === 'remove') {
    await focus(page, what.image);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Press again to remove' }).click();
  } else {
    await focus(page, what.image);
    await page.keyboard.press(what.act === 'exclude' ? 'x' : String(what.to + 1));
  }
}
