// Structure-aware fuzzing: a mutant is refused with a code of ours, soon, or gives the seed's own values, or a note that
// says what differs. LIGHTBENCH_FUZZ_RUNS sets the number of cases; a finding is repeated by its number.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors';
import { readDicom } from '../../../src/domain/intake/read-dicom';
import { columns, type Elements, ramp, rows, words } from '../../fixtures/intake/dicom-object';
import { mutant, type Seed, wholeOf } from './dicom-mutator';
import {
  colour,
  eight,
  first,
  j2k,
  jpeg,
  planes,
  rgb,
  rle,
  second,
  third,
  tiled,
  twelve,
  uid,
  ybr,
} from './dicom-row-kit';
import { codecs } from './fixtures';
import { meaningfulValues } from './golden-case';

const signed = { ...twelve, PixelRepresentation: 1, PixelData: words(ramp.map((v) => (v % 4096) - 2048)) };
const rescaled = { RescaleSlope: '2', RescaleIntercept: '-1024', WindowCenter: '40', WindowWidth: '400' };
const group = (slope: string) => ({
  PixelValueTransformationSequence: [{ RescaleSlope: slope, RescaleIntercept: '1' }],
});
const palette: Elements = Object.fromEntries(
  ['Red', 'Green', 'Blue'].flatMap((c, i) => [
    [`${c}PaletteColorLookupTableDescriptor`, [256, 0, 16]],
    [`${c}PaletteColorLookupTableData`, words(Array.from({ length: 256 }, (_, v) => v * (200 + i)))],
  ]),
);
const byte = Uint8Array.from({ length: rows * columns }, (_, i) => (i * 37) % 256);

const seeds: readonly Seed[] = [
  { name: 'grey', options: {} },
  { name: 'signed', options: { set: { ...signed, ...rescaled } } },
  { name: 'implicit', options: { encoding: 'implicit', set: { ...signed, ...rescaled } } },
  { name: 'big endian', options: { encoding: 'big', set: rescaled } },
  { name: 'bare', options: { bare: true, preamble: false } },
  { name: 'bytes', options: { set: { ...eight, PixelData: byte } } },
  { name: 'colour', options: { set: { ...colour, PixelData: Uint8Array.from(rgb) } } },
  {
    name: 'planes',
    options: {
      set: { ...colour, PlanarConfiguration: 1, PixelData: Uint8Array.from(planes.flatMap((p) => [...p])) },
    },
  },
  {
    name: 'palette',
    options: { set: { ...eight, ...palette, PhotometricInterpretation: 'PALETTE COLOR', PixelData: byte } },
  },
  { name: 'frames', options: { set: { NumberOfFrames: '3', PixelData: tiled(3) } } },
  {
    name: 'groups',
    options: {
      set: {
        NumberOfFrames: '3',
        PixelData: tiled(3),
        PerFrameFunctionalGroupsSequence: ['2', '3', '4'].map(group),
      },
    },
  },
  {
    name: 'run-length',
    options: { syntax: uid('5'), fragments: { parts: [rle, rle, rle] }, set: { NumberOfFrames: '3' } },
  },
  { name: 'run-length one', options: { syntax: uid('5'), fragments: { parts: [rle] } } },
  { name: 'jpeg', options: { syntax: uid('4.50'), set: ybr, fragments: { parts: [jpeg] } } },
  {
    name: 'jpeg frames',
    options: {
      syntax: uid('4.50'),
      set: { ...ybr, NumberOfFrames: '3' },
      fragments: { parts: [first, second, third] },
    },
  },
  { name: 'jpeg 2000', options: { syntax: uid('4.90'), set: twelve, fragments: { parts: [j2k] } } },
];

interface Reading {
  readonly values: ArrayLike<number>;
  readonly notes: readonly string[];
}

async function reading(bytes: Uint8Array): Promise<Reading> {
  const { pixels, notes } = await readDicom(bytes, 'middle', codecs);
  return { values: meaningfulValues(pixels), notes: notes.map(({ code }) => code) };
}

const equal = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.prototype.every.call(a, (v: number, i: number) => Object.is(v, b[i]));

describe('mutated DICOM objects', () => {
  it('are refused by us, or right, or noted', async () => {
    const clean = await Promise.all(seeds.map((seed) => reading(wholeOf(seed))));
    const runs = Number(process.env.LIGHTBENCH_FUZZ_RUNS ?? 3000);
    const from = Number(process.env.LIGHTBENCH_FUZZ_FROM ?? 0);
    const findings: string[] = [];
    const seen = new Map<string, number>();
    const count = (verdict: string) => seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
    for (let number = from; number < from + runs; number++) {
      const which = number % seeds.length;
      const { bytes, what, decidable } = mutant(seeds[which]!, number);
      const wanted = clean[which]!;
      const started = performance.now();
      try {
        const got = await reading(bytes);
        const same = equal(got.values, wanted.values);
        const noted = got.notes.some((code) => !wanted.notes.includes(code));
        count(same ? 'same' : noted ? 'noted' : decidable ? 'SILENT' : 'undecidable');
        if (!same && !noted && decidable) findings.push(`${what}: other values without a note`);
      } catch (thrown) {
        if (!(thrown instanceof AppError)) findings.push(`${what}: threw ${String(thrown)}`);
        count(thrown instanceof AppError ? thrown.code : 'THROWN');
      }
      if (performance.now() - started > 1000) findings.push(`${what}: took over a second`);
    }
    console.log(Array.from(seen, ([verdict, n]) => `${verdict} ${n}`).join(', '));
    expect(findings).toEqual([]);
  }, 600_000);
});
