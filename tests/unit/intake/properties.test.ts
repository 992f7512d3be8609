// Metamorphic rows (what must stay equal) and fuzzing (what must never happen). fast-check prints its seed on failure.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorFacts } from '../../../src/domain/errors';
import { cpuMs } from '../../fixtures/builders/cpu-clock';
import { smallDicom } from './dicom-writer';
import { fixtureCases, fromBase64, largestDifference, type RasterFixtures, read } from './fixtures';

const rows = 9;
const columns = 10;
const values = (min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { minLength: rows * columns, maxLength: rows * columns });

async function pictures(bytes: Uint8Array): Promise<Uint8Array[]> {
  return (await read(bytes)).renditions.map((rendition) => rendition.picture.data);
}

describe('what must stay equal', () => {
  it('MONOCHROME1 is MONOCHROME2 of the opposite values', async () => {
    await fc.assert(
      fc.asyncProperty(values(0, 4000), async (v) => {
        const base = { rows, columns, signed: false };
        const one = await pictures(smallDicom({ ...base, photometric: 'MONOCHROME1', values: v }));
        const opposite = v.map((x) => 4000 - x);
        const two = await pictures(smallDicom({ ...base, photometric: 'MONOCHROME2', values: opposite }));
        // A value exactly between two levels rounds up in one and down in the other.
        expect(largestDifference(one[0]!, two[0]!)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('c added to the pixels and taken from the intercept changes nothing', async () => {
    const slope = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(values(-2000, 2000), slope, fc.integer({ min: -500, max: 500 }), async (v, k, c) => {
        const base = {
          rows,
          columns,
          photometric: 'MONOCHROME2',
          signed: true,
          slope: k,
          window: [40, 400] as const,
        };
        const before = await pictures(smallDicom({ ...base, values: v, intercept: -1024 }));
        const shifted = { values: v.map((x) => x + c), intercept: -1024 - c * k };
        const after = await pictures(smallDicom({ ...base, ...shifted }));
        expect(after).toEqual(before);
        expect(before).toHaveLength(2);
      }),
      { numRuns: 60 },
    );
  });

  it('a greater value is never darker', async () => {
    await fc.assert(
      fc.asyncProperty(values(0, 65_535), async (v) => {
        const [picture] = await pictures(
          smallDicom({ rows, columns, photometric: 'MONOCHROME2', signed: false, values: v }),
        );
        const order = v.map((_, i) => i).sort((a, b) => v[a]! - v[b]!);
        for (let i = 1; i < order.length; i++) {
          expect(picture![order[i]!]!).toBeGreaterThanOrEqual(picture![order[i - 1]!]!);
        }
      }),
      { numRuns: 30 },
    );
  });
});

const dicom = fixtureCases<{ images: { name: string; base64: string }[] }>('dicom.jsonl').images;
const raster = fixtureCases<RasterFixtures>('raster.jsonl').files.filter((file) => file.reads === 'node');
const formats = fixtureCases<{ images: { name: string; base64: string }[] }>('formats.jsonl').images;
const seeds = [...dicom, ...raster, ...formats].map((file) => ({
  name: file.name,
  bytes: fromBase64(file.base64),
}));

type Edit = readonly [kind: 'set' | 'cut' | 'drop' | 'repeat', where: number, value: number];

function mutate(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let out = bytes.slice();
  for (const [kind, where, value] of edits) {
    // The first bytes decide most: half of the edits go there.
    const span = value % 2 ? out.length : Math.min(out.length, 600);
    const at = Math.floor(where * span);
    if (kind === 'set' && out.length > 0) out[at] = value;
    else if (kind === 'cut') out = out.slice(0, at);
    else if (kind === 'drop')
      out = Uint8Array.from([...out.subarray(0, at), ...out.subarray(at + (value % 9))]);
    else if (kind === 'repeat')
      out = Uint8Array.from([...out.subarray(0, at), ...out.subarray(Math.max(0, at - value))]);
  }
  return out;
}

describe('damaged files', () => {
  it('end in an image or in an error of ours, soon', async () => {
    const edit = fc.tuple(
      fc.constantFrom(
        'set' as const,
        'set' as const,
        'set' as const,
        'cut' as const,
        'drop' as const,
        'repeat' as const,
      ),
      // fast-check leans towards small numbers; multiplied by a large odd one they spread over the file.
      fc.nat(0xffffffff).map((n) => (Math.imul(n, 2_654_435_761) >>> 0) / 2 ** 32),
      fc.integer({ min: 0, max: 255 }),
    );
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (seed, edits) => {
          const started = cpuMs();
          let verdict = 'accepted';
          try {
            await read(mutate(seed.bytes, edits), seed.name);
          } catch (thrown) {
            const error = errorFacts(thrown);
            verdict = error.code;
            // "... reader" means that our own code threw something it did not mean to.
            expect(error.detail.decoder ?? '').not.toMatch(/reader/);
          }
          seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
          expect(verdict).not.toBe('internal');
          expect(cpuMs() - started).toBeLessThan(1000);
        },
      ),
      { numRuns: Number(process.env.LIGHTBENCH_FUZZ_RUNS ?? 1500) },
    );
    console.log(Array.from(seen, ([verdict, n]) => `${verdict} ${n}`).join(', '));
  }, 600_000);
});
