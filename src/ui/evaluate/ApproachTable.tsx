// All approaches on the same held-out rows, best first: balanced accuracy as a bar with its interval; a row chooses what is
// looked at below.
import { Button } from 'react-aria-components';
import type { Approach } from '../../domain/evaluate/cases';
import type { ApproachSummary, Summary } from '../../domain/evaluate/summary';
import { useApp } from '../../state/context';
import { judgedNoun } from '../../state/evaluation-told';
import { IntervalBar } from '../charts/IntervalBar';
import { Term } from '../controls/Term';
import { ratio } from '../format';
import {
  approachNames,
  bestFirst,
  chanceOf,
  estimateWords,
  fewestForFull,
  intervalWords,
  restsOnFew,
  tooFew,
  unitNoun,
} from './evaluate-words';

interface Props {
  readonly summary: Summary;
  readonly chosen: Approach;
  readonly onChoose: (approach: Approach) => void;
}

export function ApproachTable({ summary, chosen, onChoose }: Props) {
  const noun = useApp(judgedNoun);
  const few = restsOnFew(summary);
  const chance = chanceOf(summary);
  return (
    <div data-testid="approaches">
      <table className="plain-table approaches">
        <caption className="visually-hidden">Approaches, best first</caption>
        <thead>
          <tr>
            <th scope="col">Approach</th>
            <th scope="col">
              Right, class by class{' '}
              <span className="nowrap">
                (<Term of="balanced" />)
              </span>
            </th>
            <th scope="col" className="right">
              <Term of="interval">95 %</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {bestFirst(summary.approaches).map((entry) => (
            <Row
              key={entry.approach}
              entry={entry}
              few={few}
              chance={chance}
              isChosen={entry.approach === chosen}
              isRecommended={entry.approach === summary.verdict?.recommended}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      <p className="muted small">
        {`The thin line is a guess (${ratio(chance)}), the dark one the interval.`}
        {few &&
          ` Hatched: a class has fewer than ${fewestForFull} ${unitNoun(summary, noun).many}, so the figures are rough.`}
      </p>
    </div>
  );
}

interface RowProps {
  readonly entry: ApproachSummary;
  readonly few: boolean;
  readonly chance: number;
  readonly isChosen: boolean;
  readonly isRecommended: boolean;
  readonly onChoose: (approach: Approach) => void;
}

function Row({ entry, few, chance, isChosen, isRecommended, onChoose }: RowProps) {
  const { approach, figures } = entry;
  const estimate = figures.balancedAccuracy;
  const name = approachNames[approach];
  return (
    <tr
      data-chosen={isChosen}
      onClick={(event) => {
        // The button has the same act; both would do it twice.
        if (event.target instanceof Element && !event.target.closest('button')) onChoose(approach);
      }}
    >
      <th scope="row">
        <Button
          className="link-button approach-name"
          aria-label={`Look at ${name}`}
          aria-pressed={isChosen}
          onPress={() => onChoose(approach)}
        >
          {name}
        </Button>
        {isRecommended && <span className="tag">recommended</span>}
      </th>
      <td>
        <IntervalBar
          label={`Balanced accuracy of ${name}`}
          value={estimate.value}
          low={estimate.low}
          high={estimate.high}
          chance={chance}
          few={few}
          words={estimateWords(estimate)}
        />
      </td>
      <td className="right numbers">
        {estimate.value === null ? (
          <span className="muted small">{tooFew}</span>
        ) : (
          <>
            {ratio(estimate.value)}
            <span className="muted small block">{intervalWords(estimate) ?? 'no interval'}</span>
          </>
        )}
      </td>
    </tr>
  );
}
