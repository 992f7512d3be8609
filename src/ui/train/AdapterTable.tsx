// All adapters that are kept, side by side: rename, use, remove, and what each was trained on and came to.
import { Button } from 'react-aria-components';
import type { KeptAdapter } from '../../domain/predict/adapter-set';
import { adapterInUse, isOld, sameValidation } from '../../state/adapters';
import { useActions, useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import { EditableName } from '../controls/EditableName';
import { Term } from '../controls/Term';
import { TwoStepButton } from '../controls/TwoStepButton';
import { figuresOf, shapeWords, sizeWords } from './adapter-words';
import { SaveAdapter } from './SaveAdapter';

export function AdapterTable() {
  const adapters = useApp((state) => state.adapters);
  const used = useApp((state) => adapterInUse(state)?.id ?? null);
  const running = useApp((state) => state.adapter.phase === 'running');
  // As text, so that a state that changes nothing of it draws nothing anew.
  const old = useApp((state) =>
    state.adapters
      .filter((kept) => isOld(state, kept))
      .map(({ id }) => id)
      .join(' '),
  ).split(' ');
  const { removeOtherAdapters } = useActions();
  if (adapters.length === 0) return null;
  return (
    <section aria-label="Kept adapters">
      <h3>Kept adapters</h3>
      <table className="plain-table adapters">
        <caption className="visually-hidden">Kept adapters</caption>
        <thead>
          <tr>
            <th scope="col">Trained on</th>
            <th scope="col">Balanced accuracy, kept out</th>
            <th scope="col">Epochs, best of</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        {adapters.map((kept) => (
          <AdapterRows
            key={kept.id}
            kept={kept}
            isUsed={kept.id === used}
            isOld={old.includes(kept.id)}
            isDisabled={running}
          />
        ))}
      </table>
      <p className="muted small">
        What was kept out (<Term of="validation" />) chose the epoch: not a held-out figure.
        {!sameValidation(adapters) &&
          ' These adapters were not all tried on the same images, so their figures do not compare strictly.'}
      </p>
      <div className="row between">
        <span className="muted small numbers">{sizeWords(adapters)}</span>
        {adapters.length > 1 && used !== null && (
          <TwoStepButton
            className="link-button"
            label="Remove all but the one in use"
            sure="Press again to remove the others"
            onConfirm={removeOtherAdapters}
          />
        )}
      </div>
    </section>
  );
}

interface RowProps {
  readonly kept: KeptAdapter;
  readonly isUsed: boolean;
  readonly isOld: boolean;
  readonly isDisabled: boolean;
}

function AdapterRows({ kept, isUsed, isOld, isDisabled }: RowProps) {
  const { useAdapter: takeAdapter, renameAdapter, removeAdapter } = useActions();
  const { id, name, adapter } = kept;
  const { trainedOn, validation, epochs, time } = figuresOf(kept, useApp(setNoun));
  return (
    <tbody className={isUsed ? 'used' : ''} data-testid="kept-adapter">
      <tr>
        <th scope="rowgroup" colSpan={4}>
          <div className="row between">
            <EditableName label="Adapter name" value={name} onRename={(next) => renameAdapter(id, next)} />
            {isUsed ? (
              <span className="tag">in use</span>
            ) : (
              <Button
                className="link-button"
                aria-label={`Use ${name}`}
                isDisabled={isDisabled}
                onPress={() => void takeAdapter(id)}
              >
                Use
              </Button>
            )}
            <SaveAdapter id={id} name={name} />
            <TwoStepButton
              className="link-button"
              label="Remove"
              of={name}
              sure="Press again to remove"
              isDisabled={isDisabled}
              onConfirm={() => void removeAdapter(id)}
            />
          </div>
          <span className="muted small block">{shapeWords(adapter.spec)}</span>
          {isOld && <span className="small bad-text block">Trained on other images or labels than now.</span>}
        </th>
      </tr>
      <tr className="numbers small">
        <td>{trainedOn}</td>
        <td>{validation}</td>
        <td>{epochs}</td>
        <td>{time}</td>
      </tr>
    </tbody>
  );
}
