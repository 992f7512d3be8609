// The answers for an image in one glance; the evidence for each stands below it.
import type { Prediction } from '../../state/answers';
import {
  disagreementIn,
  distanceFromSet,
  type RouteAnswer,
  type RouteName,
  routeAnswers,
} from '../../state/route-answers';
import { ClassName } from '../controls/Swatch';
import { ratio } from '../format';
import { agreementSentence, routeWords } from '../predict/route-words';

const numberWords: Readonly<Record<RouteName, (value: number) => string>> = {
  neighbours: (value) => `${Math.round(100 * value)} % of the vote`,
  prototypes: (value) => `alike ${ratio(value)}`,
  cluster: (value) => `${Math.round(100 * value)} % of the cluster`,
  adapter: (value) => `probability ${ratio(value)}`,
  words: (value) => `share ${ratio(value)}`,
};

export function AnswerHeadline({ answer }: { answer: Prediction | null }) {
  if (answer === null) return null;
  const answers = routeAnswers(answer);
  if (answers.length === 0) return null;
  const counted = answers.filter(({ counts }) => counts).length;
  const agreement = agreementSentence(counted, disagreementIn(answer).differ);
  const distance = distanceFromSet(answer);
  return (
    <>
      <dl className="answer-headline" aria-label="Answers in short" data-testid="answer-headline">
        {answers.map((entry) => (
          <Line key={entry.route} answer={entry} task={answer.adapter?.task ?? 'single'} />
        ))}
      </dl>
      {(agreement !== null || distance !== null) && (
        <p className="muted small" data-testid="agreement">
          {[agreement, distance === null ? null : `Distance from the set: ${ratio(distance)}.`]
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </>
  );
}

function Line({
  answer: { route, classes, value, counts },
  task,
}: {
  answer: RouteAnswer;
  task: 'single' | 'multi';
}) {
  // An answer that rests on words the encoder does not know is no headline; the table below has it, with the flag.
  const withheld = !counts;
  const none = route === 'adapter' && task === 'multi' ? 'no label' : 'none of these';
  return (
    <>
      <dt>{routeWords[route].name}</dt>
      <dd>
        {withheld ? (
          <span className="muted">no answer</span>
        ) : classes.length === 0 ? (
          none
        ) : (
          classes.map((id) => <ClassName key={id} id={id} />)
        )}
      </dd>
      <dd className="muted numbers">
        {withheld
          ? route === 'words'
            ? 'unknown words'
            : 'no labelled image'
          : value === null
            ? ''
            : numberWords[route](value)}
      </dd>
    </>
  );
}
