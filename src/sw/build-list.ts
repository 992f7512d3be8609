// What a build consists of, as its last step wrote it down: every file with its size and hash.

/** One file of the build. */
export interface BuiltFile {
  /** Relative to the folder of the page, without a leading slash: "assets/index-1a2b.js". */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, 64 hex digits. */
  readonly sha256: string;
}

/** A whole build. `build` names it: another list, or another service worker, has another name. */
export interface BuildList {
  /** 16 hex digits. */
  readonly build: string;
  /** Largest first. */
  readonly files: readonly BuiltFile[];
}

/** The list as a file beside the page, for the privacy panel and for whoever wants to check a copy by hand. */
export const listPath = 'files.json';

/** The script of the service worker: the one file that cannot stand on its own list. */
export const workerPath = 'sw.js';

/** Whether a file serves only machines with a graphics processor: the runtime's other build, half of all bytes. */
export const isForGraphics = (path: string): boolean => /\/ort-wasm[^/]*asyncify[^/]*$/.test(path);
