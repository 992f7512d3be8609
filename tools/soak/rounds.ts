// One round of the soak: work as a person does it, a kill at a drawn moment, another start, and what is there held against
// what was said to be saved.
import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { sampleFiles } from '../../src/domain/sample/sample-set';
import { folderOf } from '../../tests/fixtures/builders/folders';
import type { Life } from './browser';
import { onDisk } from './kept';
import { type Act, drawAct, droppedModel, type Model, modelOf, performed, textOf } from './model';

export type Work = 'labelling' | 'embedding' | 'training' | 'saving';
export type Kill = 'tab' | 'worker' | 'browser';

export interface Round {
  readonly work: Work;
  readonly kill: Kill;
  readonly acknowledged: number;
  readonly lost: number;
  /** Acts that were not acknowledged, and those of them that were kept. */
  readonly unsure: number;
  readonly survived: number;
  readonly embeddedTwice: number;
  readonly opened: boolean;
  readonly torn: number;
  /** Until "Saved" stood in the new page. */
  readonly reopenMs: number;
  readonly note?: string;
}

export type Files = readonly (readonly [string, Uint8Array])[];

const workers: Readonly<Record<Work, readonly string[]>> = {
  labelling: ['keep', 'analyse'],
  embedding: ['encode', 'decode', 'keep'],
  training: ['train', 'keep'],
  saving: ['keep'],
};

