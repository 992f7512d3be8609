// A small training set of Gaussian classes in 12 dimensions.

import { defaultSpec } from '../../../src/domain/predict/adapter-default';
import type { AdapterSpec, AdapterTraining } from '../../../src/domain/predict/adapter-types';
import { makeRandom } from '../../../src/domain/random';

export function trainingCase(
  spec: Partial<AdapterSpec> = {},
  perClass = [14, 12, 20],
  noise = 0.6,
): AdapterTraining {
  const dim = 12;
  const random = makeRandom(41);
  const centres = Array.from({ length: perClass.length * dim }, () => random.normal());
  const targets = Int32Array.from(perClass.flatMap((count, c) => new Array<number>(count).fill(c)));
  return {
    ids: Array.from(targets, (_, i) => `item${i}`),
    dim,
    data: Float32Array.from(
      { length: targets.length * dim },
      (_, p) => centres[targets[Math.floor(p / dim)]! * dim + (p % dim)]! + random.normal() * noise,
    ),
    targets,
    classes: perClass.map((_, c) => `class${c}`),
    groups: Array.from(targets, () => null),
    spec: { ...defaultSpec('linear', 3), maxEpochs: 12, ...spec },
  };
}
