// The files that images came from, for as long as this tab lives: handles, not bytes. Never in the store, never written.
import type { ItemId } from '../domain/types';
import type { ReadRequest } from '../workers/engine';
import type { Stack } from './acts/read-stack';

/** What is needed to read an image once more: its file, and which part of it the image was. */
export interface Original extends Omit<ReadRequest, 'input' | 'salt' | 'recipes' | 'base'> {
  /** For an image made of many slices: all of them. */
  readonly stack?: Stack | undefined;
}

export interface Originals {
  /** The file an image was last read from; a later one takes the place of an earlier one. */
  keep(id: ItemId, original: Original): void;
  get(id: ItemId): Original | undefined;
  forget(ids: readonly ItemId[]): void;
  clear(): void;
}

export function makeOriginals(): Originals {
  const files = new Map<ItemId, Original>();
  return {
    keep: (id, original) => void files.set(id, original),
    get: (id) => files.get(id),
    forget: (ids) => {
      for (const id of ids) files.delete(id);
    },
    clear: () => files.clear(),
  };
}
