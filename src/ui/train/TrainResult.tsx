// The result of a training in words, class by class, with a way to the images it speaks of.
import { Button } from 'react-aria-components';
import type { Adapter } from '../../domain/predict/adapter-types';
import { adapterInUse } from '../../state/adapters';
import { useActions, useApp } from '../../state/context';
import { rowCountWords } from '../clusters/cluster-words';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { resultWords } from './result-words';

export function TrainResult({ adapter }: { adapter: Adapter }) {
  const { select } = useActions();
  const level = useApp((state) => adapterInUse(state)?.level ?? 'image');
  const { verdict, how, byClass } = resultWords(adapter, level);
  return (
    <div className="result" role="status" data-testid="train-result">
      <p className="verdict">{verdict}</p>
      {byClass.length > 0 && (
        <ul className="tallies small" aria-label="What was kept out, by class">
          {byClass.map(({ classId, sentence }) => (
            <li key={classId}>
              <ClassName id={classId} /> <span className="numbers">{sentence}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="muted small">{how}</p>
      <p className="muted small">
        What is <Term of="balanced" />, what the <Term of="validation" />?
      </p>
      {adapter.validationIds.length > 0 && (
        <Button className="link-button" onPress={() => select(adapter.validationIds)}>
          {`Select the ${rowCountWords(adapter.validationIds.length, level)} kept out`}
        </Button>
      )}
    </div>
  );
}
