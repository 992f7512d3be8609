// What became of the files of a drop, summed up: a line a verdict, causes and files on demand.
import { Button } from 'react-aria-components';
import type { DropSummary as Summary } from '../../domain/intake/file-ends';
import { useActions } from '../../state/context';
import type { IntakeState, Refusal } from '../../state/intake-state';
import { dropSummary } from '../../state/set-checks';
import { Fold } from '../controls/Fold';
import { causeHeading } from '../messages';
import { noteHeading, noteSentence } from '../note-words';
import { FileList } from './FileList';
import { RefusalList } from './RefusalList';
import { sumSentence, verdictOrder, verdictWords } from './summary-words';

type Report = Extract<IntakeState, { phase: 'done' }>;

/** Up to so many files the details stand open: there is nothing to sum up. */
const fewFiles = 100;

interface Props {
  readonly report: Report;
  /** Those of this drop. */
  readonly refusals: readonly Refusal[];
}

export function DropSummary({ report, refusals }: Props) {
  const summary = dropSummary(report.ends);
  const startOpen = summary.total <= fewFiles;
  const lines = verdictOrder.filter((verdict) => summary.counts[verdict] > 0);
  return (
    <>
      <ul className="causes" aria-label="What became of the files">
        {lines.map((verdict) => {
          const head = (
            <>
              <span className="numbers">{summary.counts[verdict].toLocaleString('en-US')}</span>
              <span className="grow">{verdictWords[verdict]}</span>
            </>
          );
          if (verdict === 'noted') {
            return (
              <li key={verdict}>
                <Fold head={head}>{() => <Noted summary={summary} ends={report.ends} />}</Fold>
              </li>
            );
          }
          if (verdict === 'refused') {
            return (
              <li key={verdict}>
                <Fold head={head} startOpen={startOpen}>
                  {() => <Refused summary={summary} refusals={refusals} />}
                </Fold>
              </li>
            );
          }
          return (
            <li key={verdict} className="cause">
              {head}
            </li>
          );
        })}
      </ul>
      <p className="muted small numbers">{sumSentence(summary)}</p>
    </>
  );
}

function Noted({ summary, ends }: { summary: Summary; ends: Report['ends'] }) {
  const { select } = useActions();
  return (
    <div className="inner">
      <ul className="causes" aria-label="Notes by cause">
        {summary.noted.map(({ code, files, ids }) => (
          <li key={code}>
            <Button className="cause" onPress={() => select(ids)}>
              <span className="numbers">{files.toLocaleString('en-US')}</span>
              <span className="grow">{noteHeading(code)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <Fold head={<span className="grow muted">Files with notes</span>}>
        {() => (
          <FileList
            label="Files with notes"
            files={ends.filter(({ end, notes }) => end === 'in' && notes.length > 0)}
            rowOf={({ name, notes }) => ({
              name,
              sentence: notes.map(noteSentence).join(' '),
              advice: null,
            })}
          />
        )}
      </Fold>
    </div>
  );
}

function Refused({ summary, refusals }: { summary: Summary; refusals: readonly Refusal[] }) {
  return (
    <div className="inner">
      {summary.refused.length > 1 && (
        <ul className="causes" aria-label="Refusals by cause">
          {summary.refused.map(({ code, files }) => (
            <li key={code} className="cause">
              <span className="numbers">{files.toLocaleString('en-US')}</span>
              <span className="grow">{causeHeading(code)}</span>
            </li>
          ))}
        </ul>
      )}
      {refusals.length > 0 && <RefusalList refusals={refusals} />}
    </div>
  );
}
