// The few choices of a training: kind of network, one answer or several, class weights, what steadies it, seed.
import type { AdapterPreset } from '../../domain/predict/adapter-types';
import { presetNames } from '../../state/adapters';
import { useActions, useApp } from '../../state/context';
import { Choice } from '../controls/Choice';
import { NumberSetting } from '../controls/NumberSetting';
import { Toggle } from '../controls/Toggle';
import { TaskChoice } from './TaskChoice';

const hints: Readonly<Record<AdapterPreset, string>> = {
  linear: 'One layer. The steadiest with few images.',
  mlp: 'One hidden layer of 512 (MLP). A good start.',
  notebook: 'The published notebook, layer by layer.',
};
const presets = (Object.keys(presetNames) as AdapterPreset[]).map((value) => ({
  value,
  name: presetNames[value],
  hint: hints[value],
}));

export function TrainSettings({ isDisabled }: { isDisabled: boolean }) {
  const spec = useApp((state) => state.settings.adapter);
  const { choosePreset, changeSettings } = useActions();
  const change = (part: Partial<typeof spec>) => changeSettings({ adapter: { ...spec, ...part } });
  return (
    <div className="settings">
      <Choice
        label="Kind"
        options={presets}
        value={spec.preset}
        onChange={choosePreset}
        isDisabled={isDisabled}
      />
      <TaskChoice isDisabled={isDisabled} />
      <Toggle
        isDisabled={isDisabled}
        isSelected={spec.classWeights === 'balanced'}
        onChange={(on) => change({ classWeights: on ? 'balanced' : 'none' })}
      >
        Weigh small classes up
      </Toggle>
      <div className="train-numbers">
        <NumberSetting
          label="Smoothing"
          of="smoothing"
          value={spec.labelSmoothing ?? 0}
          least={0}
          most={0.3}
          step={0.05}
          isDisabled={isDisabled}
          onChange={(labelSmoothing) => change({ labelSmoothing })}
        />
        <NumberSetting
          label="Dropout"
          of="dropout"
          value={spec.preset === 'linear' ? 0 : (spec.dropout ?? 0)}
          least={0}
          most={0.7}
          step={0.05}
          isDisabled={isDisabled || spec.preset === 'linear'}
          onChange={(dropout) => change({ dropout })}
        />
        <NumberSetting
          label="Seed"
          of="seed"
          value={spec.seed}
          least={0}
          most={2 ** 31 - 1}
          step={1}
          isDisabled={isDisabled}
          onChange={(seed) => change({ seed })}
        />
      </div>
    </div>
  );
}
