// What each route's answer rests on, one short block a route; the neighbours stand above, with their pictures.
import type { ReactNode } from 'react';
import { answersByOldAdapter } from '../../state/adapters';
import type { AdapterAnswer, ClusterAnswer, Prediction, PrototypeAnswer } from '../../state/answers';
import { useApp } from '../../state/context';
import { ClassName } from '../controls/Swatch';
import { classNameOf, ratio } from '../format';
import { ExampleStrip } from './ExampleStrip';
import { WordsNote } from './WordsNote';

export function Evidence({ answer }: { answer: Prediction }) {
  const { prototypes, cluster, adapter, words, examples } = answer;
  const best = prototypes?.similarities[0]?.classId;
  const alike = examples?.find(({ classId }) => classId === best)?.nearest ?? [];
  return (
    <div className="evidence">
      {prototypes && (
        <Block name="Prototypes">
          <PrototypeEvidence answer={prototypes} />
          {alike.length > 0 && <ExampleStrip label="Most like it of that class" examples={alike} />}
        </Block>
      )}
      {cluster && (
        <Block name="Nearest cluster">
          <ClusterEvidence answer={cluster} />
        </Block>
      )}
      {adapter && (
        <Block name="Adapter">
          <AdapterEvidence answer={adapter} />
        </Block>
      )}
      {words && <WordsNote words={words} />}
    </div>
  );
}

function Block({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="evidence-block">
      <h4 className="small evidence-head">{name}</h4>
      {children}
    </div>
  );
}

function PrototypeEvidence({ answer: { similarities, margin } }: { answer: PrototypeAnswer }) {
  const classes = useApp((state) => state.classes);
  const [first, second] = similarities;
  if (!first || !second) return null;
  const named = (id: string) => classNameOf(classes, id);
  return (
    <p className="muted small">
      {`Nearest to the mean of ${named(first.classId)} (${first.images} ${first.images === 1 ? 'image' : 'images'}), this one not counted: ${ratio(first.similarity)}. Then ${named(second.classId)}, ${ratio(second.similarity)}: margin ${ratio(margin, 3)}.`}
    </p>
  );
}

function ClusterEvidence({
  answer: { name, distance, fartherShare, composition },
}: {
  answer: ClusterAnswer;
}) {
  return (
    <>
      <p className="muted small">
        {`${name}. Distance to its centre ${ratio(distance)}; ${Math.round(100 * fartherShare)} % of its images lie farther out.`}
      </p>
      {composition.length === 0 ? (
        <p className="muted small">None of its images has a class, so it names none.</p>
      ) : (
        <ul className="composition small" aria-label="Classes in this cluster">
          {composition.map(({ classId, count }) => (
            <li key={classId}>
              <ClassName id={classId} /> <span className="numbers">{count}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function AdapterEvidence({ answer: { task } }: { answer: AdapterAnswer }) {
  const old = useApp(answersByOldAdapter);
  return (
    <p className="muted small">
      {task === 'multi'
        ? 'Each label is asked on its own: the probabilities do not add up to 1, and all above 0.50 are the answer. Not calibrated.'
        : 'Probability from the adapter, not calibrated.'}
      {old && ' Labels or settings have changed since it was trained: train it again.'}
    </p>
  );
}
