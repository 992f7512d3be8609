// Shortcut probes on generated sets: what can be told without the picture is told, what cannot is not.
import { describe, expect, test } from 'vitest';
import type { CaseTable } from '../../../../src/domain/evaluate/cases';
import { answeredCases } from '../../../../src/domain/evaluate/figures/answered-cases';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import {
  type ProbeTable,
  sizeTable,
  tagTable,
  thumbnailTable,
} from '../../../../src/domain/evaluate/guards/probe-features';
import {
  betterRecord,
  chanceOf,
  probeApproaches,
  probeVerdict,
} from '../../../../src/domain/evaluate/guards/probe-verdict';
import { tinyGrey, tinyGreys, tinyPixels } from '../../../../src/domain/evaluate/guards/tiny-grey';
import { writePng } from '../../../../src/domain/intake/png-writer';
import { quietJob } from '../../../../src/domain/job';
import { makeRandom } from '../../../../src/domain/random';
import { nodeCodecs } from '../../../../src/workers/codecs-node';
import { judged, planOf } from './judged-kit';
import { generatedSet, type SetPlan } from './origin-kit';

const lengths = ({ data, dim }: ProbeTable) =>
  Array.from({ length: data.length / dim }, (_, row) =>
    Math.hypot(...data.subarray(row * dim, (row + 1) * dim)),
  );

/** Balanced accuracy of a probe on its generated set. */
async function probed({ rows, groups }: ReturnType<typeof generatedSet>, probe: ProbeTable) {
  const table: CaseTable = {
    ids: rows.map(({ id }) => id),
    task: 'single',
    classes: ['class 0', 'class 1'],
    rowClasses: rows.map(({ labels }) => [Number(labels[0] === 'class 1')]),
    groups,
    ...probe,
  };
  const plan = planOf(table, 1);
  const found = await judged({ table, plan, approaches: probeApproaches, words: null });
  const record = betterRecord(table, found)!;
  return prepareFigures(answeredCases(table, plan, record, 0)).figures().balancedAccuracy!;
}

const setOf = (planted: SetPlan['planted'], fromFirst: SetPlan['fromFirst'] = [1, 0]) =>
  generatedSet({ seed: 5, patients: [25, 25], fromFirst, planted });
function withHeader({ rows, groups, parts }: ReturnType<typeof generatedSet>) {
  const kept = <T>(list: readonly T[]) => list.filter((_, row) => rows[row]!.item.dicom !== null);
  return { rows: kept(rows), groups: kept(groups), parts };
}
const itemsOf = ({ rows }: ReturnType<typeof generatedSet>) => rows.map(({ item }) => item);

describe('image size and headers', () => {
  test('a size that goes with the class is enough for the size probe, and nothing to the headers', async () => {
    const set = setOf('side');
    expect(await probed(set, sizeTable(itemsOf(set))!)).toBeGreaterThan(0.85);
    expect(await probed(set, tagTable(itemsOf(set))!)).toBeLessThan(0.65);
  });

  test('headers that go with the class are enough for the header probe, and nothing to the size', async () => {
    const set = withHeader(setOf('machine'));
    expect(await probed(set, tagTable(itemsOf(set))!)).toBeGreaterThan(0.9);
    expect(await probed(set, sizeTable(itemsOf(set))!)).toBeLessThan(0.62);
  });

  test('twin: nothing planted, nothing found', async () => {
    const set = setOf('nothing', [0.5, 0.5]);
    expect(await probed(set, sizeTable(itemsOf(set))!)).toBeLessThan(0.62);
    expect(await probed(set, tagTable(itemsOf(set))!)).toBeLessThan(0.62);
  });

  test('rows are of unit length and finite; what differs nowhere makes no table', () => {
    const items = itemsOf(setOf('machine'));
    for (const table of [sizeTable(items)!, tagTable(items)!]) {
      for (const length of lengths(table)) expect(length).toBeCloseTo(1, 5);
    }
    const same = { ...items[0]!, dicom: null };
    expect(sizeTable([same, same])).toBeNull();
    expect(tagTable([same, same])).toBeNull();
    expect(sizeTable([])).toBeNull();
  });
});

