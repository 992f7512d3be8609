// Addresses of stored pictures for <img>: made when asked for, kept while in use, given back when old or removed.
import type { ItemId, RenderingKey } from '../domain/types';
import type { PictureKind, ProjectStorage, StoredPicture } from '../storage/project-storage';

export interface Pictures {
  /** Holds pictures that are not written yet, so that they can be shown at once. */
  hold(pictures: readonly StoredPicture[]): void;
  /** They are in the storage now; memory is given back. */
  release(pictures: readonly StoredPicture[]): void;
  /** The stored file itself; null when there is none. */
  blob(kind: PictureKind, id: ItemId, rendition: RenderingKey): Promise<Blob | null>;
  /** The pictures that can be had without the storage: those held, and those on the screen lately. */
  living(): Promise<StoredPicture[]>;
  url(kind: PictureKind, id: ItemId, rendition: RenderingKey): Promise<string | null>;
  forget(id: ItemId): void;
  clear(): void;
}

// A URL keeps its blob alive. A map with thumbnails shows some hundreds; a grid scrolls through thousands.
const mostUrls = 4000;

function keyOf(kind: PictureKind, id: ItemId, rendition: RenderingKey): string {
  return `${kind}:${id}:${rendition}`;
}

export function makePictures(storage: () => ProjectStorage | null): Pictures {
  const held = new Map<string, Blob>();
  const urls = new Map<string, Promise<string | null>>();
  // A URL keeps its blob alive anyway.
  const shown = new Map<string, Blob>();

  const drop = (key: string) => {
    void urls.get(key)?.then((url) => url && URL.revokeObjectURL(url));
    urls.delete(key);
    shown.delete(key);
  };
  const blob: Pictures['blob'] = async (kind, id, rendition) =>
    held.get(keyOf(kind, id, rendition)) ?? (await storage()?.picture(kind, id, rendition)) ?? null;
  const make = async (kind: PictureKind, id: ItemId, rendition: RenderingKey): Promise<string | null> => {
    const found = await blob(kind, id, rendition);
    if (!found) return null;
    shown.set(keyOf(kind, id, rendition), found);
    return URL.createObjectURL(found);
  };
  /** A copy in memory: a blob that a database gave may end with it. */
  const copied = async ([key, blob]: readonly [string, Blob]): Promise<StoredPicture[]> => {
    const [kind, id = '', rendition = ''] = key.split(':');
    const bytes = await blob.arrayBuffer().catch(() => null);
    if (!bytes) return [];
    return [{ kind: kind as PictureKind, id, rendition, blob: new Blob([bytes], { type: blob.type }) }];
  };

  return {
    hold(pictures) {
      for (const { kind, id, rendition, blob } of pictures) held.set(keyOf(kind, id, rendition), blob);
    },
    release(pictures) {
      for (const { kind, id, rendition } of pictures) held.delete(keyOf(kind, id, rendition));
    },
    blob,
    living: async () => (await Promise.all([...new Map([...shown, ...held])].map(copied))).flat(),
    url(kind, id, rendition) {
      const key = keyOf(kind, id, rendition);
      const known = urls.get(key);
      // Taking it out and putting it back makes the map's order the order of last use.
      urls.delete(key);
      const url =
        known ??
        make(kind, id, rendition)
          .catch(() => null)
          .then((made) => {
            // A picture that is not there yet may come: do not remember the miss.
            if (made === null) urls.delete(key);
            return made;
          });
      urls.set(key, url);
      if (urls.size > mostUrls) drop(urls.keys().next().value as string);
      return url;
    },
    forget(id) {
      for (const key of [...urls.keys()]) if (key.split(':')[1] === id) drop(key);
      for (const key of [...held.keys()]) if (key.split(':')[1] === id) held.delete(key);
    },
    clear() {
      for (const key of [...urls.keys()]) drop(key);
      held.clear();
    },
  };
}
