// The layout of a project file (docs/project-file.md): one ZIP archive, its entries in this order, none of them compressed.
import type { Item, ItemId, RenderingKey } from '../types';

export const projectFormat = 'lightbench-project';
/** Counts up when a reader of the version before could not read what is written. Every version ever written stays readable. */
export const projectFormatVersion = 1;

export const manifestPath = 'manifest.json';
/** The same bytes at the other end, for a file whose head is damaged. */
export const manifestCopyPath = 'manifest-copy.json';

export type PartKind =
  | 'project'
  | 'items'
  | 'names'
  | 'vectors'
  | 'labels'
  | 'results'
  | 'adapters'
  | 'thumbnails'
  | 'previews';

/** What a person ticks; all of it is left out by default. */
export interface ProjectTicks {
  /** Base names of the files: they may name people. */
  readonly names: boolean;
  /** Small and large pictures of the images: pictures of patients, where the images are. */
  readonly thumbnails: boolean;
  readonly previews: boolean;
}

export const noTicks: ProjectTicks = { names: false, thumbnails: false, previews: false };

/** One entry as the manifest names it. */
export interface PartEntry {
  readonly path: string;
  readonly kind: PartKind;
  readonly bytes: number;
  readonly sha256: string;
  /** How much is in it: images of `items`, `names` and `labels`, images that `vectors` and pictures are of, else 1. */
  readonly holds: number;
}

export interface ProjectCounts {
  readonly items: number;
  readonly classes: number;
  readonly vectors: number;
  readonly names: number;
  readonly results: number;
  readonly adapters: number;
  readonly thumbnails: number;
  readonly previews: number;
}

/** One stage or one kept adapter by the name it is stored under. */
export type NamedStage = readonly [string, { readonly key: string; readonly value: unknown }];

/** A project as it is stored, without its pictures. */
export interface ProjectContents {
  /** The project's own record: name, salt, classes, settings and what else is small. */
  readonly record: Readonly<Record<string, unknown>>;
  /** In the order they came in. */
  readonly items: readonly Item[];
  /** Empty where names do not go along. */
  readonly names: ReadonlyMap<ItemId, string>;
  readonly vectors: ReadonlyMap<string, Float32Array>;
  readonly stages: readonly NamedStage[];
}

export type PictureKind = 'thumb' | 'preview';

export interface ProjectPicture {
  readonly kind: PictureKind;
  readonly id: ItemId;
  readonly rendition: RenderingKey;
  readonly blob: Blob;
}

/** Stages of kept adapters; all other stages are results. */
export const isAdapterStage = (name: string): boolean => /^adapters?(:|$)/.test(name);

/** `vectors/512-0001.npz`: the n-th part (from 0) of a kind, as a path. */
export const partPath = (name: string, n: number, ending: string): string =>
  `${name}${String(n + 1).padStart(4, '0')}.${ending}`;

/** Types of stored pictures by the ending of their names; others do not go along. */
export const pictureTypes: Readonly<Record<string, string>> = {
  webp: 'image/webp',
  png: 'image/png',
  jpg: 'image/jpeg',
};

// Parts are small enough to be hashed and checked in memory, and to be lost without losing much.
export const itemsOfPart = 2000;
export const vectorBytesOfPart = 8 * 1024 * 1024;
export const picturesOfPart = 500;
export const pictureBytesOfPart = 16 * 1024 * 1024;

/** Largest single part that is read: four times what is written in one, for stages of large sets. */
export const mostPartBytes = 512 * 1024 * 1024;
/** Largest archive without ZIP64. */
export const mostFileBytes = 0xffff_ffff - 1;
export const mostParts = 20_000;
