// Reads the fixtures of tests/fixtures/intake, which their maker scripts wrote from outside tools.
import { readFileSync } from 'node:fs';
import type { InputSpec } from '../../../src/domain/encode/manifest';
import type { ErrorFacts } from '../../../src/domain/errors';
import { errorFacts } from '../../../src/domain/errors';
import { type ReadResult, readFile } from '../../../src/domain/intake/read-file';
import { nodeCodecs } from '../../../src/workers/codecs-node';

export interface RasterFixtures {
  readonly files: readonly {
    readonly name: string;
    readonly reads: 'node' | 'browser';
    readonly base64: string;
    readonly width: number;
    readonly height: number;
    readonly channels: number;
    readonly pixels: string;
  }[];
  readonly refused: readonly { readonly name: string; readonly base64: string; readonly code: string }[];
  readonly resample: readonly {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    readonly size: number;
    readonly source: string;
    readonly results: Readonly<Record<'stretch' | 'crop' | 'pad', string>>;
  }[];
}

export function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** All cases of a fixture file (one JSON object a line), grouped by their `kind`. */
export function fixtureCases<T>(name: string): T {
  const url = new URL(`../../fixtures/intake/${name}`, import.meta.url);
  const groups = new Map<string, unknown[]>();
  for (const line of readFileSync(url, 'utf8').trim().split('\n')) {
    const entry = JSON.parse(line) as { kind: string };
    groups.set(entry.kind, [...(groups.get(entry.kind) ?? []), entry]);
  }
  return Object.fromEntries(groups) as T;
}

export const codecs = nodeCodecs();

export const spec: InputSpec = {
  sizePx: 16,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  resize: 'stretch',
  interpolation: 'bicubic',
};

export function read(bytes: Uint8Array, name = 'x'): Promise<ReadResult> {
  return readFile(bytes, name, { input: spec, salt: 'salt' }, codecs);
}

/** The refusal of a file that must not be read. A thing that is no AppError comes out as `internal`. */
export async function refusalOf(bytes: Uint8Array, name = 'x'): Promise<ErrorFacts> {
  try {
    await read(bytes, name);
  } catch (thrown) {
    return errorFacts(thrown);
  }
  throw new Error('the file was accepted');
}

export const codesOf = (result: ReadResult): string[] => result.notes.map((note) => note.code);

/** Largest absolute difference of two byte arrays. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
