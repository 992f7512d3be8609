// The verdict first: the sentence, what to take, and what must be known to read it rightly.
import type { VerdictWords } from '../../domain/report/verdict-words';
import { Fold } from '../controls/Fold';

export function VerdictPart({ words: { sentence, advice, notes } }: { words: VerdictWords }) {
  return (
    <div className="result" role="status" data-testid="verdict">
      <p className="verdict">{sentence}</p>
      {advice !== null && <p>{advice}</p>}
      {notes.length > 0 && (
        <Fold head={<span className="grow muted small">How to read this</span>}>
          {() => (
            <ul className="notes muted small">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </Fold>
      )}
    </div>
  );
}
