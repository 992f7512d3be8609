// Answers for all unlabelled images: a way in, one button, a table to judge and accept, a file to take away.
import { answersByOldAdapter } from '../../state/adapters';
import { comparesWithWords, textStatus } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { rowNoun } from '../../state/group-noun';
import { isStale, predictionsKey } from '../../state/selectors';
import { learntClasses } from '../../state/set-checks';
import { unlabelledRows } from '../../state/study-level';
import { SaveCsv } from '../controls/SaveCsv';
import { Term } from '../controls/Term';
import { WorkButton } from '../controls/WorkButton';
import { count } from '../format';
import { WordsNote } from '../item/WordsNote';
import { explain } from '../messages';
import { AcceptBar } from './AcceptBar';
import { NewImages } from './NewImages';
import { PredictionTable } from './PredictionTable';
import { RouteGaps } from './RouteGaps';

export function PredictPanel() {
  const stage = useApp((state) => state.predictions);
  const stale = useApp((state) => isStale(state.predictions, () => predictionsKey(state)));
  const oldAdapter = useApp(answersByOldAdapter);
  const labelled = useApp((state) => learntClasses(state).size > 0);
  const waiting = useApp((state) => unlabelledRows(state).length);
  const { one, many } = useApp(rowNoun);
  const byWords = useApp(
    (state) => textStatus(state) !== null && comparesWithWords(state) && state.classes.length >= 2,
  );
  const canAnswer = labelled || byWords;
  const { predictUnlabelled, predictionsCsv } = useActions();
  const running = stage.phase === 'running';
  // All images were held against the same words, so that the first answer speaks for all of them.
  const words = stage.phase === 'done' ? (stage.value[0]?.words ?? null) : null;

  return (
    <section className="panel" aria-label="Answers for unlabelled images">
      <NewImages />
      {waiting === 0 && (
        <p className="hint">Add images without a class to the Unlabelled tray: their answers appear here.</p>
      )}
      {waiting > 0 && !labelled && byWords && (
        <p className="hint">No image has a class yet: only the words of the classes answer.</p>
      )}
      <WorkButton
        className="button primary wide"
        isDisabled={waiting === 0 || !canAnswer}
        isWorking={running}
        onPress={() => void predictUnlabelled()}
      >
        {running
          ? `Answering ${stage.done} of ${stage.total}…`
          : `Answer for ${count(waiting, `unlabelled ${one}`, `unlabelled ${many}`)}`}
      </WorkButton>
      {oldAdapter && (
        <p className="hint">Labels or settings have changed since the adapter was trained: train it again.</p>
      )}
      <RouteGaps />
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
          <p className="muted small">
            A click marks an image on the map, a double click or Enter shows it large; Shift and Ctrl mark
            several. Differ: <Term of="disagreement" />. Far: <Term of="distanceFromSet" />. The numbers of
            the routes are not calibrated and not comparable with one another.
          </p>
          <AcceptBar predictions={stage.value} />
          {words !== null && <WordsNote words={words} />}
          <SaveCsv
            fileName="lightbench-answers.csv"
            text={predictionsCsv}
            names="Include file names"
            save="Download CSV"
            isDisabled={stage.value.length === 0}
          />
        </>
      )}
    </section>
  );
}
