// What does not belong: scouts, colour among greys and the reverse; classes that differ in colour; grey stored as RGB.
import { describe, expect, test } from 'vitest';
import { isColourful } from '../../../src/domain/intake/colourful';
import { colourGap, oddOnes } from '../../../src/domain/intake/odd-ones';
import type { DicomFacts, Item } from '../../../src/domain/types';
import {
  acrossPartsSentence,
  colourSentence,
  duplicateSentence,
  groupSentence,
  leakSentence,
  textSentence,
} from '../../../src/ui/intake/check-words';
import { groups, patients, studies } from '../ui/nouns';

type Seen = Pick<Item, 'id' | 'labels' | 'dicom' | 'excluded' | 'colour' | 'widthPx' | 'heightPx'>;

let serial = 0;
const seen = (label: string, change: Partial<Seen> = {}): Seen => {
  serial += 1;
  const size = { widthPx: 64, heightPx: 64 };
  return {
    id: `i${serial}`,
    labels: [label],
    dicom: null,
    excluded: false,
    colour: false,
    ...size,
    ...change,
  };
};
const many = (n: number, label: string, change: Partial<Seen> = {}) =>
  Array.from({ length: n }, () => seen(label, change));
const scout = { localizer: true } as DicomFacts;

describe('odd ones', () => {
  test('scouts and colour among greys, with their reasons', () => {
    const odd = [seen('a', { dicom: scout }), seen('a', { colour: true })];
    expect(oddOnes([...many(20, 'a'), ...odd, ...many(20, 'b')])).toEqual([
      { classId: 'a', ids: odd.map(({ id }) => id), why: ['localizer', 'colour'] },
    ]);
  });

  test('none in a small class, in one that is half and half, or where nothing is known', () => {
    expect(oddOnes([...many(6, 'a'), seen('a', { colour: true })])).toEqual([]);
    expect(oddOnes([...many(10, 'a'), ...many(10, 'a', { colour: true })])).toEqual([]);
    const old = many(20, 'a').map(({ colour: _, ...rest }) => rest);
    expect(oddOnes([...old, seen('a', { colour: true })])).toEqual([]);
    expect(oddOnes([...many(20, 'a'), seen('a', { colour: true, excluded: true })])).toEqual([]);
    expect(oddOnes([])).toEqual([]);
  });
});

describe('colour of classes', () => {
  test('one in grey and one in colour is told; the same mixture in both is not', () => {
    expect(colourGap([...many(5, 'a'), ...many(5, 'b', { colour: true })])).toEqual([
      { classId: 'a', colour: 0 },
      { classId: 'b', colour: 1 },
    ]);
    const mixed = (label: string) => [...many(3, label), ...many(3, label, { colour: true })];
    expect(colourGap([...mixed('a'), ...mixed('b')])).toBeNull();
    expect(colourGap([...many(5, 'a'), seen('b', { colour: true })])).toBeNull();
    expect(colourGap([])).toBeNull();
  });

  test('grey stored as RGB is grey, also with the tint of a lossy file or with a small mark', () => {
    const rgb = (at: (i: number) => readonly [number, number, number]) => {
      const data = Uint8Array.from(Array.from({ length: 400 }, (_, i) => at(i)).flat());
      return { width: 20, height: 20, channels: 3, data } as const;
    };
    expect(isColourful(rgb((i) => [i % 256, i % 256, i % 256]))).toBe(false);
    expect(isColourful(rgb((i) => [(i % 240) + 9, i % 240, (i % 240) + 4]))).toBe(false);
    expect(isColourful(rgb((i) => (i < 2 ? [255, 0, 0] : [90, 90, 90])))).toBe(false);
    expect(isColourful(rgb((i) => (i < 40 ? [255, 0, 0] : [90, 90, 90])))).toBe(true);
    expect(isColourful({ width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 255) })).toBe(false);
  });
});

describe('sentences', () => {
  test('carry their n', () => {
    expect(textSentence(12, 40)).toMatch(/^12 of 40 images may carry text in the pixels: names can/);
    expect(textSentence(1, 1)).toMatch(/^The image may carry text/);
    expect(duplicateSentence(5, 2)).toBe('5 duplicates; 2 are in two classes or more.');
    expect(duplicateSentence(1, 0)).toBe('1 duplicate; none is in two classes.');
    const classes = [{ id: 'a', name: 'Red', swatch: 0 }];
    expect(colourSentence([{ classId: 'a', colour: 0.5 }], classes)).toMatch(/Red 50 %/);
  });

  test('of patients on both sides', () => {
    const leak = { groups: 3, noun: patients, ids: ['a'] };
    expect(leakSentence('external', leak)).toBe(
      '3 patients have images both in the external test set and outside it: figures judged there are flattered.',
    );
    expect(leakSentence('split', { ...leak, groups: 1, noun: groups })).toMatch(
      /^1 group has images both in the test part/,
    );
    expect(acrossPartsSentence(1)).toMatch(/^1 image came in two parts .* it stands in one alone\.$/);
  });

  test('of groups', () => {
    const counted = { images: 24, groups: 6, without: 0, noun: patients, external: 0 };
    expect(groupSentence(counted)).toBe('24 images, 6 patients');
    expect(groupSentence({ ...counted, noun: studies, without: 2 })).toBe(
      '24 images, 6 studies, 2 images without one',
    );
    expect(groupSentence({ ...counted, groups: 0, without: 24 })).toBe('24 images, patients unknown');
    expect(groupSentence({ ...counted, external: 12 })).toBe('24 images, 6 patients, 12 external');
  });
});
