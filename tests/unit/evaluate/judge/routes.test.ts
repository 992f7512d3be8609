// What single routes say, held against the plain functions of the application and against counts by hand.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openClusters } from '../../../../src/domain/evaluate/judge/cluster-route';
import type { JudgedFold } from '../../../../src/domain/evaluate/judge/judge-types';
import { openLinear } from '../../../../src/domain/evaluate/judge/linear-route';
import { lookUpOf, searchOf } from '../../../../src/domain/evaluate/judge/nearest-learnt';
import { votesFor } from '../../../../src/domain/evaluate/judge/neighbour-vote';
import { openNeighbours } from '../../../../src/domain/evaluate/judge/neighbours-route';
import { openPrototypes } from '../../../../src/domain/evaluate/judge/prototypes-route';
import { openWords, usableWordings } from '../../../../src/domain/evaluate/judge/words-route';
import { alikeRows } from '../../../../src/domain/evaluate/signal/fast-routes';
import { quietJob } from '../../../../src/domain/job';
import { voteOfNeighbours } from '../../../../src/domain/predict/knn';
import { makeRandom } from '../../../../src/domain/random';
import { caseTable, wordsFor } from './judge-case';

const job = quietJob();

/** The first half learnt from, then a quarter to choose by and a quarter to answer. */
function foldOf(rows: number): JudgedFold {
  const span = (from: number, to: number) =>
    Array.from(
      { length: Math.floor(to * rows) - Math.floor(from * rows) },
      (_, i) => Math.floor(from * rows) + i,
    );
  return { train: span(0, 0.5), inner: span(0.5, 0.75), test: span(0.75, 1), refit: span(0, 0.75), seed: 3 };
}

