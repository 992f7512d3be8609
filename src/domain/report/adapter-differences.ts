// How an adapter differs from those that an evaluation judged in its place, in sentences for its card.
import { defaultSpec } from '../predict/adapter-default';
import type { AdapterPreset, AdapterSpec } from '../predict/adapter-types';
import type { Noun } from './report-facts';

/** The approach of an evaluation that is of an adapter's kind; null: none is. */
export function judgedAs(preset: AdapterPreset): 'linear' | 'mlp' | null {
  return preset === 'notebook' ? null : preset;
}

const settingNames = {
  learningRate: 'learning rate',
  weightDecay: 'weight decay',
  batchSize: 'batch size',
  maxEpochs: 'epochs at most',
  patience: 'patience',
  validationFraction: 'share kept out',
  classWeights: 'class weights',
  labelSmoothing: 'label smoothing',
  dropout: 'dropout',
} as const;

/** Settings that are not those the judged networks were trained by, with both values. */
function changedSettings(spec: AdapterSpec): readonly string[] {
  const judged: AdapterSpec = { labelSmoothing: 0, dropout: 0, ...defaultSpec(spec.preset, spec.seed) };
  const own: AdapterSpec = { labelSmoothing: 0, dropout: 0, ...spec };
  return (Object.keys(settingNames) as (keyof typeof settingNames)[])
    .filter((name) => own[name] !== judged[name])
    .map((name) => `${settingNames[name]} ${own[name]} (judged: ${judged[name]})`);
}

/** At least one: what was judged never had all the rows that the file was trained on. */
export function adapterDifferences(spec: AdapterSpec, rowNoun: Noun): readonly string[] {
  const rows = `Each of those judged learnt from a part of the ${rowNoun.many} only, this file from all but those that chose its epoch.`;
  if (spec.preset === 'linear') {
    return [
      'Those judged were logistic regressions, fitted until nothing changed, with a penalty chosen in each fold; this file is a linear layer trained by gradient steps that stopped at its best epoch.',
      rows,
    ];
  }
  const changed = changedSettings(spec);
  return [
    'Each of those judged chose its own epoch on a part of what it learnt from.',
    ...(changed.length > 0 ? [`Settings of this file that were others there: ${changed.join(', ')}.`] : []),
    rows,
  ];
}
