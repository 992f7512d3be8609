// How the set is parted for judging: by which plan, into how many folds, how often over, from which seed.

import type { PlanKind } from '../../domain/evaluate/cases';
import { useActions, useApp } from '../../state/context';
import { defaultEvaluation } from '../../state/evaluation';
import { casesNoun } from '../../state/evaluation-told';
import { Choice } from '../controls/Choice';
import { Fold } from '../controls/Fold';
import { NumberSetting } from '../controls/NumberSetting';
import { Steps } from '../controls/Steps';
import { Term } from '../controls/Term';
import { planHints, planNames } from './evaluate-words';

interface Props {
  /** Plans the set has parts for. */
  readonly plans: readonly PlanKind[];
  readonly isDisabled: boolean;
}

export function EvaluateSettings({ plans, isDisabled }: Props) {
  const settings = useApp((state) => state.settings.evaluation);
  const seed = useApp((state) => state.settings.seed);
  const noun = useApp(casesNoun);
  const { changeSettings, changeEvaluation: change } = useActions();
  const options = (['auto', 'folds', 'kept-split', 'external'] as const).map((value) => ({
    value,
    name: planNames[value],
    hint: planHints[value],
    isDisabled: value !== 'auto' && !plans.includes(value),
  }));
  const inFolds = settings.plan === 'folds' || (settings.plan === 'auto' && !plans.includes('kept-split'));
  return (
    <Fold head={<span className="grow">How it is judged</span>}>
      {() => (
        <div className="settings inner">
          <Choice
            label="By"
            options={options}
            value={settings.plan}
            onChange={(plan) => change({ plan })}
            isDisabled={isDisabled}
          />
          {inFolds && (
            <>
              <Steps
                label="Folds"
                value={settings.folds}
                min={2}
                max={20}
                onChange={(folds) => change({ folds })}
                isDisabled={isDisabled}
              />
              <Steps
                label="Repeats"
                value={settings.repeats}
                min={1}
                max={20}
                onChange={(repeats) => change({ repeats })}
                isDisabled={isDisabled}
              />
              <p className="muted small">
                {`Usual: ${defaultEvaluation.folds} `}
                <Term of="folds" />
                {`, ${defaultEvaluation.repeats} repeat. More take longer and steady the figures; they do not add ${noun.many}.`}
              </p>
            </>
          )}
          <NumberSetting
            label="Seed"
            of="seed"
            value={seed}
            least={0}
            most={2 ** 31 - 1}
            step={1}
            isDisabled={isDisabled}
            onChange={(next) => changeSettings({ seed: next })}
          />
        </div>
      )}
    </Fold>
  );
}
