// A finished evaluation: verdict, table of approaches, and all about the one that is looked at.
import { useState } from 'react';
import type { Approach } from '../../domain/evaluate/cases';
import type { VerdictWords } from '../../domain/report/verdict-words';
import type { ClassId } from '../../domain/types';
import { useApp } from '../../state/context';
import type { EvaluationValue } from '../../state/evaluation';
import { judgedNoun } from '../../state/evaluation-told';
import { classNameOf } from '../format';
import { ApproachDetails } from './ApproachDetails';
import { ApproachTable } from './ApproachTable';
import { bestFirst, leftOutWords, methodSentence, planSentence } from './evaluate-words';
import { VerdictPart } from './VerdictPart';

interface Props {
  readonly value: EvaluationValue;
  readonly words: VerdictWords;
  readonly onPositive: (classId: ClassId) => void;
  readonly onPrevalence: (prevalence: number) => void;
}

export function EvaluationView({ value, words, onPositive, onPrevalence }: Props) {
  const { summary, judged } = value;
  const classes = useApp((state) => state.classes);
  const noun = useApp(judgedNoun);
  const [looked, setLooked] = useState<Approach | null>(null);
  const ordered = bestFirst(summary.approaches);
  const first = summary.verdict?.recommended ?? ordered[0]?.approach;
  const shown = ordered.find(({ approach }) => approach === (looked ?? first)) ?? ordered[0];
  return (
    <>
      <VerdictPart words={words} />
      <p className="muted small" data-testid="evaluation-plan">
        {planSentence(summary, noun)}
      </p>
      {shown && (
        <>
          <ApproachTable summary={summary} chosen={shown.approach} onChoose={setLooked} />
          <p className="muted small">{methodSentence(summary, noun)}</p>
          {(judged.leftOut ?? []).map((left) => (
            <p key={left.approach} className="muted small">
              {leftOutWords(left, (id) => classNameOf(classes, id))}
            </p>
          ))}
          <ApproachDetails
            summary={summary}
            approach={shown}
            onPositive={onPositive}
            onPrevalence={onPrevalence}
          />
        </>
      )}
    </>
  );
}
