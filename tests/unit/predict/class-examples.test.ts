import { expect, test } from 'vitest';
import { examplesByClass } from '../../../src/domain/predict/class-examples';

const near = (id: string, similarity: number, ...labels: string[]) => ({ id, similarity, labels });
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

test('each class has its most alike images, and the most alike labelled ones that lack it', () => {
  const ranked = [
    near('1', 0.9, 'a'),
    near('2', 0.8, 'a', 'b'),
    near('3', 0.7),
    near('4', 0.6, 'b'),
    near('5', 0.5, 'c'),
    near('6', 0.4, 'b'),
  ];
  const [a, b, none] = examplesByClass(ranked, ['a', 'b', 'empty'], 2);
  // The image with both labels is an example of each and speaks against neither.
  expect([ids(a!.nearest), ids(a!.others)]).toEqual([
    ['1', '2'],
    ['4', '5'],
  ]);
  expect([ids(b!.nearest), ids(b!.others)]).toEqual([
    ['2', '4'],
    ['1', '5'],
  ]);
  expect([ids(none!.nearest), ids(none!.others)]).toEqual([[], ['1', '2']]);
  expect(a!.nearest[0]).toEqual({ id: '1', similarity: 0.9 });
  expect(examplesByClass([], ['a'], 2)).toEqual([{ classId: 'a', nearest: [], others: [] }]);
});
