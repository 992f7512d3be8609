// One round of the soak: work as a person does it, a kill at a drawn moment, another start, and what is there held against
// what was said to be saved.
import type { Page } from '@playwright/test';
import {
  acknowledged,
  atHand,
  drop,
  type Files,
  glance,
  perform,
  roundFiles,
  savedChip,
  selectClass,
} from './acts';
import type { Life } from './browser';
import { differs, embeddedEnd, total } from './check';
import { onDisk } from './kept';
import { type Act, drawAct, largestAct, type Model, modelOf, performed, reached } from './model';

export type Work = 'labelling' | 'embedding' | 'training' | 'saving';
export type Kill = 'tab' | 'worker' | 'browser';

export interface Round {
  readonly work: Work;
  readonly kill: Kill;
  /** Acts, images of the drop and adapters for which "Saved" stood there. */
  readonly acknowledged: number;
  readonly lost: number;
  /** Those without it, and those of them that were kept. */
  readonly unsure: number;
  readonly survived: number;
  /** Images the encoder ran for more than once, and those of them that were kept already. */
  readonly embeddedTwice: number;
  readonly keptTwice: number;
  readonly opened: boolean;
  /** Images without a vector or a picture, adapters without their record, a page that shows other than what is kept. */
  readonly torn: number;
  /** Until "Saved" stood in the new page. */
  readonly reopenMs: number;
  readonly note?: string;
  /** The soak itself stumbled: nothing is known of this round. */
  readonly broken?: true;
}

/** What is ended: the workers that have a part in the work. */
const workers: Readonly<Record<Work, readonly string[]>> = {
  labelling: ['encode', 'decode', 'keep'],
  embedding: ['encode', 'decode', 'keep'],
  training: ['train'],
  saving: ['keep', 'encode'],
};

/** How long the work goes on before the kill, at most. */
const longestMs: Readonly<Record<Work, number>> = {
  labelling: 3500,
  embedding: 1200,
  training: 1600,
  saving: 250,
};

/** What has been done, and how much of it stood as saved. */
interface Ledger {
  readonly states: Model[];
  sure: number;
  images: number;
  adapters: number;
}

/** A set to work on, where there is none. */
export async function begin(life: Life, seed: number, files = roundFiles(seed, 0, 24)): Promise<Model> {
  await life.open();
  await drop(life, files);
  await life.bench().mapDone();
  await acknowledged(life.page());
  return modelOf((await onDisk(life.page())).shown);
}

const latest = ({ states }: Ledger) => states.at(-1) as Model;

/** One act: it stands in the ledger before it is begun, since a kill may come in the middle of it. */
async function doAct(page: Page, ledger: Ledger, what: Act): Promise<void> {
  ledger.states.push(performed(latest(ledger), what));
  await perform(page, what);
}

async function beSure(page: Page, ledger: Ledger): Promise<void> {
  const count = ledger.states.length - 1;
  await acknowledged(page);
  ledger.sure = count;
}

interface Player {
  readonly life: Life;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly serial: number;
  readonly over: () => boolean;
}

async function label({ life, ledger, random, serial, over }: Player, count: number, share: number) {
  for (let i = 0; i < count && !over(); i++) {
    const names = await atHand(life.page());
    await doAct(life.page(), ledger, drawAct(latest(ledger), random, 100 * serial + i, names));
    if (random() < share) await beSure(life.page(), ledger);
  }
}

/** Looks at the page until it is over: how much of what it shows stands there as saved. */
async function watch({ life, ledger, over }: Player, stop: () => boolean): Promise<void> {
  while (!over() && !stop()) {
    const { saved, images, adapters } = await glance(life.page());
    if (saved) {
      ledger.images = Math.max(ledger.images, images);
      ledger.adapters = Math.max(ledger.adapters, adapters);
    }
    await life.page().waitForTimeout(25);
  }
}

/** What goes before the work, and the work itself; the kill falls into the second. */
async function workOf(player: Player, work: Work, files: Files): Promise<() => Promise<void>> {
  const { life, ledger } = player;
  const page = life.page();
  if (work === 'labelling') return () => label(player, 12, 0.4);
  if (work === 'embedding') {
    return async () => {
      let done = false;
      const dropping = drop(life, files).finally(() => {
        done = true;
      });
      await Promise.all([dropping, watch(player, () => done)]);
    };
  }
  await label(player, 2, 1);
  if (work === 'saving') {
    const act = largestAct(latest(ledger));
    if (act.act === 'all') await selectClass(page, latest(ledger), act.of);
    await beSure(page, ledger);
    return () => doAct(page, ledger, act);
  }
  await life.bench().tab('Train').click();
  const train = page.getByRole('button', { name: 'Train adapter' });
  await train.waitFor();
  if (!(await train.isEnabled())) return async () => {};
  return async () => {
    await train.click();
    await watch(player, () => false);
  };
}

