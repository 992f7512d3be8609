// All that is known of one approach: figures, confusion, classes, operating points, curves, failures, what its folds chose.
import type { ReactNode } from 'react';
import type { ApproachSummary, Summary } from '../../domain/evaluate/summary';
import type { ClassId } from '../../domain/types';
import { Fold } from '../controls/Fold';
import { Term } from '../controls/Term';
import { ConfusionTable } from './ConfusionTable';
import { CurvePart } from './CurvePart';
import { approachNames, choiceLines } from './evaluate-words';
import { FailureGallery } from './FailureGallery';
import { ClassTable, FigureTable } from './FigureTable';
import { OperatingPart } from './OperatingPart';

interface Props {
  readonly summary: Summary;
  readonly approach: ApproachSummary;
  readonly onPositive: (classId: ClassId) => void;
  readonly onPrevalence: (prevalence: number) => void;
}

export function ApproachDetails({ summary, approach, onPositive, onPrevalence }: Props) {
  const { confusion, perClass, failures } = approach;
  return (
    <section className="approach-details" aria-label={approachNames[approach.approach]}>
      <h3>{approachNames[approach.approach]}</h3>
      <Part name="Figures" startOpen>
        <FigureTable figures={approach.figures} several={confusion === null} />
      </Part>
      {confusion && (
        <Part name="What was taken for what (confusion matrix)" startOpen>
          <ConfusionTable
            cells={confusion}
            classes={summary.classes.map(({ classId }) => classId)}
            repeats={summary.repeats}
          />
        </Part>
      )}
      <Part name={`Answered wrongly (${failures.length.toLocaleString('en-US')})`} startOpen>
        <FailureGallery failures={failures} repeats={summary.repeats} />
      </Part>
      <Part name="Class by class">
        <ClassTable perClass={perClass} groupsKnown={summary.groups !== null} />
      </Part>
      <Part name="Ruling one class in or out (operating points)" startOpen>
        <OperatingPart
          summary={summary}
          points={approach.operating}
          onPositive={onPositive}
          onPrevalence={onPrevalence}
        />
      </Part>
      <Part name="Curves" startOpen>
        <CurvePart approach={approach} summary={summary} />
      </Part>
      <Part name="What each fold chose">
        <p className="muted small">
          On its <Term of="innerPart" />, never on what it was judged on.
        </p>
        <ol className="fold-choices numbers small">
          {choiceLines(approach).map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fold is its place
            <li key={i}>{line}</li>
          ))}
        </ol>
      </Part>
    </section>
  );
}

function Part({ name, startOpen, children }: { name: string; startOpen?: true; children: ReactNode }) {
  return (
    <div className="part">
      <Fold head={<span className="grow part-name">{name}</span>} startOpen={startOpen ?? false}>
        {() => <div className="part-body">{children}</div>}
      </Fold>
    </div>
  );
}
