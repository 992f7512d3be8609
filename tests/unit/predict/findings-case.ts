// A generated set of images with co-occurring findings: each adds its own faint direction to a strong look of the image
// that has nothing to do with any finding.
import { normaliseRows } from '../../../src/domain/matrix';
import { makeRandom } from '../../../src/domain/random';

/** How often each finding occurs. */
export const prevalences = [0.45, 0.35, 0.3, 0.25, 0.2] as const;
const lookDirections = 12;

export interface FindingsCase {
  readonly dim: number;
  /** `rows x dim`, unit length. */
  readonly data: Float32Array;
  /** Names of the findings of each row; at least one. */
  readonly labels: readonly (readonly string[])[];
  readonly classes: readonly string[];
}

export function findingsCase(rows: number, seed = 5): FindingsCase {
  const dim = 48;
  const random = makeRandom(seed);
  const classes = prevalences.map((_, c) => `finding${c}`);
  const direction = () => normaliseRows(Float32Array.from({ length: dim }, random.normal), dim);
  const findings = classes.map(direction);
  const looks = Array.from({ length: lookDirections }, direction);
  const raw = new Float32Array(rows * dim);
  const labels = Array.from({ length: rows }, (_, row) => {
    const own = prevalences.map((prevalence) => random.uniform() < prevalence);
    if (!own.includes(true)) own[random.integer(own.length)] = true;
    const strengths = looks.map(() => 2 * random.normal());
    for (let d = 0; d < dim; d++) {
      let value = 0.15 * random.normal();
      for (const [l, look] of looks.entries()) value += strengths[l]! * look[d]!;
      for (const [c, finding] of findings.entries()) if (own[c]) value += finding[d]!;
      raw[row * dim + d] = value;
    }
    return classes.filter((_, c) => own[c]);
  });
  return { dim, data: normaliseRows(raw, dim), labels, classes };
}
