import { describe, expect, test } from 'vitest';
import { quietJob } from '../../../src/domain/job';
import { prototypeSimilarities, prototypesOf } from '../../../src/domain/predict/prototypes';

const classes = ['a', 'b'];
const rows = (...values: number[][]) => ({ data: Float32Array.from(values.flat()), dim: 2 });

describe('prototypes', () => {
  test('a class without an image is left out, and so is one whose only image asks', async () => {
    const found = await prototypesOf({ ...rows([1, 0], [0, 1]), labels: [['a'], ['gone']] }, classes);
    expect(found.classes.map(({ classId, images }) => [classId, images])).toEqual([['a', 1]]);
    expect(prototypeSimilarities(found, Float32Array.of(1, 0), ['a'])).toEqual([]);
  });

  test('best first, ties in the order of the classes, and the images counted are those of others', async () => {
    const labels = [['a', 'b'], ['b'], ['a']];
    const found = await prototypesOf({ ...rows([1, 0], [1, 0], [1, 0]), labels }, classes);
    expect(prototypeSimilarities(found, Float32Array.of(1, 0))).toEqual([
      { classId: 'a', similarity: 1, images: 2 },
      { classId: 'b', similarity: 1, images: 2 },
    ]);
    expect(
      prototypeSimilarities(found, Float32Array.of(1, 0), ['a', 'b']).map(({ images }) => images),
    ).toEqual([1, 1]);
  });

  test('a mean of zeros is like nothing', async () => {
    const found = await prototypesOf({ ...rows([1, 0], [-1, 0]), labels: [['a'], ['a']] }, classes);
    expect(prototypeSimilarities(found, Float32Array.of(1, 0))[0]?.similarity).toBe(0);
  });

  test('no rows, no prototypes; a cancelled job throws', async () => {
    expect((await prototypesOf({ ...rows(), labels: [] }, classes)).classes).toEqual([]);
    const dim = 2_000_000;
    const wide = { data: new Float32Array(dim), dim, labels: [['a']] };
    const gone = quietJob(AbortSignal.abort());
    await expect(prototypesOf(wide, classes, gone)).rejects.toThrow();
  });
});
