// Walks the real DICOM files of ../shared/dicom against their reference. Skipped, and said so, where they are not there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorFacts } from '../../../src/domain/errors';
import { sha256Hex } from '../../../src/domain/intake/pixel-hash';
import { applyModality } from '../../../src/domain/intake/pixels';
import { readDicom } from '../../../src/domain/intake/read-dicom';
import { codecs, read } from './fixtures';
import { differences, type Figures, refusals } from './shared-dicom-exceptions';

const root = resolve(process.cwd(), '../shared/dicom');
const present = existsSync(join(root, 'reference.json'));

interface Reference extends Figures {
  readonly verdict: 'image' | 'no image' | 'refused by reference';
  readonly sha256_float64le: string;
}

/** First frame in the sense of shared/dicom/README.md: grey after the modality step, colour as RGB. */
async function firstFrame(bytes: Uint8Array): Promise<Figures & { hash: string; notes: string }> {
  const { pixels, notes } = await readDicom(bytes, 0, codecs);
  const values =
    pixels.kind === 'grey'
      ? Float64Array.from(pixels.values, (v) => applyModality(pixels.modality, v))
      : Float64Array.from(pixels.stored);
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const v of values) {
    min = Math.min(min, v);
    max = Math.max(max, v);
    sum += v;
  }
  const hash = await sha256Hex(new Uint8Array(values.buffer));
  return { hash, min, max, mean: sum / values.length, notes: notes.map((note) => note.code).join(' ') };
}

/** One row of the table; `bad` when neither the reference nor the list of exceptions allows for it. */
async function judge(
  file: string,
  reference: Reference,
): Promise<{ verdict: string; text: string; bad: boolean }> {
  const bytes = new Uint8Array(readFileSync(join(root, file)));
  try {
    const got = await firstFrame(bytes);
    // The whole path must take the file, too.
    await read(bytes, file);
    if (got.hash === reference.sha256_float64le) return { verdict: 'exact', text: got.notes, bad: false };
    const listed = differences[file];
    const text = `${got.min}..${got.max} mean ${got.mean}, reference ${reference.min}..${reference.max} mean ${reference.mean}; ${listed?.why ?? 'NOT LISTED'}`;
    return { verdict: listed ? 'explained' : 'different', text, bad: !listed?.holds(got, reference) };
  } catch (thrown) {
    const { code, message } = errorFacts(thrown);
    const listed = refusals[file];
    const bad = code === 'internal' || (reference.verdict === 'image' && listed?.code !== code);
    return { verdict: 'refused', text: `${code}: ${message} [${listed?.why ?? reference.verdict}]`, bad };
  }
}

describe.skipIf(!present)('real DICOM files', () => {
  it('are equal to the reference, refused with a cause, or on the list of exceptions', async () => {
    const references = JSON.parse(readFileSync(join(root, 'reference.json'), 'utf8')) as Record<
      string,
      Reference
    >;
    const files = ['cornerstone3D', 'pydicom'].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
    );
    const count = new Map<string, number>();
    const bad: string[] = [];
    const table: string[] = [];
    for (const file of files.sort()) {
      const reference = references[file];
      if (!reference) continue;
      const row = await judge(file, reference);
      count.set(row.verdict, (count.get(row.verdict) ?? 0) + 1);
      table.push(`${row.verdict.padEnd(9)} ${file}  ${row.text}`);
      if (row.bad) bad.push(table.at(-1)!);
    }
    console.log(`${table.join('\n')}\n${Array.from(count, ([verdict, n]) => `${verdict} ${n}`).join(', ')}`);
    expect(bad).toEqual([]);
  }, 60_000);
});

it.skipIf(present)('real DICOM files: skipped', () => {
  console.log(`skipped: ${root} is not there`);
});
