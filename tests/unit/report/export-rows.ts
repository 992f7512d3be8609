// Made-up rows to export: ids, labels and groups that are hard to write, vectors of unit length.
import { normaliseRows } from '../../../src/domain/matrix';
import { makeRandom } from '../../../src/domain/random';
import type { EmbeddingRows } from '../../../src/domain/report/embeddings-rows';

const hard = ['__proto__', 'a"b', 'ü;1', '😀', "=1+1,'x'", 'two\nlines', '-7'];

export function exportRows(rows: number, dim: number): EmbeddingRows {
  const random = makeRandom(5);
  const data = Float32Array.from({ length: rows * dim }, () => random.normal());
  const texts = (offset: number) => Array.from({ length: rows }, (_, i) => hard[(i + offset) % 7] as string);
  return {
    ids: Array.from({ length: rows }, (_, i) => (i < 7 ? (hard[i] as string) : `item${i}`)),
    dim,
    data: normaliseRows(data, dim),
    labels: texts(3).map((text, i) => (i % 3 === 0 ? '' : text)),
    groups: texts(1),
    names: null,
    space: { encoder: 'test-encoder', sha256: 'ab'.repeat(32), rendering: 'plain', level: 'image' },
  };
}
