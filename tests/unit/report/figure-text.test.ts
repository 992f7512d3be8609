import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountText,
  countText,
  estimateText,
  figureText,
  percentText,
  rangeText,
} from '../../../src/domain/report/figure-text';
import { range } from '../../fixtures/builders/report-case';

describe('figures as text', () => {
  test('three decimals, rounded; 1.000 and 0.000 only for what is that', () => {
    expect([0.7314, 0.6301, -0.01, 0, 1, -1].map(figureText)).toEqual([
      '0.731',
      '0.630',
      '-0.010',
      '0.000',
      '1.000',
      '-1.000',
    ]);
    expect([0.99999, -0.99999, 0.00001, -0.00001].map(figureText)).toEqual([
      '0.999',
      '-0.999',
      '0.001',
      '-0.001',
    ]);
    expect(figureText(-0)).toBe('0.000');
  });

  test('never further off than the rounding and the rule above allow', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
        expect(Math.abs(Number(figureText(value)) - value)).toBeLessThanOrEqual(0.001);
        expect(Math.sign(Number(figureText(value)))).toBe(value === 0 ? 0 : Math.sign(value));
      }),
    );
  });

  test('an interval says how it was come by; without one that is said', () => {
    expect(estimateText(range(0.83, 0.74, 0.9))).toBe('0.830 (95 % interval 0.740 to 0.900, approximate)');
    expect(estimateText(range(0.83, 0.74, 0.9, 'groups'))).toBe(
      '0.830 (95 % interval 0.740 to 0.900, by groups)',
    );
    expect(estimateText(range(0.83))).toBe('0.830 (no interval)');
    expect(estimateText(range(null))).toBe('too few to say');
    expect(rangeText(range(0.5))).toBeNull();
  });

  test('counts and shares', () => {
    expect(countText(1, { one: 'image', many: 'images' })).toBe('1 image');
    expect(countText(1200, { one: 'image', many: 'images' })).toBe('1,200 images');
    expect([9.6, 3, 38.4375].map(amountText)).toEqual(['9.6', '3', '38.4']);
    expect([0.125, 0.3, 1].map(percentText)).toEqual(['12.5 %', '30 %', '100 %']);
  });
});
