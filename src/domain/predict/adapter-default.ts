// The settings each adapter preset starts with.
import type { AdapterPreset, AdapterSpec } from './adapter-types';

/**
 * `notebook` keeps the published recipe to the letter (no validation part, no early stopping, no class weights). The
 * others hold a fifth of the training items back to stop in time and to keep the best epoch. None smooths labels, leaves
 * activations out or forces a task.
 */
export function defaultSpec(preset: AdapterPreset, seed = 0): AdapterSpec {
  const common = { preset, seed, batchSize: 16, validationFraction: 0.2, classWeights: 'balanced' } as const;
  switch (preset) {
    case 'linear':
      return { ...common, learningRate: 3e-3, weightDecay: 0.01, maxEpochs: 100, patience: 20 };
    case 'mlp':
      return { ...common, learningRate: 3e-4, weightDecay: 0.01, maxEpochs: 60, patience: 15 };
    case 'notebook':
      return {
        ...common,
        learningRate: 3e-4,
        weightDecay: 0.01,
        batchSize: 8,
        maxEpochs: 30,
        patience: 0,
        validationFraction: 0,
        classWeights: 'none',
      };
  }
}
