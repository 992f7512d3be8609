// Types of scan-build.mjs, for the tests that use it.

export interface Find {
  readonly kind: 'address' | 'host' | 'way';
  readonly found: string;
}

export interface FileFind extends Find {
  readonly file: string;
}

export interface InertEntry {
  readonly kind: Find['kind'];
  readonly text: string;
  readonly whole?: boolean;
  readonly files?: readonly string[];
  readonly reason: string;
}

export function findsIn(text: string): Find[];
export function isInert(find: FileFind, list: readonly InertEntry[]): boolean;
export function scanFolder(folder: string): FileFind[];
export function inertList(): InertEntry[];
export function unknownIn(folder: string, list?: readonly InertEntry[]): FileFind[];
