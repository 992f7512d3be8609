// One queue as a fold with its count; the keyboard stays in the list when a row has been dealt with.
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import type { TidyEntry } from '../../state/tidy-queues';
import { Fold } from '../controls/Fold';
import { useGrowing } from '../use-growing';
import { TidyRow } from './TidyRow';
import { type QueueName, queueWords } from './tidy-words';

export function TidyQueue({ queue, entries }: { queue: QueueName; entries: readonly TidyEntry[] }) {
  const { name } = queueWords[queue];
  return (
    <Fold
      startOpen={queue === 'doubt' && entries.length > 0}
      head={
        <span className="grow">
          {name} <span className="muted numbers">{entries.length}</span>
        </span>
      }
    >
      {() => <Rows queue={queue} entries={entries} />}
    </Fold>
  );
}

function Rows({ queue, entries }: { queue: QueueName; entries: readonly TidyEntry[] }) {
  const { shown, hasMore, more } = useGrowing(entries);
  const noun = useApp(setNoun);
  const list = useRef<HTMLDivElement>(null);
  /** Place of the row that was dealt with, until the list has been drawn without it. */
  const dealt = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once the list has been drawn anew, which is what `shown` says
  useEffect(() => {
    if (dealt.current === null) return;
    const keeps = list.current?.querySelectorAll<HTMLElement>('[data-keep]');
    const next = keeps?.[Math.min(dealt.current, keeps.length - 1)];
    dealt.current = null;
    (next ?? list.current)?.focus();
  }, [shown]);
  return (
    <div ref={list} tabIndex={-1}>
      {entries.length === 0 ? (
        <p className="muted small">{queueWords[queue].empty(noun)}</p>
      ) : (
        <ul className="tidy-list" aria-label={queueWords[queue].name}>
          {shown.map((entry, at) => (
            <TidyRow
              key={entry.mark}
              entry={entry}
              onDealt={() => {
                dealt.current = at;
              }}
            />
          ))}
        </ul>
      )}
      {hasMore && (
        <Button className="link-button" onPress={more}>
          {`Show more of ${entries.length}`}
        </Button>
      )}
    </div>
  );
}
