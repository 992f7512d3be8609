// What is told of an adapter that leaves the page, beside its numbers.
import { type EmbeddingSpace, spaceText } from '../encode/embedding-space';
import { AppError } from '../errors';
import { adapterForward } from '../predict/adapter-predict';
import { adapterLayers } from '../predict/adapter-shape';
import { taskOfSpec } from '../predict/adapter-targets';
import type { Adapter } from '../predict/adapter-types';
import { researchNotice } from './notice';

export interface AdapterFacts {
  /** What the person calls it. */
  readonly name: string;
  /** In the order of `adapter.classes`. */
  readonly classNames: readonly string[];
  /** What its inputs were made by. */
  readonly space: EmbeddingSpace;
  /** The application's version. */
  readonly version: string;
  /**
   * Stage key of what it was trained from, and the groups its rows came from (null: not known). Only for being read back; absent:
   * not known.
   */
  readonly training?: { readonly key: string; readonly groups: number | null };
}

/** Texts by key that go into each model file: what is needed to use it, and nothing of the images. */
export function modelMetadata(adapter: Adapter, facts: AdapterFacts): [string, string][] {
  return [
    ['notice', researchNotice],
    ['name', facts.name],
    ['classes', JSON.stringify(facts.classNames)],
    ['task', taskOfSpec(adapter.spec)],
    ['preset', adapter.spec.preset],
    ['space', spaceText(facts.space)],
  ];
}

/**
 * Its layers, once the parameters are known to fit them.
 * @throws AppError `invalid-argument` where they do not, or where there is not a name a class.
 */
export function exportLayers(adapter: Adapter, { classNames }: AdapterFacts) {
  adapterForward(adapter);
  if (classNames.length !== adapter.classes.length) {
    throw new AppError('invalid-argument', 'A name a class is needed.', { names: classNames.length });
  }
  return adapterLayers(adapter.spec.preset, adapter.dim, adapter.classes.length);
}
