// The line at the bottom: what runs, how far, how fast, how long still, and a way to end it; always the two sentences
// every user must see.
import { Button, ProgressBar } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import type { JobKind, JobState } from '../../state/job-state';
import { count, seconds } from '../format';
import { Finished } from './Finished';

export const jobNames: Readonly<Record<JobKind, string>> = {
  start: 'Starting the encoder',
  scan: 'Looking at file headers',
  read: 'Reading images',
  map: 'Drawing the map',
  train: 'Training the adapter',
  predict: 'Answering',
  sample: 'Making the sample set',
  render: 'Rendering again',
  alike: 'Looking for near-duplicates',
  tidy: 'Looking for trouble',
  look: 'Covering parts of the image',
  words: 'Trying wordings',
  clusters: 'Finding clusters',
  studies: 'Describing rows of several images',
  search: 'Searching',
  retrieval: 'Measuring the search',
  evaluate: 'Judging approaches',
  signal: 'Looking for signal',
  shortcuts: 'Looking for shortcuts',
  import: 'Reading a file',
  cheat: 'Repeating the usual mistakes',
  export: 'Writing a file',
  'save-project': 'Writing the project file',
  'open-project': 'Reading the project file',
};

export function StatusLine() {
  const jobs = useApp((state) => state.jobs);
  const encoder = useApp((state) => state.encoder);
  const total = useApp((state) => state.items.size);
  // One thread on a machine of two processors is as it should be.
  const held = encoder.phase === 'ready' && encoder.status.backend === 'wasm' && !crossOriginIsolated;
  return (
    <footer className="status-line" data-testid="status-line">
      <div className="jobs">
        {jobs.map((job) => (
          <Job key={job.id} job={job} />
        ))}
        {jobs.length === 0 && (
          <span className="muted">{total === 0 ? 'No images yet' : count(total, 'image')}</span>
        )}
        {held && <span className="muted wide-only">WebAssembly runs on 1 thread here</span>}
      </div>
      <Finished />
      <strong className="research">Research use only. Not a medical device.</strong>
    </footer>
  );
}

function Job({ job }: { job: JobState }) {
  const { cancelJob } = useActions();
  const { kind, done, total, unit, perSecond } = job;
  const name = jobNames[kind];
  const inPercent = unit === 'bytes' || unit === 'percent';
  const left =
    perSecond !== null && perSecond > 0 && total > done ? seconds((1000 * (total - done)) / perSecond) : null;
  return (
    <span className="job">
      <ProgressBar
        className="job-bar"
        aria-label={name}
        value={done}
        maxValue={Math.max(total, 1)}
        isIndeterminate={total === 0}
      >
        {({ percentage }) => (
          <>
            <span>{name}</span>
            <span className="job-track">
              <span className="job-fill" style={{ width: `${percentage ?? 30}%` }} />
            </span>
          </>
        )}
      </ProgressBar>
      {!inPercent && total > 0 && <span className="numbers">{`${done} of ${total} ${unit}`}</span>}
      {inPercent && total > 0 && <span className="numbers">{`${Math.round((100 * done) / total)} %`}</span>}
      {perSecond !== null && !inPercent && (
        <span className="numbers muted wide-only">{`${perSecond.toFixed(1)} a second`}</span>
      )}
      {left !== null && <span className="numbers muted wide-only">{`${left} left`}</span>}
      {kind !== 'start' && (
        <Button className="link-button" aria-label={`Cancel: ${name}`} onPress={() => cancelJob(job.id)}>
          Cancel
        </Button>
      )}
    </span>
  );
}
