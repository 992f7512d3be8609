// Wilson's interval and DeLong's area against SciPy and the definition (areas.py), and against the example of pROC.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { delongArea } from '../../../../src/domain/evaluate/figures/delong';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { wilsonInterval } from '../../../../src/domain/evaluate/figures/wilson';
import golden from '../../../fixtures/golden/evaluate/areas.json';
import { twoClassCases } from './judged-case';

test.each(golden.wilson)('Wilson: $hits of $rows', ({ hits, rows, low, high }) => {
  expect(wilsonInterval(hits, rows)).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
});

test('no rows, no interval', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});

test.each(golden.delong)('DeLong: area $auc', ({ scores, truth, auc, variance, low, high }) => {
  expect(delongArea({ scores: Float64Array.from(scores), truth: Uint8Array.from(truth) })).toEqual({
    auc: expect.closeTo(auc, 12),
    variance: expect.closeTo(variance, 12),
    low: expect.closeTo(low, 12),
    high: expect.closeTo(high, 12),
  });
});

test('one row of a kind has no variance', () => {
  const scores = Float64Array.of(0.1, 0.2, 0.9);
  expect(delongArea({ scores, truth: Uint8Array.of(0, 0, 1) })).toBeNull();
  expect(delongArea({ scores, truth: Uint8Array.of(1, 1, 0) })).toBeNull();
});

const published = '../shared/data/asah.csv';
if (!existsSync(published)) console.log(`${published} is not here: the example of pROC is skipped`);

test.skipIf(!existsSync(published))('pROC: s100b against outcome', () => {
  const [head, ...lines] = readFileSync(published, 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  const column = (name: string) => lines.map((line) => line.split(',')[names.indexOf(name)]!);
  const truth = column('outcome').map((outcome) => (outcome === 'Poor' ? 1 : 0));
  const scores = column('s100b').map(Number);
  const area = delongArea({ scores: Float64Array.from(scores), truth: Uint8Array.from(truth) });
  expect([area?.auc, area?.low, area?.high].map((value) => value?.toFixed(4))).toEqual([
    '0.7314',
    '0.6301',
    '0.8326',
  ]);
  expect(prepareFigures(twoClassCases(truth, scores)).classFigures()[1]!.auc).toBeCloseTo(area!.auc, 12);
});
