// The order of slices, and what becomes of a drop under each answer.
import { describe, expect, test } from 'vitest';
import { findFrames, imagesFrom, type PlannedFile, planFrames } from '../../../src/domain/intake/frame-plan';
import { type FrameChoice, framesUsed, imagesOf } from '../../../src/domain/intake/frame-use';
import type { Peek } from '../../../src/domain/intake/peek';
import { type NamedSlice, orderSlices } from '../../../src/domain/intake/series';

const axial = [1, 0, 0, 0, 1, 0];
const slice = (given: Partial<NamedSlice>): NamedSlice => ({
  position: null,
  orientation: axial,
  instance: null,
  name: 'x',
  ...given,
});
const at = (z: number, given: Partial<NamedSlice> = {}) => slice({ position: [-120, -120, z], ...given });

describe('the order of slices', () => {
  test('follows the position, whatever the numbers and names say', () => {
    const slices = [at(30, { instance: 1 }), at(-10, { instance: 2 }), at(5, { instance: 3 })];
    expect(orderSlices(slices)).toEqual({ order: [1, 2, 0], by: 'position', repeated: 0 });
    expect(orderSlices([...slices].reverse()).order).toEqual([1, 0, 2]);
  });

  test('a tilted gantry: positions move in the plane too, the normal decides', () => {
    const tilt = (20 * Math.PI) / 180;
    const orientation = [1, 0, 0, 0, Math.cos(tilt), Math.sin(tilt)];
    // Table steps of 5 mm along z; y is large and falls, as some scanners re-centre each slice.
    const slices = [3, 0, 2, 1].map((i) => slice({ position: [0, -400 - i, i * 5], orientation }));
    expect(orderSlices(slices)).toMatchObject({ order: [1, 3, 2, 0], by: 'position' });
  });

  test('sagittal slices are ordered along x', () => {
    const orientation = [0, 1, 0, 0, 0, -1];
    const slices = [40, 10, 20].map((x) => slice({ position: [x, 0, 0], orientation }));
    // Row times column points to -x here: the order is the reverse, and still an order.
    expect(orderSlices(slices).order).toEqual([0, 2, 1]);
  });

  test('a plane turned over and small rounding stay parallel', () => {
    const flipped = [1, 0, 0, 0, -1, 0];
    const rounded = [0.99999, 0.0001, 0, -0.0001, 0.99999, 0];
    const slices = [at(2, { orientation: rounded }), at(1), at(0, { orientation: flipped })];
    expect(orderSlices(slices)).toMatchObject({ order: [2, 1, 0], by: 'position' });
  });

  test('duplicates: same place, then number, then name; they are counted', () => {
    const slices = [
      at(1, { instance: 9, name: 'b' }),
      at(0, { instance: 7 }),
      at(1, { instance: 8 }),
      at(1.001, { instance: 9, name: 'a' }),
    ];
    expect(orderSlices(slices)).toEqual({ order: [1, 2, 3, 0], by: 'position', repeated: 2 });
  });

  test('one missing position: numbers; a missing number too: names, digits as numbers', () => {
    const numbered = [at(3, { instance: 2 }), slice({ instance: 3 }), at(1, { instance: 1 })];
    expect(orderSlices(numbered)).toMatchObject({ order: [2, 0, 1], by: 'number' });
    const named = [at(3, { instance: 2, name: 'IM10' }), slice({ name: 'IM2' }), at(1, { name: 'IM1' })];
    expect(orderSlices(named)).toMatchObject({ order: [2, 1, 0], by: 'name' });
  });

  test('scouts of several directions and a cine in one place go by number', () => {
    const scout = [
      at(0, { instance: 2 }),
      slice({ position: [1, 1, 1], orientation: [0, 1, 0, 0, 0, -1], instance: 1 }),
    ];
    expect(orderSlices(scout)).toMatchObject({ order: [1, 0], by: 'number' });
    const cine = [3, 1, 2].map((instance) => at(7, { instance }));
    expect(orderSlices(cine)).toMatchObject({ order: [1, 2, 0], by: 'number', repeated: 0 });
  });

  test('directions that span no plane are no position; nothing gives nothing', () => {
    const broken = [2, 1].map((instance) => at(-instance, { orientation: [1, 0, 0, 1, 0, 0], instance }));
    expect(orderSlices(broken)).toMatchObject({ order: [1, 0], by: 'number' });
    expect(orderSlices([])).toMatchObject({ order: [] });
  });
});

