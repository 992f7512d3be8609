import { describe, expect, test } from 'vitest';
import { sharedLabels, studyRows } from '../../../src/domain/explore/study-rows';

const image = (id: string, group: string | null) => ({ id, group });
const rowsOf = (images: readonly ReturnType<typeof image>[]) =>
  studyRows(images).map(({ id, members }) => [id, members.map((member) => member.id).join('')]);

describe('rows', () => {
  test('one a group, in the order of the first member, whatever stands between', () => {
    expect(
      rowsOf([image('a', 'p'), image('b', 'q'), image('c', 'p'), image('d', 'q'), image('e', 'p')]),
    ).toEqual([
      ['c', 'ace'],
      ['b', 'bd'],
    ]);
  });

  test('an image without a group stays alone: two of them are not one', () => {
    expect(rowsOf([image('a', null), image('b', 'p'), image('c', null)])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
    expect(rowsOf([])).toEqual([]);
  });

  test('every image stands in exactly one row, and stands for a row it is a member of', () => {
    const images = Array.from({ length: 50 }, (_, i) => image(`i${i}`, i % 3 === 0 ? null : `p${i % 7}`));
    const rows = studyRows(images);
    const members = rows.flatMap((row) => row.members.map(({ id }) => id));
    expect([...members].sort()).toEqual(images.map(({ id }) => id).sort());
    for (const row of rows) expect(row.members.map(({ id }) => id)).toContain(row.id);
  });

  test.each([
    [1, 'a'],
    [2, 'a'],
    [3, 'b'],
    [4, 'b'],
    [5, 'c'],
  ] as const)('of %i the one in the middle stands for all: %s', (count, middle) => {
    const images = [...'abcde'].slice(0, count).map((id) => image(id, 'p'));
    expect(studyRows(images)[0]?.id).toBe(middle);
  });
});

describe('shared labels', () => {
  const labelled = (...lists: readonly (readonly string[])[]) =>
    sharedLabels(lists.map((labels) => ({ labels })));

  test('are those that all labelled members have, in whatever order', () => {
    expect(labelled(['x'], [], ['x'])).toEqual({ labels: ['x'], mixed: false });
    expect(labelled(['x', 'y'], ['y', 'x'])).toEqual({ labels: ['x', 'y'], mixed: false });
    expect(labelled([], [])).toEqual({ labels: [], mixed: false });
    expect(labelled()).toEqual({ labels: [], mixed: false });
  });

  test('are none where members differ, and that is said', () => {
    expect(labelled(['x'], ['y'])).toEqual({ labels: [], mixed: true });
    expect(labelled(['x'], ['x', 'y'])).toEqual({ labels: [], mixed: true });
    expect(labelled(['x', 'y'], [], ['x'])).toEqual({ labels: [], mixed: true });
  });
});