describe('thumbnails', () => {
  const flat = (grey: number, channels: 1 | 3, width = 20, height = 30) => ({
    width,
    height,
    channels,
    data: new Uint8Array(width * height * channels).fill(grey),
  });

  test('a flat picture of any size is 256 times its grey; colour by its brightness', () => {
    expect([...new Set(tinyGrey(flat(77, 1)))]).toEqual([77]);
    expect([...new Set(tinyGrey(flat(77, 3, 200, 5)))]).toEqual([77]);
    const red = { ...flat(0, 3, 16, 16) };
    red.data.fill(0).forEach((_, i) => {
      if (i % 3 === 0) red.data[i] = 255;
    });
    expect([...new Set(tinyGrey(red))]).toEqual([76]);
    expect(tinyGrey(flat(1, 3))).toHaveLength(tinyPixels);
  });

  test('files are read in their order; missing and unreadable ones are told', async () => {
    const png = async (grey: number) => new Blob([(await writePng(flat(grey, 3))) as BlobPart]);
    const files = [await png(10), null, new Blob(['no picture']), await png(200)];
    const { greys, unread } = await tinyGreys(files, nodeCodecs(), quietJob());
    expect(unread).toEqual([1, 2]);
    expect([0, 1, 2, 3].map((i) => greys[i * tinyPixels + 100])).toEqual([10, 0, 0, 200]);
  });

  test('brighter pictures in one class are told, and one that could not be read is as the mean', async () => {
    const set = setOf('nothing', [0.5, 0.5]);
    const random = makeRandom(3);
    const greys = (shift: number) =>
      Uint8Array.from({ length: set.rows.length * tinyPixels }, (_, at) => {
        const bright = set.rows[Math.floor(at / tinyPixels)]!.labels[0] === 'class 1' ? shift : 0;
        return 100 + bright + 10 * random.normal();
      });
    expect(await probed(set, thumbnailTable({ greys: greys(10), unread: [] })!)).toBeGreaterThan(0.9);
    expect(await probed(set, thumbnailTable({ greys: greys(0), unread: [] })!)).toBeLessThan(0.62);
    const { data, dim } = thumbnailTable({ greys: greys(10), unread: [0] })!;
    expect([...data.subarray(0, dim)]).toEqual([...new Array(dim - 1).fill(0), 1]);
    expect(thumbnailTable({ greys: new Uint8Array(0), unread: [] })).toBeNull();
  });
});

describe('verdict', () => {
  const told = (value: number | null, low: number | null) => ({
    value,
    low,
    high: low,
    method: 'folds' as const,
  });

  test('alarms from half of the gain of the embedding on, for greys from four fifths on', () => {
    expect(probeVerdict('size', told(0.74, 0.6), 0.95, 0.5)).toBe('alarm');
    expect(probeVerdict('size', told(0.7, 0.6), 0.95, 0.5)).toBe('above-chance');
    expect(probeVerdict('thumbnail', told(0.74, 0.6), 0.95, 0.5)).toBe('above-chance');
    expect(probeVerdict('thumbnail', told(0.88, 0.6), 0.95, 0.5)).toBe('alarm');
  });

  test('an interval that holds chance is silent, one that is not there is unclear', () => {
    expect(probeVerdict('size', told(0.9, 0.5), 0.95, 0.5)).toBe('silent');
    expect(probeVerdict('size', told(0.9, null), 0.95, 0.5)).toBe('unclear');
    expect(probeVerdict('size', told(null, null), 0.95, 0.5)).toBe('unclear');
    expect(probeVerdict('tags', told(0.6, 0.55), null, 0.5)).toBe('alarm');
  });

  test('chance is one of the classes, or half for labels', () => {
    expect(chanceOf({ task: 'single', classes: ['a', 'b', 'c', 'd'] })).toBe(0.25);
    expect(chanceOf({ task: 'multi', classes: ['a', 'b', 'c', 'd'] })).toBe(0.5);
  });

  test('the better record is chosen by the inner part alone', () => {
    const table: CaseTable = {
      ids: ['a', 'b', 'c', 'd'],
      dim: 1,
      data: new Float32Array(4),
      task: 'single',
      classes: ['x', 'y'],
      rowClasses: [[0], [1], [0], [1]],
      groups: [null, null, null, null],
    };
    const plan = {
      kind: 'folds',
      folds: [{ repeat: 0, train: [], inner: [0, 1], test: [2, 3] }],
      repeats: 1,
      seed: 1,
    } as const;
    const right = Float32Array.of(1, 0, 0, 1);
    const wrong = Float32Array.of(0, 1, 1, 0);
    const record = (approach: 'linear' | 'neighbours', inner: Float32Array, test: Float32Array) => ({
      approach,
      folds: [{ inner, test, choice: {} }],
    });
    const records = [record('linear', wrong, right), record('neighbours', right, wrong)];
    expect(betterRecord(table, { plan, records })!.folds[0]!.test).toBe(wrong);
    expect(betterRecord(table, { plan, records: [] })).toBeNull();
  });
});
