// D33: classes whose images became 8 bit in different ways are told apart by that.
import { describe, expect, test } from 'vitest';
import { defaultRendering, type Rendering } from '../../../src/domain/intake/rendering';
import { auditWindows, notCt } from '../../../src/domain/intake/window-audit';
import type { DicomFacts } from '../../../src/domain/types';

const facts = (modality: string, window: [number, number] | null): DicomFacts => ({
  modality,
  bodyPart: '',
  photometric: 'MONOCHROME2',
  transferSyntax: 'x',
  bitsStored: 12,
  window,
});

const grey = (label: string, window: [number, number] | null, modality = 'CT') => ({
  labels: [label],
  excluded: false,
  renditions: window ? ['percentile', 'window'] : ['percentile'],
  dicom: facts(modality, window),
});
const eightBit = (label: string) => ({
  labels: [label],
  excluded: false,
  renditions: ['plain'],
  dicom: null,
});
const times = <T>(n: number, one: T) => Array.from({ length: n }, () => one);
const causes = (
  items: Parameters<typeof auditWindows>[0],
  rendering: Rendering = defaultRendering,
  rule: 'window' | 'percentile' = 'percentile',
) => auditWindows(items, rendering, rule).map(({ cause }) => cause);

describe('window audit', () => {
  test('classes alike say nothing', () => {
    const items = [...times(5, grey('a', [40, 400])), ...times(9, grey('b', [40, 400]))];
    expect(causes(items, defaultRendering, 'window')).toEqual([]);
    expect(causes(times(4, grey('a', null)))).toEqual([]);
  });

  test('a window in the files of one class only', () => {
    const items = [...times(5, grey('a', [40, 400])), ...times(5, grey('b', null))];
    const [found] = auditWindows(items, defaultRendering, 'percentile');
    expect(found?.cause).toBe('own-window-in-some');
    expect(found?.classes).toEqual([
      { classId: 'a', share: 1, which: null },
      { classId: 'b', share: 0, which: null },
    ]);
  });

  test('other windows in the files matter only while they are in use', () => {
    const items = [...times(5, grey('a', [40, 400])), ...times(5, grey('b', [-600, 1500]))];
    expect(causes(items, defaultRendering, 'window')).toEqual(['other-windows']);
    expect(causes(items, { ...defaultRendering, windowing: { by: 'file' } })).toEqual(['other-windows']);
    expect(
      causes(items, { ...defaultRendering, windowing: { by: 'percentile', low: 10, high: 90 } }),
    ).toEqual([]);
  });

  test('pictures that are 8 bit already beside stored greys, and mixed machines', () => {
    expect(causes([...times(3, eightBit('a')), ...times(3, grey('b', null))])).toEqual(['eight-bit-in-some']);
    expect(causes([...times(3, grey('a', null, 'CT')), ...times(3, grey('b', null, 'MR'))])).toEqual([
      'other-modality',
    ]);
  });

  test('a small share of strangers is no sign, excluded images count for nothing', () => {
    const items = [...times(9, grey('a', null)), grey('a', [40, 400]), ...times(10, grey('b', null))];
    expect(causes(items)).toEqual([]);
    const stranger = { ...grey('b', [40, 400]), excluded: true };
    expect(causes([...times(3, grey('a', null)), grey('b', null), ...times(5, stranger)])).toEqual([]);
  });

  test('a crop rule of one class', () => {
    const classCrops = { a: { keep: null, masks: [{ x: 0, y: 0, width: 0.1, height: 0.1 }] } };
    const items = [...times(3, eightBit('a')), ...times(3, eightBit('b'))];
    expect(causes(items, { ...defaultRendering, classCrops })).toEqual(['other-crop']);
  });

  test('presets are meant for CT', () => {
    expect(notCt(grey('a', null, 'CT'))).toBe(false);
    expect(notCt(grey('a', null, 'MR'))).toBe(true);
    expect(notCt({ renditions: ['percentile'], dicom: null })).toBe(true);
    expect(notCt(eightBit('a'))).toBe(false);
  });
});
