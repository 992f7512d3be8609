// The verdict first: the sentence, what to take, and what must be known to read it rightly.
import type { VerdictWords } from '../../domain/report/verdict-words';

export function VerdictPart({ words: { sentence, advice, notes } }: { words: VerdictWords }) {
  return (
    <div className="result" role="status" data-testid="verdict">
      <p className="verdict">{sentence}</p>
      {advice !== null && <p>{advice}</p>}
      {notes.length > 0 && (
        <ul className="notes muted small">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
