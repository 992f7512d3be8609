// Answers for all unlabelled images: one button, a table, a file to take away.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { adapterKey, isStale, predictionsKey } from '../../state/selectors';
import { Toggle } from '../controls/Toggle';
import { count } from '../format';
import { explain } from '../messages';
import { useClassItems } from '../use-class-items';
import { PredictionTable } from './PredictionTable';
import { saveText } from './save-text';

export function PredictPanel() {
  const stage = useApp((state) => state.predictions);
  const stale = useApp((state) => isStale(state.predictions, () => predictionsKey(state)));
  const oldAdapter = useApp((state) => isStale(state.adapter, () => adapterKey(state)));
  const hasAdapter = useApp((state) => state.adapter.phase === 'done');
  const total = useApp((state) => state.items.size);
  const waiting = useClassItems(null).length;
  const labelled = total > waiting;
  const actions = useActions();
  const [withNames, setWithNames] = useState(false);
  const running = stage.phase === 'running';

  return (
    <section className="panel" aria-label="Answers for unlabelled images">
      {waiting === 0 && (
        <p className="hint">Add images without a class to the Unlabelled tray: their answers appear here.</p>
      )}
      {waiting > 0 && !labelled && (
        <p className="hint">Put some images into classes first: the answers come from them.</p>
      )}
      <Button
        className="button primary wide"
        isDisabled={waiting === 0 || !labelled || running}
        onPress={() => void actions.predictUnlabelled()}
      >
        {running
          ? `Answering ${stage.done} of ${stage.total}…`
          : `Answer for ${count(waiting, 'unlabelled image')}`}
      </Button>
      {oldAdapter && (
        <p className="hint">Labels or settings have changed since the adapter was trained: train it again.</p>
      )}
      {!hasAdapter && waiting > 0 && (
        <p className="muted small">Without a trained adapter, only the neighbours answer.</p>
      )}
      {stage.phase === 'failed' && (
        <p
          className="bad-text"
          role="alert"
        >{`${explain(stage.error).sentence} ${explain(stage.error).advice}`}</p>
      )}
      {stage.phase === 'done' && (
        <>
          {stale && (
            <p className="hint">Images, labels or the adapter have changed since: press the button again.</p>
          )}
          <PredictionTable predictions={stage.value} />
          <p className="muted small">
            A click marks an image on the map, a double click or Enter shows it large. Similarity is how alike
            the best neighbour is (cosine). The probability is from the adapter, not calibrated.
          </p>
          <div className="row between">
            <Toggle isSelected={withNames} onChange={setWithNames}>
              Include file names
            </Toggle>
            <Button
              className="button"
              isDisabled={stage.value.length === 0}
              onPress={() =>
                saveText(
                  'lightbench-answers.csv',
                  'text/csv;charset=utf-8',
                  actions.predictionsCsv(withNames),
                )
              }
            >
              Download CSV
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
