// The prompt lab against numpy and scikit-learn (prompt_lab.py), and what must hold of any table.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LabInput, promptLab } from '../../../src/domain/evaluate/prompt-lab';
import { quietJob } from '../../../src/domain/job';

interface Golden {
  readonly dim: number;
  readonly rows: string;
  readonly labels: readonly number[];
  readonly classes: string;
  readonly wordings: readonly {
    readonly target: number;
    readonly vector: string;
    readonly saysTheSame: boolean;
  }[];
  readonly cases: readonly {
    readonly none: string | null;
    readonly balancedAccuracy: number;
    readonly noneAnswers: number;
    readonly results: readonly { readonly balancedAccuracy: number; readonly changed: number }[];
    readonly stability: number;
    readonly stabilityOf: readonly (number | null)[];
  }[];
}

const golden = JSON.parse(readFileSync('tests/fixtures/golden/evaluate/prompt_lab.json', 'utf8')) as Golden;
const { dim, labels, cases } = golden;
const floats = (base64: string) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
const classTable = floats(golden.classes);
const input: LabInput = {
  rows: floats(golden.rows),
  dim,
  labels,
  classes: Array.from({ length: classTable.length / dim }, (_, c) =>
    classTable.slice(c * dim, (c + 1) * dim),
  ),
  none: null,
  wordings: golden.wordings.map((wording) => ({ ...wording, vector: floats(wording.vector) })),
};
const labOf = (change: Partial<LabInput> = {}) => promptLab({ ...input, ...change }, quietJob());

describe.each(cases)('golden, none answers $noneAnswers', (expected) => {
  const none = expected.none === null ? null : floats(expected.none);

  test('balanced accuracy, changed answers and stability are those of Python', async () => {
    const lab = await labOf({ none });
    expect(lab.rows).toBe(labels.length);
    expect(lab.classesWithRows).toBe(input.classes.length);
    expect(lab.balancedAccuracy).toBeCloseTo(expected.balancedAccuracy, 12);
    expect(lab.noneAnswers).toBe(expected.noneAnswers);
    expect(lab.results.map(({ changed }) => changed)).toEqual(expected.results.map(({ changed }) => changed));
    lab.results.forEach(({ balancedAccuracy }, w) => {
      expect(balancedAccuracy).toBeCloseTo(expected.results[w]?.balancedAccuracy ?? Number.NaN, 12);
    });
    expect(lab.stability.share).toBeCloseTo(expected.stability, 12);
    lab.stabilityOf.forEach(({ share }, c) => {
      expect(share).toBeCloseTo(expected.stabilityOf[c] ?? Number.NaN, 12);
    });
  });
});

test('a wording that is the one in use changes nothing, and answers are then wholly stable', async () => {
  const wordings = input.classes.map((vector, target) => ({ target, vector, saysTheSame: true }));
  const lab = await labOf({ wordings });
  expect(lab.results).toEqual(wordings.map(() => ({ balancedAccuracy: lab.balancedAccuracy, changed: 0 })));
  expect(lab.stability).toEqual({ share: 1, wordings: wordings.length });
});

test('a wording without a vector is never the answer: the rows of its class are all wrong', async () => {
  const lab = await labOf({ wordings: [{ target: 0, vector: null, saysTheSame: false }] });
  const [result] = lab.results;
  expect(result?.balancedAccuracy).toBeLessThanOrEqual(2 / 3);
  expect(result?.changed).toBeGreaterThan(0);
});

test('nothing with a vector answers nothing', async () => {
  const lab = await labOf({ classes: [null, null, null], wordings: [] });
  expect(lab.balancedAccuracy).toBe(0);
  expect(lab.stability).toEqual({ share: null, wordings: 0 });
});

test('no rows, no figures', async () => {
  const lab = await labOf({ rows: new Float32Array(0), labels: [] });
  expect(lab).toMatchObject({ rows: 0, classesWithRows: 0, balancedAccuracy: null });
  expect(
    lab.results.every(({ balancedAccuracy, changed }) => balancedAccuracy === null && changed === 0),
  ).toBe(true);
  expect(lab.stability.share).toBeNull();
});

test('a class without rows takes no part in the mean', async () => {
  const keep = labels.flatMap((label, row) => (label === 2 ? [] : [row]));
  const rows = Float32Array.from(
    keep.flatMap((row) => Array.from(input.rows.subarray(row * dim, (row + 1) * dim))),
  );
  const lab = await labOf({ rows, labels: keep.map((row) => labels[row] as number), wordings: [] });
  expect(lab.classesWithRows).toBe(2);
  // By hand: the share of right answers in each of the two classes.
  const right = [0, 1].map((c) => {
    const mine = keep.filter((row) => labels[row] === c);
    const hits = mine.filter((row) => {
      const dots = input.classes.map((text) =>
        Array.from(text ?? []).reduce((sum, value, d) => sum + value * (input.rows[row * dim + d] ?? 0), 0),
      );
      return dots.indexOf(Math.max(...dots)) === c;
    });
    return hits.length / mine.length;
  });
  expect(lab.balancedAccuracy).toBeCloseTo(((right[0] ?? 0) + (right[1] ?? 0)) / 2, 12);
});

test('can be cancelled, and reports rows up to the last', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(promptLab(input, quietJob(controller.signal))).rejects.toMatchObject({ name: 'AbortError' });
  const seen: number[] = [];
  await promptLab(input, { ...quietJob(), report: (done) => seen.push(done) });
  expect(seen.at(-1)).toBe(labels.length);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
});
