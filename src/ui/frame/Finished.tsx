// Tells screen readers what has ended; nothing to see.
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../state/context';
import type { JobState } from '../../state/job-state';
import { jobNames } from './StatusLine';

export function Finished() {
  const jobs = useApp((state) => state.jobs);
  const before = useRef<readonly JobState[]>([]);
  const [text, setText] = useState('');
  useEffect(() => {
    const ended = before.current.filter(({ id }) => !jobs.some((job) => job.id === id));
    before.current = jobs;
    if (ended.length > 0) setText(ended.map(({ kind }) => `${jobNames[kind]}: ended.`).join(' '));
  }, [jobs]);
  return (
    <span className="visually-hidden" role="status" aria-live="polite">
      {text}
    </span>
  );
}
