// Findings of the guards, a line each: loud ones say that figures are wrong, a click selects the images.
import { Button } from 'react-aria-components';
import { useActions } from '../../../state/context';
import type { GuardLine } from '../../../state/guard-told';
import { Icon } from '../../controls/Icon';

export function GuardLines({ lines, label }: { lines: readonly GuardLine[]; label: string }) {
  return (
    <ul className="causes" aria-label={label}>
      {lines.map((line) => (
        <li key={`${line.title} ${line.sentence}`}>
          <Line line={line} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line: { title, sentence, loud, ids } }: { line: GuardLine }) {
  const { select } = useActions();
  const words = (
    <span className={loud ? 'grow word-flag' : 'grow'}>
      {loud && <Icon name="alert" />}
      <span>
        <strong>{title}.</strong> {sentence}
      </span>
    </span>
  );
  if (ids.length === 0) return <div className="cause">{words}</div>;
  return (
    <Button className="cause" onPress={() => select(ids)}>
      {words}
      <span className="link-like">Select</span>
    </Button>
  );
}
