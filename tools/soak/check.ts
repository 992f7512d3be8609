// What is kept after a kill, held against what was said to be saved.
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { acknowledged, drop, type Files, glance, nameOf } from './acts';
import type { Life } from './browser';
import { type OnDisk, onDisk } from './kept';

/** How many times the encoder ran, over all images. */
export const total = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((sum, n) => sum + n, 0);

/** Whether the page shows other names or numbers than those that are kept. */
export async function differs(page: Page, { shown }: OnDisk): Promise<boolean> {
  const { images, names } = await glance(page);
  const same = JSON.stringify(names) === JSON.stringify([shown.projectName, ...shown.classes]);
  return !same || images !== Object.keys(shown.images).length;
}

/** The same files once more: what was kept is not embedded again, and the set is complete. */
export async function embeddedEnd(
  life: Life,
  files: Files,
  at: {
    readonly before: OnDisk;
    readonly disk: OnDisk;
    readonly runs: readonly [number, number];
    readonly acks: number;
  },
) {
  const { before, disk } = at;
  const lostVectors = Object.entries(before.vectors).filter(([key, vector]) => disk.vectors[key] !== vector);
  const there = files.filter(([path]) => disk.shown.images[nameOf(path)]).length;
  const kept = Math.max(there, at.acks);
  const runsUntilNow = total(life.embedded);
  await drop(life, files);
  await acknowledged(life.page());
  const whole = await onDisk(life.page());
  const missing = files.filter(([path]) => !whole.shown.images[nameOf(path)]);
  const runs = total(life.embedded) - at.runs[0];
  const fresh = life.embedded.size - at.runs[1];
  return {
    whole,
    lost: lostVectors.length + missing.length,
    embeddedTwice: runs - fresh,
    // One run an image that was neither there nor said to be saved is what has to be.
    keptTwice: Math.max(0, total(life.embedded) - runsUntilNow - (files.length - kept)),
  };
}

/** SHA-256 over all vectors, by pixel hash: the same for the same images, whatever happened on the way. */
export function vectorsHash(vectors: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(vectors).sort()) hash.update(`${key}:${vectors[key]}\n`);
  return hash.digest('hex');
}