/** Files with names of their own, in folders of two classes. */
export function roundFiles(seed: number, from: number, count: number): Files {
  return [...sampleFiles(seed)].slice(from, from + count).map(({ bytes, path }, i) => {
    const kind = path.endsWith('.dcm') ? 'dcm' : 'png';
    return [`${i % 2 === 0 ? 'First' : 'Second'}/s${seed}-${from + i}.${kind}`, bytes] as const;
  });
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Drops files; `started` once the person has said yes. */
async function drop(life: Life, files: Files, started: () => void = () => {}): Promise<void> {
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

const chip = (page: Page) => page.getByRole('button', { name: 'Saved', exact: true });

/** "Saved", of what has been done until now: not the word that still stood there before it. */
async function acknowledged(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(chip(page)).toBeVisible({ timeout: 60_000 });
}

/** Names of the images that class cards show; of a large class they show the first. */
function atHand(page: Page): Promise<string[]> {
  return page
    .locator('button[aria-label^="Show "]')
    .evaluateAll((all) => all.map((one) => (one.getAttribute('aria-label') ?? '').slice('Show '.length)));
}

async function focus(page: Page, image: string): Promise<void> {
  await page
    .getByRole('button', { name: `Show ${image}`, exact: true })
    .first()
    .click();
}

async function act(page: Page, what: Act): Promise<void> {
  if (what.act === 'rename') {
    const field = page.getByRole('textbox', { name: 'Project name' });
    await field.fill(what.to);
    await field.press('Enter');
  } else if (what.act === 'class') {
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

/** Which of the states acts led to is the one that is kept: the last that fits, at or after `from`; -1: none. */
function reached(states: readonly Model[], from: number, kept: string): number {
  for (let at = states.length - 1; at >= from; at--) {
    const state = states[at];
    if (state && textOf(state.now) === kept) return at;
  }
  return -1;
}

/** A set to work on, where there is none. */
export async function begin(life: Life, seed: number, files = roundFiles(seed, 0, 12)): Promise<Model> {
  await life.open();
  await drop(life, files);
  await life.bench().mapDone();
  await acknowledged(life.page());
  return droppedModel((await onDisk(life.page())).shown);
}

async function killed(life: Life, work: Work, kill: Kill, random: () => number): Promise<string> {
  if (kill === 'tab') await life.crashTab();
  else if (kill === 'browser') await life.killBrowser();
  else {
    const among = workers[work];
    const kind = among[Math.floor(random() * among.length)] ?? 'keep';
    if (!(await life.killWorker(kind))) return `no ${kind} worker`;
    return kind;
  }
  return kill;
}

/** After a worker's death the page goes on by itself: what failed is tried again as a person would. */
async function settled(page: Page): Promise<void> {
  const retry = page.getByRole('button', { name: 'Retry', exact: true });
  for (let i = 0; i < 20 && !(await chip(page).isVisible()); i++) {
    if (await retry.isVisible()) await retry.click({ timeout: 2000 }).catch(() => undefined);
    await page.waitForTimeout(250);
  }
}

export interface RoundEnd {
  readonly round: Round;
  readonly model: Model;
}

/** @param random the round's own generator, 0..1. @param serial a number no round of this life had before. */
export async function playRound(
  life: Life,
  model: Model,
  {
    work,
    kill,
    seed,
    serial,
  }: { readonly work: Work; readonly kill: Kill; readonly seed: number; readonly serial: number },
  random: () => number,
): Promise<RoundEnd> {
  const states: Model[] = [model];
  let sure = 0;
  const perform1 = async (what: Act) => {
    await act(life.page(), what);
    states.push(performed(states.at(-1) ?? model, what));
  };
  const perform = async (count: number, ackShare: number) => {
    for (let i = 0; i < count; i++) {
      const what = drawAct(states.at(-1) ?? model, random, 100 * serial + i, await atHand(life.page()));
      await perform1(what);
      if (random() > ackShare) continue;
      await acknowledged(life.page());
      sure = states.length - 1;
    }
  };
  const before = new Map(life.embedded);
  if (Object.keys(model.now.images).length === 0) {
    // The round before has undone the drop.
    while ((states.at(-1)?.future.length ?? 0) > 0) await perform1({ act: 'redo' });
    await acknowledged(life.page());
    sure = states.length - 1;
  }
  let dropped: Files = [];
  let keptBefore: Readonly<Record<string, string>> = {};
  let running: Promise<unknown> = Promise.resolve();

  if (work === 'embedding') {
    keptBefore = (await onDisk(life.page())).vectors;
    dropped = roundFiles(seed, 12 + 28 * (serial % 3), 28);
    await new Promise<void>((started) => {
      // Ends with the page it ran in.
      running = drop(life, dropped, started).catch(() => started());
    });
    await life.page().waitForTimeout(100 + 1400 * random());
  } else if (work === 'training') {
    await perform(2, 1);
    await life.bench().tab('Train').click();
    await life.page().getByRole('button', { name: 'Train adapter' }).click();
    await life.page().waitForTimeout(800 * random());
  } else if (work === 'saving') {
    await perform(2, 1);
    // Several writes on each other's heels; where it goes back to the drop, the whole set at once.
    const back = 1 + Math.floor(3 * random());
    for (let i = 0; i < back && (states.at(-1)?.past.length ?? 0) > 0; i++) await perform1({ act: 'undo' });
    await life.page().waitForTimeout(150 * random());
  } else {
    await perform(4 + Math.floor(4 * random()), 0.5);
    await life.page().waitForTimeout(200 * random());
  }

  const note = await killed(life, work, kill, random);
  if (kill === 'worker') {
    await running;
    if (work === 'training') await life.page().waitForTimeout(300);
    await settled(life.page());
    // A worker's death takes nothing from the page: all that was done counts.
    if (await chip(life.page()).isVisible()) sure = states.length - 1;
    await life.page().close();
  }
  const started = performance.now();
  const opened = await life.open().then(
    () => true,
    () => false,
  );
  if (opened) await acknowledged(life.page());
  const reopenMs = performance.now() - started;
  await running;
  const disk = await onDisk(life.page());

  const done = states.length - 1;
  if (work !== 'embedding') {
    const kept = textOf(disk.shown);
    const at = reached(states, sure, kept);
    const lost = at >= 0 ? 0 : sure - reached(states, 0, kept);
    const round = { acknowledged: sure, lost, unsure: done - sure, survived: Math.max(0, at - sure) };
    return {
      model: states[at] ?? modelOf(disk.shown),
      round: { work, kill, ...round, embeddedTwice: 0, opened, torn: disk.torn.length, reopenMs, note },
    };
  }
  // What was embedded and kept before is there, and the same files complete the set.
  const lostVectors = Object.entries(keptBefore).filter(([key, vector]) => disk.vectors[key] !== vector);
  await drop(life, dropped);
  await acknowledged(life.page());
  const whole = await onDisk(life.page());
  const missing = dropped.filter(([path]) => !whole.shown.images[nameOf(path)]);
  const twice = [...life.embedded].reduce((sum, [key, count]) => {
    const had = before.get(key) ?? 0;
    return sum + Math.max(0, count - had - (had > 0 ? 0 : 1));
  }, 0);
  const acts = Object.keys(keptBefore).length;
  return {
    model: modelOf(whole.shown),
    round: {
      work,
      kill,
      acknowledged: acts,
      lost: lostVectors.length + missing.length,
      unsure: dropped.length,
      survived: Object.keys(disk.vectors).length - acts,
      embeddedTwice: twice,
      opened,
      torn: disk.torn.length + whole.torn.length,
      reopenMs,
      note,
    },
  };
}

/** SHA-256 over all vectors, by pixel hash: the same for the same images, whatever happened on the way. */
export function vectorsHash(vectors: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(vectors).sort()) hash.update(`${key}:${vectors[key]}\n`);
  return hash.digest('hex');
}
