// What became of the dropped files: counts that add up, refusals with the way out, notes grouped by cause.
import { Button } from 'react-aria-components';
import type { IntakeState } from '../../state/app-state';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { count } from '../format';
import { NotesByCause } from './NotesByCause';
import { RefusalList } from './RefusalList';

type Report = Extract<IntakeState, { phase: 'done' }>;

/** "412 files: 408 added, 3 refused, 1 merged"; parts that are zero are left out, but for the first. */
export function reportSentence({
  added,
  merged,
  refused,
  cancelled,
  dropped,
}: Omit<Report, 'phase'>): string {
  const parts = [`${added} added`];
  if (refused > 0) parts.push(`${refused} refused`);
  if (merged > 0) parts.push(`${merged} merged`);
  if (cancelled > 0) parts.push(`${cancelled} cancelled`);
  return `${count(dropped, 'file')}: ${parts.join(', ')}`;
}

export function IntakeReport({ report }: { report: Report }) {
  const refusals = useApp((state) => state.refusals);
  const { dismissIntakeReport } = useActions();
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
      {report.merged > 0 && (
        <p className="muted small">Merged: the same picture was there already and is kept once.</p>
      )}
      {refusals.length > 0 && <RefusalList refusals={refusals} />}
      <NotesByCause />
    </section>
  );
}