async function killNow(life: Life, work: Work, kill: Kill, random: () => number): Promise<string> {
  if (kill === 'tab') await life.crashTab();
  else if (kill === 'browser') await life.killBrowser();
  else {
    const among = workers[work];
    const kind = among[Math.floor(random() * among.length)] ?? 'keep';
    return (await life.killWorker(kind)) ? kind : `no ${kind} worker`;
  }
  return kill;
}

/** After a worker's death the page goes on by itself: what failed is tried again as a person would. */
async function settled(page: Page): Promise<void> {
  const retry = page.getByRole('button', { name: 'Retry', exact: true });
  for (let i = 0; i < 40 && !(await savedChip(page).isVisible()); i++) {
    if (await retry.isVisible()) await retry.click({ timeout: 2000 }).catch(() => undefined);
    await page.waitForTimeout(250);
  }
}

export interface RoundEnd {
  readonly round: Round;
  readonly model: Model;
}

export interface RoundPlan {
  readonly work: Work;
  readonly kill: Kill;
  /** A number no round of this life had before. */
  readonly serial: number;
  /** What is dropped where the work is embedding: files this life has not seen. */
  readonly files: Files;
}

/** @param random the round's own generator, 0..1. */
export async function playRound(
  life: Life,
  model: Model,
  { work, kill, serial, files }: RoundPlan,
  random: () => number,
): Promise<RoundEnd> {
  const before = await onDisk(life.page());
  const base = before.steps.past - model.past.length;
  const runs = [total(life.embedded), life.embedded.size] as const;
  const had = Object.keys(before.shown.images).length;
  const ledger: Ledger = { states: [model], sure: 0, images: 0, adapters: 0 };
  let killed = false;
  const player: Player = { life, ledger, random, serial, over: () => killed };
  const go = await workOf(player, work, files);
  let stumbled: unknown = null;
  const running = go().catch((thrown: unknown) => {
    if (!killed || kill === 'worker') stumbled = thrown;
  });
  const moment = longestMs[work] * random();
  await new Promise((resolve) => setTimeout(resolve, moment));
  if (kill !== 'worker' || work === 'training') killed = true;
  const note = `${await killNow(life, work, kill, random)} at ${Math.round(moment)} ms`;
  await running;
  if (stumbled) throw stumbled;
  if (kill === 'worker') {
    if (work === 'training') await life.page().waitForTimeout(300);
    await settled(life.page());
    // A worker's death takes nothing from the page: all that was done counts.
    await beSure(life.page(), ledger);
    const { images, adapters } = await glance(life.page());
    Object.assign(ledger, { images, adapters: Math.max(ledger.adapters, adapters) });
    await life.page().close();
  }
  const started = performance.now();
  const opened = await life.open().then(
    () => true,
    () => false,
  );
  if (opened) await acknowledged(life.page());
  const reopenMs = performance.now() - started;
  const disk = await onDisk(life.page());
  const differing = await differs(life.page(), disk);
  const torn = disk.torn.length + Number(differing);
  const found = [...disk.torn.slice(0, 5), ...(differing ? ['the page shows other than what is kept'] : [])];
  const common = { work, kill, opened, reopenMs, note: [note, ...found].join('; ') };

  if (work === 'embedding') {
    const acks = Math.max(0, ledger.images - had);
    const end = await embeddedEnd(life, files, { before, disk, runs, acks });
    const now = Object.keys(disk.shown.images).length - had;
    return {
      model: modelOf(end.whole.shown),
      round: {
        ...common,
        acknowledged: had + acks,
        lost: end.lost + Math.max(0, acks - now),
        unsure: files.length - acks,
        survived: Math.max(0, now - acks),
        embeddedTwice: end.embeddedTwice,
        keptTwice: end.keptTwice,
        torn: torn + end.whole.torn.length,
      },
    };
  }
  const { states, sure } = ledger;
  const at = reached(states, sure, disk, base);
  const older = at >= 0 ? at : reached(states, 0, disk, base);
  const lostAdapters = Math.max(0, Math.max(before.adapters, ledger.adapters) - disk.adapters);
  const newAdapters = Math.max(0, ledger.adapters - before.adapters);
  return {
    model: at >= 0 ? (states[at] as Model) : modelOf(disk.shown),
    round: {
      ...common,
      acknowledged: sure + newAdapters,
      lost: (at >= 0 ? 0 : Math.max(1, sure - Math.max(0, older))) + lostAdapters,
      unsure: states.length - 1 - sure,
      survived: Math.max(0, at - sure) + Math.max(0, disk.adapters - before.adapters - newAdapters),
      embeddedTwice: 0,
      keptTwice: total(life.embedded) - runs[0],
      torn,
    },
  };
}