test('frames of an answer', () => {
  expect(framesUsed(10, 'middle', 3)).toEqual([4]);
  expect(framesUsed(10, 'nth', 3)).toEqual([0, 3, 6, 9]);
  expect(framesUsed(3, 'all', 3)).toEqual([0, 1, 2]);
  expect(framesUsed(3, 'mean', 3)).toEqual([0, 1, 2]);
  expect((['middle', 'all', 'nth', 'mean'] as const).map((use) => imagesOf(10, use, 3))).toEqual([
    1, 10, 4, 1,
  ]);
  expect(framesUsed(0, 'middle', 3)).toEqual([]);
  expect(imagesFrom([10, 3], 'nth', 3)).toBe(5);
});

describe('the plan of a drop', () => {
  const peek = (given: Partial<Peek>): Peek => ({
    format: 'dicom',
    image: true,
    frames: 1,
    seriesKey: null,
    studyKey: null,
    modality: 'CT',
    ...slice(given),
    ...given,
  });
  const file = (given: Partial<Peek> | null, place = '', name = 'f'): PlannedFile => ({
    name,
    place,
    peek: given && peek(given),
  });
  const ct = (z: number, place = '') => file({ seriesKey: 'S', position: [0, 0, z] }, place);
  // A picture, a cine of 4 frames, and a series of 6 with its last slice first.
  const files = [file(null), file({ frames: 4 }), ct(50), ct(0), ct(10), ct(20), ct(30), ct(40)];
  const choose = (given: Partial<FrameChoice>): FrameChoice => ({
    files: null,
    series: null,
    every: 2,
    ...given,
  });
  const all = (plan: ReturnType<typeof planFrames>) =>
    plan.units.flatMap((unit) => unit.files).length + plan.leftOut.length;

  test('what was found', () => {
    expect(findFrames(files)).toEqual({ files: [4], series: [6] });
    expect(findFrames(files.slice(0, 6))).toEqual({ files: [4], series: [] });
  });

  test('without an answer all is as before: a unit a file, the middle frame', () => {
    const plan = planFrames(files, choose({}));
    expect(plan.units.map((unit) => [unit.files, unit.frames])).toEqual(files.map((_, i) => [[i], null]));
    expect(plan.leftOut).toEqual([]);
  });

  test('each answer leads to its number of images, and no file is lost', () => {
    const plan = (given: Partial<FrameChoice>) => planFrames(files, choose(given));
    expect(plan({ files: 'all' }).units[1]).toMatchObject({ as: 'each', frames: [0, 1, 2, 3] });
    expect(plan({ files: 'nth' }).units[1]).toMatchObject({ as: 'each', frames: [0, 2] });
    expect(plan({ files: 'mean' }).units[1]).toMatchObject({ as: 'mean', frames: [0, 1, 2, 3], of: 4 });
    const middle = plan({ series: 'middle' });
    expect(middle.units.map((unit) => unit.files)).toEqual([[0], [1], [5]]);
    expect([...middle.leftOut].sort()).toEqual([2, 3, 4, 6, 7]);
    expect(plan({ series: 'nth' }).units.map((unit) => unit.files)).toEqual([[0], [1], [3], [5], [7]]);
    const mean = plan({ series: 'mean' });
    expect(mean.units[2]).toMatchObject({ as: 'mean', files: [3, 4, 5, 6, 7, 2], of: 6 });
    for (const given of [{ series: 'middle' }, { series: 'nth' }, { series: 'mean' }] as const) {
      expect(all(plan(given))).toBe(files.length);
    }
  });

  test('slices of one series in two classes never become one image; a short part stays as it is', () => {
    const sorted = [...Array.from({ length: 5 }, (_, z) => ct(z, 'A')), ct(9, 'B'), ct(8, 'B')];
    expect(findFrames(sorted).series).toEqual([5]);
    const plan = planFrames(sorted, choose({ series: 'mean' }));
    expect(plan.units.map((unit) => unit.files)).toEqual([[0, 1, 2, 3, 4], [5], [6]]);
  });

  test('objects without pixels and files of several frames are no slices', () => {
    const odd = [
      file({ seriesKey: 'S', image: false }),
      file({ seriesKey: 'S', frames: 9 }),
      ...files.slice(4),
    ];
    expect(findFrames(odd).series).toEqual([]);
  });
});
