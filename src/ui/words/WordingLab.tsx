// The prompt lab: what other wordings of each class would change on the labelled images.
import type { LabelClass } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { isStale } from '../../state/selectors';
import { labLack, type WordLab, wordLabKey } from '../../state/word-lab';
import { FailedStage } from '../controls/FailedStage';
import { Fold } from '../controls/Fold';
import { GoToSet } from '../controls/GoToSet';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { WorkButton } from '../controls/WorkButton';
import { count, ratio } from '../format';
import { lackSentences, stabilitySentence } from './lab-words';
import { WordingTable } from './WordingTable';

export function WordingLab() {
  const stage = useApp((state) => state.wordLab);
  const lack = useApp(labLack);
  const stale = useApp((state) => isStale(state.wordLab, () => wordLabKey(state)));
  const { tryWordings } = useActions();
  const running = stage.phase === 'running';
  if (lack === 'labelled') {
    return (
      <div className="hint" data-testid="lab-missing">
        <p>{lackSentences.labelled}</p>
        <GoToSet>Go to the classes</GoToSet>
      </div>
    );
  }
  return (
    <>
      <p className="muted small">
        Tries other wordings of one class at a time on the labelled images: your texts one by one, the bare
        name, the parts, and small rewordings.
      </p>
      <WorkButton
        className="button wide"
        isDisabled={lack !== null}
        isWorking={running}
        onPress={() => void tryWordings()}
      >
        {running ? 'Trying wordings…' : 'Try other wordings'}
      </WorkButton>
      <FailedStage stage={stage} />
      {stale && <p className="hint">Words, labels or images have changed since: try again.</p>}
      {stage.phase === 'done' && <LabResult lab={stage.value} />}
    </>
  );
}

function LabResult({ lab }: { lab: WordLab }) {
  const classes = useApp((state) => state.classes);
  const asksForNone = useApp((state) => state.settings.words.none.on);
  const { rows, classesWithRows, balancedAccuracy, noneAnswers, stability } = lab;
  return (
    <div data-testid="lab-result">
      <p>
        <Term of="balanced">Balanced accuracy</Term>
        {` of the words in use: ${balancedAccuracy === null ? '–' : ratio(balancedAccuracy)} on ${count(rows, 'labelled image')} of ${count(classesWithRows, 'class', 'classes')}`}
        {classesWithRows > 0 && ` (by chance ${ratio(1 / classesWithRows)})`}.
        {asksForNone && ` Answered “none of these”: ${noneAnswers}.`}
      </p>
      <p>
        <Term of="stability">Stability</Term>
        {`: ${stabilitySentence(stability, rows)}`}
      </p>
      <p className="banner" role="note">
        These images were looked at to choose words: none of these figures is a held-out one.
      </p>
      {classes.map((entry) => (
        <LabOfClass key={entry.id} entry={entry} lab={lab} />
      ))}
    </div>
  );
}

function LabOfClass({ entry, lab }: { entry: LabelClass; lab: WordLab }) {
  const rows = lab.table.filter(({ classId }) => classId === entry.id);
  const stability = lab.stabilityOf.find(({ classId }) => classId === entry.id);
  if (rows.length === 0) return null;
  return (
    <Fold
      head={
        <span className="lab-head">
          <ClassName id={entry.id} />
          <span className="muted small">{count(rows.length, 'wording')}</span>
        </span>
      }
    >
      {() => (
        <>
          {stability && (
            <p className="small">{`Its own wordings: ${stabilitySentence(stability, lab.rows)}`}</p>
          )}
          <WordingTable entry={entry} rows={rows} balancedAccuracy={lab.balancedAccuracy} total={lab.rows} />
        </>
      )}
    </Fold>
  );
}
