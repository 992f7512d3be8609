// Figures of one approach, each with its interval: the whole answer, and class by class.
import type { ClassFigures, Estimate, FigureName } from '../../domain/evaluate/summary';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { ratio } from '../format';
import type { GlossaryKey } from '../glossary';
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
                {name === 'accuracy' && several ? 'All labels of an image right' : plain} (<Term of={term} />)
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

const columns = ['sensitivity', 'specificity', 'ppv', 'npv'] as const satisfies readonly (GlossaryKey &
  keyof ClassFigures)[];
const below = ['f1', 'auc', 'averagePrecision'] as const satisfies readonly (GlossaryKey &
  keyof ClassFigures)[];

export function ClassTable({
  perClass,
  groupsKnown,
}: {
  perClass: readonly ClassFigures[];
  groupsKnown: boolean;
}) {
  return (
    <div className="wide-scroll">
      <table className="plain-table class-table">
        <caption className="visually-hidden">Each class against the rest, with 95 % intervals</caption>
        <thead>
          <tr>
            {columns.map((term) => (
              <th key={term} scope="col" className="right">
                <Term of={term} />
              </th>
            ))}
          </tr>
        </thead>
        {perClass.map((line) => (
          <tbody key={line.classId}>
            <tr>
              <th scope="rowgroup" colSpan={4}>
                <span className="row between">
                  <ClassName id={line.classId} />
                  <span className="muted small numbers nowrap">
                    {`n ${line.rows}${groupsKnown ? `, of ${line.groups} patients` : ''}`}
                  </span>
                </span>
              </th>
            </tr>
            <tr>
              {columns.map((name) => (
                <td key={name} className="right numbers">
                  <StackedEstimate estimate={line[name]} />
                </td>
              ))}
            </tr>
            <tr>
              <td colSpan={4} className="small numbers">
                {below.map((name, i) => (
                  <span key={name}>
                    {i > 0 && ', '}
                    <Term of={name} /> {line[name].value === null ? tooFew : ratio(line[name].value)}
                    <span className="muted">{bracketed(line[name])}</span>
                  </span>
                ))}
              </td>
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  );
}

function bracketed(estimate: Estimate): string {
  const interval = intervalWords(estimate);
  return estimate.value === null || interval === null ? '' : ` (${interval})`;
}
