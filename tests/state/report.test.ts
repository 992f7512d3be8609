// A report from the real chain: labelled images, judging, summary, sentences; with counts that add up and no name in it.
import { createHash } from 'node:crypto';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { flowGaps } from '../../src/domain/report/report-facts';
import { judgedNumbers, reportable, reportOf } from '../../src/state/report';
import { reportSentences } from '../../src/ui/evaluate/report-sentences';
import { blue, fileOf, green, red } from '../fixtures/builders/pictures';
import { drop, opened } from './opened';
import { ofPerson } from './people-kit';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const noPictures = {
  thumbnailsTicked: false,
  fileNamesTicked: false,
  thumbnails: new Map(),
  fileNames: new Map(),
};

/** Five people a class with two images each, one unlabelled image, one file that is no image. */
async function evaluated() {
  const bench = await opened();
  const { actions } = bench;
  const files = [
    ['Red', red, 0],
    ['Blue', blue, 500],
  ] as const;
  const all = files.flatMap(([name, colour, from]) =>
    ['ann', 'bob', 'cyr', 'dan', 'eve'].flatMap((person, i) =>
      ofPerson(`${name}-${person}`, colour, 2, from + 10 * i).map((file) => ({
        ...file,
        path: `Set/${name}/${file.path}`,
      })),
    ),
  );
  const broken = { path: 'Set/broken.png', file: fileOf('broken.png', new Uint8Array(3)) };
  await actions.addFiles([...all, { ...drop('loose.png', green, 9), path: 'Set/loose.png' }, broken], {
    to: 'folders',
  });
  await actions.confirmReview();
  await actions.chooseGroups({ by: 'name', pattern: '{id}_*', scope: 'unknown' });
  actions.changeEvaluation({ approaches: ['prototypes', 'neighbours'], folds: 3 });
  await actions.evaluate();
  return bench;
}

test('the facts of a report add up, and follow the set', async () => {
  const { actions, store } = await evaluated();
  const report = reportOf(store.getState(), reportSentences, {
    date: '2026-01-02',
    browser: 'Node',
    tableSha256: null,
    pictures: noPictures,
  });
  if (!report) throw new Error('no report');
  expect(flowGaps(report.flow)).toEqual({ files: 0, images: 0 });
  expect(report.flow.files).toMatchObject({ dropped: 22, gotIn: 21, refused: [{ files: 1 }] });
  expect(report.flow).toMatchObject({ images: 21, unlabelled: 1, analysed: { images: 20, rows: 20 } });
  expect(report.groupNoun.many).toBe('patients');
  expect(report.split.groupSources).toEqual([{ source: 'name', rows: 20 }]);
  expect(report.parts[0]?.test.rows).toBeCloseTo(20 / 3, 9);
  actions.setExcluded([report.recipe?.ids[0] as string], true);
  expect(reportable(store.getState())).toBeNull();
});

test('written whole, it carries no base name unless that was ticked, and then says so', async () => {
  const { actions } = await evaluated();
  const plain = await actions.report({ thumbnails: false, fileNames: false }, reportSentences);
  expect(plain?.html).toContain('Research use only.');
  expect(`${plain?.html}${plain?.json}`).not.toMatch(/ann_|\.png/);
  expect(JSON.parse(plain?.json ?? '').encoder.tableSha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the hash is that of the very numbers that were judged', async () => {
  const { actions, store } = await evaluated();
  const state = store.getState();
  const value = reportable(state);
  if (!value) throw new Error('not reportable');
  const numbers = judgedNumbers(state, value);
  expect(numbers).toHaveLength(value.cases.ids.length * value.cases.dim);
  const expected = createHash('sha256').update(new Uint8Array(numbers.slice().buffer)).digest('hex');
  const written = await actions.report({ thumbnails: false, fileNames: false }, reportSentences);
  expect(JSON.parse(written?.json ?? '').encoder.tableSha256).toBe(expected);
});
