// What the state tests share: an opened workbench, pictures to drop on it, a set of two classes.
import type { AppError } from '../../src/domain/errors';
import type { DroppedFile } from '../../src/state/actions';
import { makeWorkbench } from '../../src/state/make-workbench';
import type { PackFiles } from '../../src/storage/pack-files';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, fileOf, noisyPng, red } from '../fixtures/builders/pictures';
import { type CountedEngine, inProcessEngine } from './in-process-engine';

/** A file that is no part of an archive. */
type LooseFile = DroppedFile & { readonly file: File };

/** `files` takes vectors and pictures, as the private file system does in a browser; without, the database keeps them. */
export async function opened(engine: CountedEngine = inProcessEngine(), files?: PackFiles) {
  const openStorage = (onLost: (lost: AppError) => void) => openProjectStorage(onLost, files);
  const workbench = makeWorkbench({ engine, openStorage });
  await workbench.actions.start();
  return { ...workbench, engine };
}

export function drop(name: string, colour: readonly [number, number, number], seed: number): LooseFile {
  return { path: name, file: fileOf(name, noisyPng(colour, seed)) };
}

export function many(
  prefix: string,
  colour: readonly [number, number, number],
  count: number,
  from = 0,
): LooseFile[] {
  return Array.from({ length: count }, (_, i) => drop(`${prefix}-${i}.png`, colour, from + i));
}

export async function withTwoClasses(count = 8, files?: PackFiles) {
  const bench = await opened(inProcessEngine(), files);
  const a = bench.actions.addClass('Red');
  const b = bench.actions.addClass('Blue');
  await bench.actions.addFiles(many('r', red, count), { to: 'class', classId: a });
  await bench.actions.addFiles(many('b', blue, count, 100), { to: 'class', classId: b });
  return { ...bench, a, b };
}
