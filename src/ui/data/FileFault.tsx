// Why a file could not be taken in, and what to do about it.
import type { ErrorFacts } from '../../domain/errors';
import { explain } from '../messages';

export function FileFault({ error }: { error: ErrorFacts }) {
  const { sentence, advice } = explain(error);
  return (
    <>
      <p role="alert" className="bad-text">
        {sentence}
      </p>
      <p className="muted small">{advice}</p>
    </>
  );
}
