// Answers for all unlabelled images: one button, a table, a file to take away.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { textStatus } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { adapterKey, isStale, predictionsKey } from '../../state/selectors';
import { Toggle } from '../controls/Toggle';
import { count } from '../format';
import { WhyNoWords, WordsNote } from '../item/WordsNote';
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
  const byWords = useApp((state) => textStatus(state) !== null && state.classes.length >= 2);
  const canAnswer = labelled || byWords;
  const actions = useActions();
  const [withNames, setWithNames] = useState(false);
  const running = stage.phase === 'running';
  // All images were held against the same words, so that the first answer speaks for all of them.
  const words = stage.phase === 'done' ? (stage.value[0]?.words ?? null) : null;

  return (
    <section className="panel" aria-label="Answers for unlabelled images">
      {waiting === 0 && (
        <p className="hint">Add images without a class to the Unlabelled tray: their answers appear here.</p>
      )}
      {waiting > 0 && !canAnswer && (
        <p className="hint">Put some images into classes first: the answers come from them.</p>
      )}
      {waiting > 0 && !labelled && byWords && (
        <p className="hint">No image has a class yet: only the words of the classes answer.</p>
      )}
      <Button
        className="button primary wide"
        isDisabled={waiting === 0 || !canAnswer || running}
        onPress={() => void actions.predictUnlabelled()}
      >
        {running
          ? `Answering ${stage.done} of ${stage.total}…`
          : `Answer for ${count(waiting, 'unlabelled image')}`}
      </Button>
      {oldAdapter && (
        <p className="hint">Labels or settings have changed since the adapter was trained: train it again.</p>
      )}
      {!hasAdapter && waiting > 0 && labelled && (
        <p className="muted small">
          {byWords
            ? 'Without a trained adapter, only the neighbours and the words answer.'
            : 'Without a trained adapter, only the neighbours answer.'}
        </p>
      )}
      {waiting > 0 && <WhyNoWords />}
      {stage.phase === 'failed' && (
        <p
          className="bad-text"
          role="alert"
        >{`${explain(stage.error).sentence} ${explain(stage.error).advice}`}</p>
      )}
      {stage.phase === 'done' && (
        <>
          {stale && (
            <p className="hint">
              Images, labels, words or the adapter have changed since: press the button again.
            </p>
          )}
          <PredictionTable predictions={stage.value} />
          {words !== null && <WordsNote words={words} />}
          <p className="muted small">
            A click marks an image on the map, a double click or Enter shows it large. Similarity is how alike
            the best neighbour is (cosine). The probability is from the adapter, the share from the words of
            the classes; neither is calibrated.
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
