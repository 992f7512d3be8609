// A few pictures in a row that stand for an answer; each opens its image.
import { Button } from 'react-aria-components';
import type { Example } from '../../domain/predict/class-examples';
import { useApp } from '../../state/context';
import { Thumb } from '../controls/Thumb';
import { nameOf, ratio } from '../format';
import { useView } from '../view-state';

export function ExampleStrip({ label, examples }: { label: string; examples: readonly Example[] }) {
  const names = useApp((state) => state.names);
  const { openItem } = useView();
  return (
    <ul className="example-strip" aria-label={label}>
      {examples.map(({ id, similarity }) => (
        <li key={id}>
          <Button
            className="example"
            aria-label={`Example ${nameOf(names, id)}, alike ${ratio(similarity)}`}
            onPress={() => openItem(id)}
          >
            <Thumb id={id} sizePx={40} />
            <span className="muted small numbers">{ratio(similarity)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
