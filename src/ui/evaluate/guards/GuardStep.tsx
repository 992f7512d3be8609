// A step of the guards that is taken beside an evaluation: its button, what it lacks, and what it found.
import type { ReactNode } from 'react';
import type { Stage } from '../../../domain/types';
import { useApp } from '../../../state/context';
import { guardsKey } from '../../../state/guards';
import { FailedStage } from '../../controls/FailedStage';
import { WorkButton } from '../../controls/WorkButton';
import { needsEvaluation, staleWords } from './guard-words';

interface Props<Value> {
  readonly stage: Stage<Value>;
  /** What the button does, and what it says while that is done. */
  readonly verb: string;
  readonly doing: string;
  readonly onStart: () => void;
  readonly children: (value: Value) => ReactNode;
}

export function GuardStep<Value>({ stage, verb, doing, onStart, children }: Props<Value>) {
  const key = useApp(guardsKey);
  const running = stage.phase === 'running';
  return (
    <div className="part-body">
      <WorkButton className="button wide" isWorking={running} isDisabled={key === ''} onPress={onStart}>
        {running ? doing : verb}
      </WorkButton>
      {key === '' && <p className="muted small">{needsEvaluation}</p>}
      <FailedStage stage={stage} />
      {stage.phase === 'done' && (
        <>
          {stage.key !== key && <p className="muted small">{staleWords}</p>}
          {children(stage.value)}
        </>
      )}
    </div>
  );
}
