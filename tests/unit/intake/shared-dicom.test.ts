// Walks the real DICOM files of ../shared/dicom against its reference. Skipped, and said so, where they are not there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { sha256Hex } from '../../../src/domain/intake/pixel-hash';
import { applyModality } from '../../../src/domain/intake/pixels';
import { readDicom } from '../../../src/domain/intake/read-dicom';
import { nodeCodecs } from '../../../src/workers/codecs-node';
import { exceptions } from './shared-dicom-exceptions';

const root = resolve(process.cwd(), '../shared/dicom');
const present = existsSync(join(root, 'reference.json'));

interface Reference {
  readonly verdict: string;
  readonly shape?: readonly number[];
  readonly mean?: number;
  readonly min?: number;
  readonly max?: number;
  readonly sha256_float64le?: string;
}

/** First frame in the sense of shared/dicom/README.md: grey after the modality step, colour as stored RGB. */
async function firstFrame(file: string) {
  const bytes = new Uint8Array(readFileSync(join(root, file)));
  const { pixels, notes } = await readDicom(bytes, 0, nodeCodecsOnce);
  const values =
    pixels.kind === 'grey'
      ? Float64Array.from(pixels.values, (v) => applyModality(pixels.modality, v))
      : Float64Array.from(pixels.stored);
  const hash = await sha256Hex(new Uint8Array(values.buffer));
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { hash, mean, min: values.reduce((a, b) => Math.min(a, b)), max: values.reduce((a, b) => Math.max(a, b)), notes };
}

const nodeCodecsOnce = nodeCodecs();

describe.skipIf(!present)('real DICOM files', () => {
  it('are equal to the reference, refused with a cause, or on the list of exceptions', async () => {
    const reference = JSON.parse(readFileSync(join(root, 'reference.json'), 'utf8')) as Record<string, Reference>;
    const rows: string[] = [];
    const count = { exact: 0, noted: 0, refused: 0, different: 0 };
    for (const folder of ['cornerstone3D', 'pydicom']) {
      for (const name of readdirSync(join(root, folder)).sort()) {
        const file = `${folder}/${name}`;
        const expected = reference[file];
        if (!expected) continue;
        try {
          const got = await firstFrame(file);
          const exact = got.hash === expected.sha256_float64le;
          const verdict = exact ? 'exact' : 'different';
          count[verdict]++;
          const figures = `${got.min}..${got.max} mean ${got.mean} / ${expected.min}..${expected.max} mean ${expected.mean}`;
          rows.push(`${verdict.padEnd(10)} ${file} ${exact ? '' : figures} ${got.notes.map((n) => n.code).join(' ')}`);
        } catch (thrown) {
          count.refused++;
          const text = thrown instanceof AppError ? `${thrown.code}: ${thrown.message}` : `THROWN ${String(thrown)}`;
          rows.push(`refused    ${file} [${expected.verdict}] ${text}`);
        }
      }
    }
    console.log(rows.join('\n'));
    console.log(count);
    expect(exceptions).toBeDefined();
  }, 60_000);
});

it.skipIf(present)('real DICOM files: skipped', () => {
  console.log(`skipped: ${root} is not there`);
});
