// What an evaluation leaves the page as: a report for people, and the data behind it. Pictures and names only where ticked.
import { useState } from 'react';
import type { ReportTicks } from '../../state/report';
import { Toggle } from '../controls/Toggle';
import { WorkButton } from '../controls/WorkButton';

interface Props {
  readonly onReport: (ticks: ReportTicks) => void;
  readonly onData: (ticks: ReportTicks) => void;
  readonly isBusy: boolean;
  /** The evaluation is out of date: a report would not be of the set as it is. */
  readonly isDisabled: boolean;
}

export function ExportRow({ onReport, onData, isBusy, isDisabled }: Props) {
  const [ticks, setTicks] = useState<ReportTicks>({ thumbnails: false, fileNames: false });
  return (
    <section className="export-row" aria-label="Save the evaluation">
      <h3>Save it</h3>
      <Toggle isSelected={ticks.thumbnails} onChange={(thumbnails) => setTicks({ ...ticks, thumbnails })}>
        With thumbnails of failures
      </Toggle>
      <Toggle isSelected={ticks.fileNames} onChange={(fileNames) => setTicks({ ...ticks, fileNames })}>
        With file names
      </Toggle>
      {(ticks.thumbnails || ticks.fileNames) && (
        <p className="hint">
          Pictures and file names can tell who a patient is. Look at the file before you pass it on.
        </p>
      )}
      {isDisabled && <p className="muted small">Judge again first: a report is of the set as it is.</p>}
      <div className="row wrap">
        <WorkButton
          className="button"
          isWorking={isBusy}
          isDisabled={isDisabled}
          onPress={() => onReport(ticks)}
        >
          Save report (HTML)
        </WorkButton>
        <WorkButton
          className="button"
          isWorking={isBusy}
          isDisabled={isDisabled}
          onPress={() => onData(ticks)}
        >
          Save data (JSON)
        </WorkButton>
      </div>
    </section>
  );
}
