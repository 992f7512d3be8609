// One mutant through the reader of `npm run intake`, judged against a strict reading by other means.

import type { InputSpec } from '../../src/domain/encode/manifest';
import { AppError } from '../../src/domain/errors';
import { decodeFile } from '../../src/domain/intake/decode-file';
import { applyModality } from '../../src/domain/intake/pixels';
import { readFile } from '../../src/domain/intake/read-file';
import { nodeCodecs } from '../../src/workers/codecs-node';
import { dicomFamily } from './dicom-family';
import { headFamilies } from './head-family';
import { jpegFamily } from './jpeg-family';
import { Breach, diceOf, type Family, type Oracle, type Reading, type Shot } from './kit';
import { niftiFamily } from './nifti-family';
import { pngFamily } from './png-family';
import { tiffFamily } from './tiff-family';

export const families: readonly Family[] = [
  dicomFamily,
  pngFamily,
  jpegFamily,
  tiffFamily,
  ...headFamilies,
  niftiFamily,
];

/** A mutant may take so long; one that takes longer is tried again, since other work may have held it up. */
export const limitMs = 1000;

const codecs = nodeCodecs();
const input: InputSpec = {
  sizePx: 8,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  resize: 'stretch',
  interpolation: 'bicubic',
};

async function reading(bytes: Uint8Array): Promise<Reading> {
  const result = await readFile(bytes, '', { input, salt: '' }, codecs);
  const notes = result.notes.map(({ code, detail }) => `${code} ${JSON.stringify(detail)}`);
  const { widthPx: width, heightPx: height, format, needsWindow } = result;
  if (format !== 'dicom' && !needsWindow)
    return { shot: { width, height, values: result.renditions[0]!.picture.data }, notes };
  // Values of more than 8 bit are no part of the result, nor are colours before their windows: decoded once more.
  const { pixels } = await decodeFile(bytes, format, 'middle', codecs);
  const values =
    pixels.kind === 'grey'
      ? Float64Array.from(pixels.values, (v) => applyModality(pixels.modality, v))
      : pixels.picture.data;
  return { shot: { width, height, values }, notes };
}

/** Mean absolute difference; infinite for other shapes. */
function distance(a: Shot, b: Shot): number {
  if (a.width !== b.width || a.height !== b.height || a.values.length !== b.values.length)
    return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) {
    if (!Object.is(a.values[i], b.values[i])) sum += Math.abs(a.values[i]! - b.values[i]!);
  }
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : sum / a.values.length;
}

export interface Verdict {
  /** A refusal's code, or what an accepted mutant is. `note`: with one that the seed has not. */
  readonly kind: string;
  readonly finding: string | null;
}

export const verdictKinds = {
  same: 'clean: the pixels of the seed',
  meant: 'clean: other pixels, as meant',
  data: 'clean: only the codes of the scan differ',
  noted: 'with a note',
} as const;

async function outside(family: Family, which: number, bytes: Uint8Array): Promise<Oracle> {
  try {
    return await family.judge(bytes, which);
  } catch (thrown) {
    if (thrown instanceof Breach) return { kind: 'broken', why: thrown.message };
    throw thrown;
  }
}

const readingOf = (family: Family) => family.read ?? reading;
const cleanReadings = new Map<string, Promise<Reading>>();

function cleanOf(family: Family, which: number): Promise<Reading> {
  const { name, bytes } = family.seeds[which]!;
  const key = `${family.name} ${name}`;
  const known = cleanReadings.get(key) ?? readingOf(family)(bytes);
  cleanReadings.set(key, known);
  return known;
}

/** Compared with what is accepted. @returns what is wrong, or the kind of right. */
function weigh(got: Reading, clean: Reading, oracle: Oracle, factsOnly: boolean): Verdict {
  const noted = got.notes.some((note) => !clean.notes.includes(note));
  if (noted) return { kind: verdictKinds.noted, finding: null };
  const same = distance(got.shot, clean.shot) === 0;
  if (oracle.kind === 'conformant') {
    const off = distance(got.shot, oracle.shot);
    const finding =
      off <= oracle.tolerance
        ? null
        : `conformant, but ${off} off without a note${same ? ' (as the seed)' : ''}`;
    return { kind: same ? verdictKinds.same : verdictKinds.meant, finding };
  }
  if (same && !factsOnly) return { kind: verdictKinds.same, finding: null };
  if (oracle.kind === 'pixel-data') return { kind: verdictKinds.data, finding: null };
  return {
    kind: verdictKinds.meant,
    finding: `${factsOnly ? 'accepted' : 'other pixels'} without a note, from a file that is broken (${oracle.why})`,
  };
}

export function caseOf(family: Family, number: number) {
  const which = number % family.seeds.length;
  return { which, seed: family.seeds[which]!.name, ...family.mutate(which, diceOf(number)) };
}

async function once(family: Family, number: number): Promise<{ verdict: Verdict; ms: number }> {
  const { which, bytes } = caseOf(family, number);
  const clean = await cleanOf(family, which);
  const started = performance.now();
  let got: Reading;
  try {
    got = await readingOf(family)(bytes);
  } catch (thrown) {
    const ms = performance.now() - started;
    if (!(thrown instanceof AppError))
      return { verdict: { kind: 'THROWN', finding: `threw ${String(thrown)}` }, ms };
    // Our own code that threw something it did not mean to is caught there, too, under the name of the reader.
    const own = / reader$/.test(String(thrown.detail.decoder ?? ''));
    return {
      verdict: {
        kind: thrown.code,
        finding: own ? `${thrown.detail.decoder} threw ${thrown.detail.kind}` : null,
      },
      ms,
    };
  }
  const ms = performance.now() - started;
  return { verdict: weigh(got, clean, await outside(family, which, bytes), family.factsOnly ?? false), ms };
}

/** Judges one case. Never throws for what the reader does. */
export async function judge(family: Family, number: number): Promise<Verdict> {
  let { verdict, ms } = await once(family, number);
  for (let again = 0; again < 4 && ms > limitMs; again++) ms = Math.min(ms, (await once(family, number)).ms);
  if (ms > limitMs) return { ...verdict, finding: `took ${Math.round(ms)} ms` };
  return verdict;
}

/** Every seed is clean, and both readers agree on it: else nothing that follows means anything. */
export async function checkSeeds(family: Family): Promise<string[]> {
  const wrong: string[] = [];
  for (const [which, { name, bytes }] of family.seeds.entries()) {
    const oracle = await outside(family, which, bytes);
    const clean = await cleanOf(family, which);
    if (oracle.kind !== 'conformant')
      wrong.push(`${name}: ${oracle.kind === 'broken' ? oracle.why : oracle.kind}`);
    else if (distance(clean.shot, oracle.shot) > oracle.tolerance) {
      wrong.push(`${name}: ${distance(clean.shot, oracle.shot)} off`);
    }
  }
  return wrong;
}