describe('votes', () => {
  const voters = fc.array(
    fc.record({
      similarity: fc.double({ min: -1, max: 1, noNaN: true }),
      own: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 12 },
  );

  test('are those of the neighbours’ panel, for every k at once', () => {
    fc.assert(
      fc.property(voters, (list) => {
        const sorted = [...list].sort((a, b) => b.similarity - a.similarity);
        const ks = [1, 3, 5, 20];
        const found = votesFor(
          {
            similarities: sorted.map(({ similarity }) => similarity),
            classes: sorted.map(({ own }) => [own]),
          },
          ks,
          'single',
          3,
        );
        for (const [at, k] of ks.entries()) {
          const neighbours = sorted.map(({ similarity, own }) => ({ similarity, labels: [`${own}`] }));
          const { shares } = voteOfNeighbours(neighbours, ['0', '1', '2'], k);
          for (let c = 0; c < 3; c++) {
            const share =
              shares.find(({ classId }) => classId === `${c}`)?.share ?? (list.length === 0 ? 1 / 3 : 0);
            expect(found[at]![c]).toBeCloseTo(share, 9);
          }
        }
      }),
    );
  });

  test('several labels: each has the share of the weight that voters having it have', () => {
    const voted = votesFor({ similarities: [0.6, 0.4], classes: [[0, 1], [1]] }, [2], 'multi', 3);
    expect([...voted[0]!].map((share) => share.toFixed(6))).toEqual(['0.600000', '1.000000', '0.000000']);
    expect([...votesFor({ similarities: [], classes: [] }, [2], 'multi', 2)[0]!]).toEqual([0.5, 0.5]);
  });
});

test('nearest learnt rows: looked up or searched, the same, and never a row that is not learnt', async () => {
  const { data, dim, ids } = caseTable();
  const { test: asked, refit } = foldOf(ids.length);
  const learnt = refit.filter((row) => row % 3 > 0);
  const looked = await lookUpOf(await alikeRows(data, dim))(asked, learnt, 7, job);
  const searched = await searchOf(data, dim)(asked, learnt, 7, job);
  expect(looked.map(({ rows }) => rows)).toEqual(searched.map(({ rows }) => rows));
  for (const [at, { rows, similarities }] of looked.entries()) {
    expect(rows).toHaveLength(7);
    expect(rows.every((row) => learnt.includes(row))).toBe(true);
    for (const [t, value] of similarities.entries())
      expect(searched[at]!.similarities[t]).toBeCloseTo(value, 6);
  }
  expect((await searchOf(data, dim)(asked, learnt.slice(0, 2), 7, job))[0]!.rows).toHaveLength(2);
});

test('class means: the shares at T have log ratios of cosine gaps over T, and no other T has less loss', async () => {
  const table = caseTable({ classCount: 2, noise: 2 });
  const fold = foldOf(table.ids.length);
  const { choice, inner } = await openPrototypes(table)(fold, job);
  const temperature = choice.temperature!;
  // The means, plainly.
  const mean = (c: number) =>
    fold.train
      .filter((row) => table.rowClasses[row]![0] === c)
      .reduce(
        (sum, row) => sum.map((v, d) => v + table.data[row * table.dim + d]!),
        new Float64Array(table.dim),
      );
  const cosine = (row: number, m: Float64Array) =>
    m.reduce((sum, v, d) => sum + v * table.data[row * table.dim + d]!, 0) / Math.hypot(...m);
  const gaps = fold.inner.map((row) => cosine(row, mean(1)) - cosine(row, mean(0)));
  for (const [at, gap] of gaps.entries()) {
    expect(Math.log(inner[at * 2 + 1]! / inner[at * 2]!)).toBeCloseTo(gap / temperature, 3);
  }
  const lossAt = (t: number) => {
    const losses = [0, 1].map((c) => {
      const own = fold.inner.flatMap((row, at) =>
        table.rowClasses[row]![0] === c ? [Math.log1p(Math.exp(((c === 1 ? -1 : 1) * gaps[at]!) / t))] : [],
      );
      return own.reduce((sum, loss) => sum + loss, 0) / own.length;
    });
    return (losses[0]! + losses[1]!) / 2;
  };
  for (const factor of [0.9, 0.98, 1.02, 1.1]) {
    expect(lossAt(temperature)).toBeLessThanOrEqual(lossAt(temperature * factor) + 1e-9);
  }
});

test('neighbours: of equal figures 5 voters are taken', async () => {
  const table = caseTable({ noise: 0.05, groupNoise: 0.05 });
  const nearest = lookUpOf(await alikeRows(table.data, table.dim));
  const fold = foldOf(table.ids.length);
  const { choice } = await openNeighbours(table, nearest)(fold, job);
  expect(choice).toEqual({ k: 5 });
  // With three rows to learn from there is no fifth voter.
  const small = { ...fold, train: [0, 3, 6] };
  expect((await openNeighbours(table, nearest)(small, job)).choice.k).toBe(1);
});

test('groups of alike images: far apart and pure, a row is answered by the counts of its group', async () => {
  const table = caseTable({ noise: 0.01, groupNoise: 0.01, groupsPerClass: 4, rowsPerGroup: 5 });
  const fold = foldOf(table.ids.length);
  const { choice, test: said } = await openClusters(table)(fold, job);
  expect(choice.k).toBe(3);
  for (const [at, row] of fold.test.entries()) {
    const [own] = table.rowClasses[row]! as [number];
    const members = fold.refit.filter((other) => table.rowClasses[other]![0] === own).length;
    expect(said[at * 3 + own]).toBeCloseTo((members + 1) / (members + 3), 6);
    expect(said[at * 3 + ((own + 1) % 3)]).toBeCloseTo(1 / (members + 3), 6);
  }
});

test('linear: an offset and a common factor of all rows change nothing', async () => {
  const table = caseTable({ noise: 1.5 });
  const fold = foldOf(table.ids.length);
  const once = await openLinear(table)(fold, job);
  const moved = { ...table, data: table.data.map((value, p) => 3 * value + (p % table.dim) / 10) };
  const other = await openLinear(moved)(fold, job);
  expect(other.choice).toEqual(once.choice);
  for (const [at, score] of once.test.entries()) expect(other.test[at]).toBeCloseTo(score, 3);
});

describe('words', () => {
  const table = caseTable();
  const fold = foldOf(table.ids.length);
  const words = wordsFor(table);

  test('vectors of another space are used where they are given', async () => {
    const random = makeRandom(1);
    const elsewhere = {
      ...table,
      dim: 4,
      data: Float32Array.from({ length: table.ids.length * 4 }, () => random.normal()),
    };
    const usable = usableWordings(words, 3);
    const own = await (await openWords(table, words, usable, job))(fold, job);
    const given = await openWords(elsewhere, { ...words, data: table.data }, usable, job);
    expect(await given(fold, job)).toEqual(own);
  });

  test('sigmoid shares are divided by their sum where there is one answer, and left alone where labels stand alone', async () => {
    const rule = { logitScale: 10, logitBias: -3, activation: 'sigmoid' } as const;
    const asked = { ...words, rule };
    const usable = usableWordings(asked, 3);
    const single = await (await openWords(table, asked, usable, job))(fold, job);
    const multi = await (await openWords({ ...table, task: 'multi' }, asked, usable, job))(fold, job);
    for (let at = 0; at < single.test.length; at += 3) {
      const shares = [0, 1, 2].map((c) => multi.test[at + c]!);
      const total = shares.reduce((sum, share) => sum + share, 0);
      expect(Math.abs(total - 1)).toBeGreaterThan(1e-4);
      for (const [c, share] of shares.entries()) expect(single.test[at + c]).toBeCloseTo(share / total, 5);
    }
  });
});
