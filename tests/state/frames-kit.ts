// Files of several frames and series as they are dropped, the answer to the question about them, and what came of it.
import { IDBFactory } from 'fake-indexeddb';
import { expect } from 'vitest';
import type { FrameUse } from '../../src/domain/intake/frame-use';
import type { DroppedFile } from '../../src/state/actions';
import { fileOf } from '../fixtures/builders/pictures';
import { slice } from '../fixtures/builders/stacks';
import { opened } from './opened';

export const nobody = { PatientID: null, StudyInstanceUID: null };
export const file = (path: string, bytes: Uint8Array): DroppedFile => ({ path, file: fileOf(path, bytes) });
/** Slices of one series, last first, so that the names and the order of the drop are no help. */
export const series = (uid: string, count: number, set = {}) =>
  Array.from({ length: count }, (_, i) => file(`IM${i}.dcm`, slice(uid, count - 1 - i, set)));

export type Bench = Awaited<ReturnType<typeof opened>>;
export const items = ({ store }: Bench) => [...store.getState().items.values()];
export const report = ({ store }: Bench) => {
  const { intake } = store.getState();
  if (intake.phase !== 'done') throw new Error('not done');
  const { added, merged, refused, cancelled, dropped, images = added, leftOut = 0 } = intake;
  expect(added + merged + refused + cancelled + leftOut).toBe(dropped);
  return { added, images, leftOut, refused, dropped };
};

/** A new project with the files in it. Never that of an earlier call: one that was saved meanwhile has its answers already. */
export async function answered(
  files: readonly DroppedFile[],
  answer: { files?: FrameUse; series?: FrameUse; every?: number },
) {
  globalThis.indexedDB = new IDBFactory();
  const bench = await opened();
  await bench.actions.addFiles(files, { to: 'unlabelled' });
  expect(bench.store.getState().frameReview).not.toBeNull();
  bench.actions.chooseFrames(answer);
  const { images } = bench.store.getState().frameReview!;
  await bench.actions.confirmReview();
  // What the button promised.
  expect(items(bench)).toHaveLength(images);
  return bench;
}
