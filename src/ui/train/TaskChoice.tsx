// One answer an image or a yes or no for each label: chosen by the labels, with the reason, or by the person.
import type { AdapterTask } from '../../domain/predict/adapter-types';
import { useActions, useApp } from '../../state/context';
import { trainingPlan } from '../../state/training';
import { Choice } from '../controls/Choice';
import { taskReason } from './task-words';

const options: readonly {
  readonly value: AdapterTask | 'auto';
  readonly name: string;
  readonly hint: string;
}[] = [
  { value: 'auto', name: 'By the labels', hint: 'Several, as soon as an image carries two labels.' },
  { value: 'single', name: 'One answer an image', hint: 'Softmax: the probabilities add up to 1.' },
  {
    value: 'multi',
    name: 'Yes or no for each label',
    hint: 'Multi-label, a sigmoid each: none, one or several.',
  },
];

export function TaskChoice({ isDisabled }: { isDisabled: boolean }) {
  const spec = useApp((state) => state.settings.adapter);
  const plan = useApp(trainingPlan);
  const ready = useApp((state) => state.encoder.phase === 'ready');
  const { changeSettings } = useActions();
  return (
    <>
      <Choice
        label="Task"
        options={options}
        value={spec.task ?? 'auto'}
        isDisabled={isDisabled}
        onChange={(value) => {
          const { task: _before, ...rest } = spec;
          changeSettings({ adapter: value === 'auto' ? rest : { ...rest, task: value } });
        }}
      />
      <p className="muted small" data-testid="task-reason">
        {/* Without the encoder there are no rows, and nothing to count. */}
        {ready && taskReason(plan)}
      </p>
    </>
  );
}
