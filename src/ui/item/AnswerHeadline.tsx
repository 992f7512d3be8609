// The answers for an image in one glance; the evidence for each stands below it.
import type { Prediction } from '../../state/app-state';
import { topClass } from '../../state/top-class';
import { ClassName } from '../controls/Swatch';
import { ratio } from '../format';

export function AnswerHeadline({ answer }: { answer: Prediction | null }) {
  const vote = answer?.neighbours?.shares[0] ?? null;
  const adapter = topClass(answer?.adapter ?? null);
  const words = answer?.words ?? null;
  const best = words?.shares[0] ?? null;
  const guessed = words !== null && words.unknownWords.length > 0;
  if (vote === null && adapter === null && best === null) return null;
  return (
    <dl className="answer-headline" aria-label="Answers in short" data-testid="answer-headline">
      {vote !== null && (
        <>
          <dt>Neighbours</dt>
          <dd>
            <ClassName id={vote.classId} />
          </dd>
          <dd className="muted numbers">{`${Math.round(100 * vote.share)} % of the vote`}</dd>
        </>
      )}
      {adapter !== null && (
        <>
          <dt>Adapter</dt>
          <dd>
            <ClassName id={adapter.classId} />
          </dd>
          <dd className="muted numbers">{`probability ${ratio(adapter.probability)}`}</dd>
        </>
      )}
      {words !== null && best !== null && (
        <>
          <dt>Words</dt>
          {/* An answer that rests on words the encoder does not know is no headline; the table below has it, with the flag. */}
          <dd>{guessed ? <span className="muted">no answer</span> : <ClassName id={best.classId} />}</dd>
          <dd className="muted numbers">{guessed ? 'unknown words' : `share ${ratio(best.share)}`}</dd>
        </>
      )}
    </dl>
  );
}
