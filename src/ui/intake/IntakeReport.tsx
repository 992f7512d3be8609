// What became of the dropped files: the summary first, details on demand, then what stands out in the whole set.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import type { IntakeState } from '../../state/intake-state';
import { Fold } from '../controls/Fold';
import { Icon } from '../controls/Icon';
import { count } from '../format';
import { DropSummary } from './DropSummary';
import { NotesByCause } from './NotesByCause';
import { RefusalList } from './RefusalList';
import { SaveNotes } from './SaveNotes';
import { SetWarnings } from './SetWarnings';

type Report = Extract<IntakeState, { phase: 'done' }>;

/** "412 files: 408 added, 3 refused, 1 merged"; parts that are zero are left out, but for the first. */
export function reportSentence({
  added,
  merged,
  refused,
  cancelled,
  dropped,
  images,
  leftOut = 0,
}: Omit<Report, 'phase' | 'ends'>): string {
  const parts = [`${added} added${images === undefined ? '' : ` as ${count(images, 'image')}`}`];
  if (leftOut > 0) parts.push(`${leftOut} left out`);
  if (refused > 0) parts.push(`${refused} refused`);
  if (merged > 0) parts.push(`${merged} merged`);
  if (cancelled > 0) parts.push(`${cancelled} cancelled`);
  const aside = dropped - added - leftOut - refused - merged - cancelled;
  if (aside > 0) parts.push(`${aside} left aside`);
  return `${count(dropped, 'file')}: ${parts.join(', ')}`;
}

export function IntakeReport({ report }: { report: Report }) {
  const refusals = useApp((state) => state.refusals);
  const { dismissIntakeReport } = useActions();
  // Those of the last drop stand at the end, since drops are read one after the other.
  const ofThis = Math.min(report.refused, refusals.length);
  return (
    <section className="card sheet" aria-label="Intake report">
      <div className="row between">
        <h2 className="numbers">
          <span role="status">{reportSentence(report)}</span>
        </h2>
        <Button className="icon-button small" aria-label="Dismiss report" onPress={dismissIntakeReport}>
          <Icon name="close" />
        </Button>
      </div>
      <DropSummary report={report} refusals={refusals.slice(refusals.length - ofThis)} />
      <SaveNotes />
      {ofThis < refusals.length && (
        <Fold
          head={<span className="grow">{`${count(refusals.length - ofThis, 'file')} refused before`}</span>}
        >
          {() => (
            <RefusalList refusals={refusals.slice(0, refusals.length - ofThis)} label="Refused before" />
          )}
        </Fold>
      )}
      <SetWarnings />
      <NotesByCause />
    </section>
  );
}
