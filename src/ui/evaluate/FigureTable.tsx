// Figures of one approach, each with its interval: the whole answer, and class by class.
import type { ReactNode } from 'react';
import type { ClassFigures, Estimate, FigureName } from '../../domain/evaluate/summary';
import { useApp } from '../../state/context';
import { judgedNoun } from '../../state/evaluation-told';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { countOf, ratio } from '../format';
import { figureOrder, figureWords, intervalWords, tooFew } from './evaluate-words';

interface Props {
  readonly figures: Readonly<Record<FigureName, Estimate>>;
  /** Several labels a row: then all of them must be right to count as right. */
  readonly several: boolean;
}

export function FigureTable({ figures, several }: Props) {
  return (
    <table className="plain-table figure-table">
      <caption className="visually-hidden">Figures of the whole answer</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className="right">
            Value
          </th>
          <th scope="col" className="right">
            95 % interval
          </th>
        </tr>
      </thead>
      <tbody>
        {figureOrder.map((name) => {
          const { name: plain, term, better } = figureWords[name];
          const estimate = figures[name];
          return (
            <tr key={name}>
              <th scope="row">
                {name === 'accuracy' && several ? 'All labels of an image right' : plain}{' '}
                <span className="nowrap">
                  (<Term of={term} />)
                </span>
                {better === 'lower' && <span className="muted small">, lower is better</span>}
              </th>
              <ValueCells estimate={estimate} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ValueCells({ estimate }: { estimate: Estimate }) {
  if (estimate.value === null) {
    return (
      <td className="right muted small" colSpan={2}>
        {tooFew}
      </td>
    );
  }
  return (
    <>
      <td className="right numbers">{ratio(estimate.value)}</td>
      <td className="right numbers muted">{intervalWords(estimate) ?? '–'}</td>
    </>
  );
}

/** The value with its interval below, for a narrow column. */
export function StackedEstimate({ estimate }: { estimate: Estimate }) {
  if (estimate.value === null) return <span className="muted small">{tooFew}</span>;
  return (
    <>
      {ratio(estimate.value)}
      <span className="muted small block">{intervalWords(estimate) ?? 'no interval'}</span>
    </>
  );
}

const rates = ['sensitivity', 'specificity', 'ppv', 'npv'] as const;

export interface RateLine {
  readonly key: string;
  readonly head: ReactNode;
  readonly estimates: Readonly<Record<(typeof rates)[number], Estimate>>;
  readonly below?: ReactNode;
}

/** The four rates of a yes or no, a heading line and a line of figures for each. */
export function RateTable({ caption, lines }: { caption: string; lines: readonly RateLine[] }) {
  return (
    <div className="wide-scroll">
      <table className="plain-table rate-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {rates.map((term) => (
              <th key={term} scope="col" className="right">
                <Term of={term} />
              </th>
            ))}
          </tr>
        </thead>
        {lines.map(({ key, head, estimates, below }) => (
          <tbody key={key}>
            <tr>
              <th scope="rowgroup" colSpan={rates.length}>
                {head}
              </th>
            </tr>
            <tr>
              {rates.map((name) => (
                <td key={name} className="right numbers">
                  <StackedEstimate estimate={estimates[name]} />
                </td>
              ))}
            </tr>
            {below && (
              <tr>
                <td colSpan={rates.length} className="small numbers">
                  {below}
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface ClassTableProps {
  readonly perClass: readonly ClassFigures[];
  readonly groupsKnown: boolean;
}

export function ClassTable({ perClass, groupsKnown }: ClassTableProps) {
  const noun = useApp(judgedNoun);
  const lines = perClass.map((line) => ({
    key: line.classId,
    head: (
      <span className="row between">
        <ClassName id={line.classId} />
        <span className="muted small numbers nowrap">
          {`n ${line.rows}${groupsKnown ? `, of ${countOf(line.groups, noun)}` : ''}`}
        </span>
      </span>
    ),
    estimates: line,
    below: (['f1', 'auc', 'averagePrecision'] as const).map((name, i) => (
      <span key={name}>
        {i > 0 && ', '}
        <Term of={name} /> {line[name].value === null ? tooFew : ratio(line[name].value)}
        <span className="muted">{bracketed(line[name])}</span>
      </span>
    )),
  }));
  return <RateTable caption="Each class against the rest, with 95 % intervals" lines={lines} />;
}

function bracketed(estimate: Estimate): string {
  const interval = intervalWords(estimate);
  return estimate.value === null || interval === null ? '' : ` (${interval})`;
}
