// What a look at a folder says about files that the page would ask about: the same files, and no others.
import { describe, expect, it, test } from 'vitest';
import { auditFile } from '../../../src/domain/intake/audit';
import { askedAbout, questionsOf } from '../../../src/domain/intake/audit-questions';
import { peekFile } from '../../../src/domain/intake/peek';
import { askedSentence } from '../../../src/ui/intake/frame-words';
import { noisyPng } from '../../fixtures/builders/pictures';
import { cine, slice } from '../../fixtures/builders/stacks';
import { codecs } from './fixtures';

/** Files with their paths below a dropped folder, looked at as the page does. */
const looked = (files: readonly (readonly [string, Uint8Array])[]) =>
  Promise.all(
    files.map(async ([path, bytes]) => ({
      path: `Set/${path}`,
      peek: await peekFile(new Blob([bytes as BlobPart]), undefined, 'salt'),
    })),
  );
const codesOf = async (files: readonly (readonly [string, Uint8Array])[]) =>
  questionsOf(await looked(files)).map((question) => question && `${question.code} ${question.count}`);
const seriesIn = (folder: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => [`${folder}IM${i}`, slice('2.25.61', from + i)] as const);
const single = noisyPng([9, 99, 200], 1);

describe('asked about', () => {
  it('are files of several frames and series of five slices or more', async () => {
    const codes = await codesOf([['loop.dcm', cine(4)], ['one.png', single], ...seriesIn('', 5)]);
    expect(codes).toEqual(['several-frames 4', null, ...Array(5).fill('series-slice 5')]);
    expect(await codesOf(seriesIn('', 4))).toEqual(Array(4).fill(null));
  });

  it('is a series within one class; system clutter never is', async () => {
    const two = [...seriesIn('A/', 3), ...seriesIn('B/', 3, 3)];
    expect(await codesOf(two)).toEqual(Array(6).fill(null));
    expect(await codesOf([...seriesIn('A/', 5), ...seriesIn('B/', 3, 5)])).toEqual([
      ...Array(5).fill('series-slice 5'),
      ...Array(3).fill(null),
    ]);
    expect(await codesOf([['.hidden/loop.dcm', cine(4)]])).toEqual([null]);
  });
});

describe('the verdict', () => {
  const question = { code: 'several-frames', count: 3 } as const;

  it('keeps the figures of the first frame and all notes but the one on what was picked', async () => {
    const audit = await auditFile(cine(3, 8), 'loop.jpg', codecs);
    if (audit.verdict === 'refused') throw new Error('refused');
    expect(audit.causes).toContain('first-frame-of-many');
    const asked = askedAbout(audit, question, 'dicom');
    expect(asked).toMatchObject({ verdict: 'asked', question, figures: audit.figures });
    expect(asked.causes).toEqual([
      'several-frames',
      ...audit.causes.filter((code) => code !== 'first-frame-of-many'),
    ]);
  });

  it('of a refused file stays a refusal, unless only the browser that decodes it is missing', async () => {
    const cut = await auditFile(cine(3).slice(0, 900), 'loop.dcm', codecs);
    expect(askedAbout(cut, question, 'dicom')).toBe(cut);
    const error = { code: 'unsupported-format', message: 'GIF needs a browser', detail: {} } as const;
    const undecoded = { verdict: 'refused', causes: [error.code], error } as const;
    expect(askedAbout(undecoded, question, 'gif')).toMatchObject({
      verdict: 'asked',
      causes: ['several-frames'],
      figures: null,
    });
    expect(askedAbout(undecoded, question, 'dicom')).toBe(undecoded);
  });
});

test('the sentence says how many there are and what can be chosen', () => {
  expect(askedSentence({ code: 'several-frames', count: 12 })).toMatch(/^It holds 12 frames: .*middle/);
  expect(askedSentence({ code: 'series-slice', count: 24 })).toMatch(/^One of 24 slices of a series: .*all/);
});
