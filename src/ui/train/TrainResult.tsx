// The result of a training in words, class by class, with a way to the images it speaks of.
import { Button } from 'react-aria-components';
import type { Adapter } from '../../domain/predict/adapter-types';
import { adapterInUse } from '../../state/adapters';
import { useActions, useApp } from '../../state/context';
import { rowNounAt, setNoun } from '../../state/group-noun';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { countOf } from '../format';
import { resultWords } from './result-words';

export function TrainResult({ adapter }: { adapter: Adapter }) {
  const { select } = useActions();
  const row = useApp((state) => rowNounAt(adapterInUse(state)?.level ?? 'image', setNoun(state)));
  const { verdict, how, byClass } = resultWords(adapter, row);
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
          {`Select the ${countOf(adapter.validationIds.length, row)} kept out`}
        </Button>
      )}
    </div>
  );
}
