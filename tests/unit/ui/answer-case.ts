// Answers as the tests of tables and routes write them: only what matters, class i called `ci`.
import { type KeptPrediction, type Prediction, todaysPrediction } from '../../../src/state/answers';

const named = (shares: readonly number[]) => shares.map((share, i) => ({ classId: `c${i}`, share }));

/** An answer in which all routes but those given say nothing. */
export function answered(given: Partial<KeptPrediction>): Prediction {
  return todaysPrediction({ id: 'a', neighbours: null, adapter: null, ...given });
}

export const vote = (...shares: number[]): Prediction['neighbours'] => ({
  nearest: [{ id: 'n', similarity: 0.8 }],
  shares: named(shares).sort((a, b) => b.share - a.share),
  unlike: false,
});

export const adapterSays = (task: 'single' | 'multi', ...probabilities: number[]): Prediction['adapter'] => ({
  task,
  classes: probabilities.map((_, i) => `c${i}`),
  probabilities,
});

export const means = (...similarities: number[]): Prediction['prototypes'] => ({
  similarities: similarities
    .map((similarity, i) => ({ classId: `c${i}`, similarity, images: 3 }))
    .sort((a, b) => b.similarity - a.similarity),
  margin: 0.1,
});

/** Share 0.7 for `c1`, of whose words all are known; `knownShare` of the words of `c0`. */
export const wordsSay = (
  knownShare: number,
  none?: { share: number; knownShare: number },
): Prediction['words'] => ({
  shares: [
    { classId: 'c1', share: 0.7, knownShare: 1 },
    { classId: 'c0', share: 0.3, knownShare },
  ],
  unknownWords: knownShare === 1 ? [] : ['zorg'],
  ...(none ? { none } : {}),
});

export const groupOf = (...counts: number[]): Prediction['cluster'] => ({
  cluster: 0,
  name: 'Cluster 1',
  distance: 0.4,
  fartherShare: 0.5,
  composition: counts.map((count, i) => ({ classId: `c${i}`, count })),
});
