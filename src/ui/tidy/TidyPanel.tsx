// Tidy the set: one look for trouble, queues to work through, and how the set hangs together before and after.
import { useActions, useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import { isStale } from '../../state/selectors';
import { type Tidy, tidyKey, tidyLack } from '../../state/tidy';
import { tidyQueues } from '../../state/tidy-queues';
import { GoToSet } from '../controls/GoToSet';
import { Term } from '../controls/Term';
import { WorkButton } from '../controls/WorkButton';
import { count } from '../format';
import { explain } from '../messages';
import { TidyQueue } from './TidyQueue';
import { aloneSentence, figureSentence, lackSentences, type QueueName, queueWords } from './tidy-words';

export function TidyPanel() {
  const stage = useApp((state) => state.tidy.stage);
  const lack = useApp(tidyLack);
  const stale = useApp((state) => isStale(state.tidy.stage, () => tidyKey(state)));
  const noun = useApp(setNoun);
  const { lookForTrouble } = useActions();
  const running = stage.phase === 'running';
  return (
    <section className="panel tidy-panel" aria-label="Tidy the set">
      {lack !== null && (
        <div className="hint" data-testid="tidy-missing">
          <p>{lackSentences[lack]}</p>
          {lack === 'images' && <GoToSet>Go to the classes</GoToSet>}
        </div>
      )}
      {lack === null && stage.phase === 'empty' && (
        <p className="hint">
          Finds labels to check, the same picture twice, images far from all others or between two classes,
          and what to label next. Nothing is changed without you.
        </p>
      )}
      <WorkButton
        className="button primary wide"
        isDisabled={lack !== null}
        isWorking={running}
        onPress={() => void lookForTrouble()}
      >
        {running ? `Looking through ${stage.done} of ${stage.total}…` : 'Look for trouble'}
      </WorkButton>
      {stage.phase === 'failed' && (
        <p className="bad-text" role="alert">
          {`${explain(stage.error).sentence} ${explain(stage.error).advice}`}
        </p>
      )}
      {stage.phase === 'done' && (
        <>
          {stale && (
            <p className="hint">
              {`Images, labels or ${noun.many} have changed since the look. What you dealt with is left out; look again for what the changes bring up.`}
            </p>
          )}
          <Figures tidy={stage.value} />
          <Queues />
        </>
      )}
    </section>
  );
}

function Figures({ tidy }: { tidy: Tidy }) {
  const now = useApp((state) => state.tidy.now);
  const noun = useApp(setNoun);
  const alone = aloneSentence(tidy.alone, noun);
  return (
    <div data-testid="tidy-figures">
      <p>
        <Term of="balanced">Balanced accuracy</Term>
        {` of the 5 nearest images of other ${noun.many} (`}
        <Term of="groupOut" />
        {')'}
      </p>
      <dl className="facts">
        <dt>{now === null ? 'At the look' : 'Before'}</dt>
        <dd className="numbers">{figureSentence(tidy.figures, noun)}</dd>
        {now !== null && (
          <>
            <dt>Now</dt>
            <dd className="numbers">{figureSentence(now, noun)}</dd>
          </>
        )}
      </dl>
      {alone !== null && <p className="muted small">{alone}</p>}
      <p className="banner" role="note">
        {`The images were looked at to choose what to change: this is not a held-out evaluation. Images without a ${noun.one} count as a ${noun.one} each; those labelled since the look do not vote before the next one.`}
      </p>
    </div>
  );
}

function Queues() {
  const queues = useApp(tidyQueues);
  if (queues === null) return null;
  const names = Object.keys(queueWords) as QueueName[];
  return (
    <>
      <p className="small" role="status">
        {queues.dealtWith > 0 && `${count(queues.dealtWith, 'question')} dealt with since the look.`}
      </p>
      {names.map((queue) => (
        <TidyQueue key={queue} queue={queue} entries={queues[queue]} />
      ))}
      <p className="muted small">
        Kept, moved and excluded images can be taken back with Undo. <Term of="labelDoubt" />{' '}
        <Term of="outlier" />
      </p>
    </>
  );
}
