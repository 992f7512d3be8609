import { describe, expect, test } from 'vitest';
import { reportJson } from '../../../src/domain/report/report-json';
import { hostileNames, reportCase, thumbnail } from '../../fixtures/builders/report-case';

describe('the report for machines', () => {
  test('holds what a repeat needs: seeds, versions, hashes, plan, choices, figures as they were worked out', () => {
    const report = reportCase();
    const read = JSON.parse(reportJson(report));
    expect(read.format).toEqual({ name: 'lightbench-report', version: 1 });
    expect(read.notice).toBe('Research use only. Not a medical device.');
    expect(read.verdict.sentence).toContain('about 375 would show it');
    for (const key of [
      'encoder',
      'split',
      'seeds',
      'versions',
      'settings',
      'recipe',
      'flow',
      'parts',
      'made',
    ] as const)
      expect([key, read[key]]).toEqual([key, JSON.parse(JSON.stringify(report[key]))]);
    const [, linear] = read.summary.approaches;
    expect(linear.figures.balancedAccuracy).toEqual({ value: 0.801, low: 0.71, high: 0.87, method: 'folds' });
    expect(linear.choices).toEqual([{ c: 10 }, { c: 1, byDefault: 1 }]);
    expect(linear.confusion[0]).toEqual([30, 3, 3]);
    expect(linear.confusionIds[0][1]).toEqual(['i010', 'i011', 'i012']);
  });

  test('no picture and no file name, ticked or not; the same bytes for the same report', () => {
    const { pictures } = reportCase();
    const ticked = reportCase({ pictures: { ...pictures, thumbnailsTicked: true, fileNamesTicked: true } });
    expect(reportJson(ticked)).toBe(reportJson(reportCase()));
    for (const word of [thumbnail, hostileNames.file]) expect(reportJson(ticked)).not.toContain(word);
  });

  test('what is not there is null, not missing', () => {
    const { signal: _s, learning: _l, guards: _g, subgroups: _u, recipe: _r, ...bare } = reportCase();
    expect(JSON.parse(reportJson(bare))).toMatchObject({
      signal: null,
      learning: null,
      guards: null,
      subgroups: null,
      recipe: null,
    });
  });
});
