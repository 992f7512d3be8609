// What the chosen approach got wrong: most often and surest first, as pictures that open.
import { Button } from 'react-aria-components';
import type { Failure } from '../../domain/evaluate/summary';
import { useActions, useApp } from '../../state/context';
import { count, ratio } from '../format';
import { failureWords } from './failure-words';
import { ImageStrip } from './ImageStrip';

interface Props {
  readonly failures: readonly Failure[];
  readonly repeats: number;
}

export function FailureGallery({ failures, repeats }: Props) {
  const classes = useApp((state) => state.classes);
  const { select } = useActions();
  if (failures.length === 0) return <p className="muted">No held-out image was answered wrongly.</p>;
  return (
    <div className="failures" data-testid="failures">
      <div className="row between">
        <span className="muted small">Most often and surest wrong first. A click opens the image.</span>
        <Button className="button small" onPress={() => select(failures.map(({ id }) => id))}>
          {`Select ${count(failures.length, 'image')}`}
        </Button>
      </div>
      <ImageStrip
        label="Answered wrongly"
        images={failures.map((failure) => ({
          id: failure.id,
          about: failureWords(failure, repeats, classes),
          note: ratio(failure.score),
        }))}
      />
    </div>
  );
}
