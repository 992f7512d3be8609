// The few choices of a training: kind of network, class weights, seed.
import { Group, Input, Label, NumberField } from 'react-aria-components';
import type { AdapterPreset } from '../../domain/predict/adapter-types';
import { useActions, useApp } from '../../state/context';
import { Choice } from '../controls/Choice';
import { Term } from '../controls/Term';
import { Toggle } from '../controls/Toggle';

const presets: readonly { readonly value: AdapterPreset; readonly name: string; readonly hint: string }[] = [
  { value: 'linear', name: 'Linear', hint: 'One layer. The steadiest with few images.' },
  { value: 'mlp', name: 'Small network', hint: 'One hidden layer of 512. A good start.' },
  { value: 'notebook', name: "The notebook's shape", hint: 'The published notebook, layer by layer.' },
];

export function TrainSettings({ isDisabled }: { isDisabled: boolean }) {
  const spec = useApp((state) => state.settings.adapter);
  const { choosePreset, changeSettings } = useActions();
  return (
    <div className="settings">
      <Choice
        label="Kind"
        options={presets}
        value={spec.preset}
        onChange={choosePreset}
        isDisabled={isDisabled}
      />
      <div className="row between">
        <Toggle
          isDisabled={isDisabled}
          isSelected={spec.classWeights === 'balanced'}
          onChange={(on) => changeSettings({ adapter: { ...spec, classWeights: on ? 'balanced' : 'none' } })}
        >
          Weigh small classes up
        </Toggle>
        <span className="row">
          <Term of="seed">Seed</Term>
          <NumberField
            className="number-field"
            aria-label="Seed"
            value={spec.seed}
            minValue={0}
            maxValue={2 ** 31 - 1}
            step={1}
            formatOptions={{ useGrouping: false }}
            isDisabled={isDisabled}
            onChange={(seed) => {
              if (Number.isFinite(seed)) changeSettings({ adapter: { ...spec, seed } });
            }}
          >
            <Label className="visually-hidden">Seed</Label>
            <Group>
              <Input className="text-input numbers" />
            </Group>
          </NumberField>
        </span>
      </div>
    </div>
  );
}
