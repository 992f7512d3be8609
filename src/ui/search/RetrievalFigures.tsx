// Precision at 1, 3 and 5 by class, in the embedding and on the adapter's hidden layer side by side, with what it rests on.
import type { ReactNode } from 'react';
import type { PrecisionFigure } from '../../domain/explore/precision-at';
import type { Noun } from '../../domain/report/report-facts';
import { useActions, useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import { canMeasure, type Retrieval, retrievalKey } from '../../state/retrieval';
import { isStale } from '../../state/selectors';
import { GoToSet } from '../controls/GoToSet';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { WorkButton } from '../controls/WorkButton';
import { ratio } from '../format';
import { explain } from '../messages';
import { basisWords } from './search-words';

export function RetrievalFigures() {
  const stage = useApp((state) => state.retrieval);
  const stale = useApp((state) => isStale(state.retrieval, () => retrievalKey(state)));
  const ready = useApp(canMeasure);
  const { measureRetrieval } = useActions();
  const running = stage.phase === 'running';
  return (
    <section
      className="search-found"
      aria-label="How well the search fits the labels"
      data-testid="retrieval"
    >
      <h3>
        How well it fits the labels (<Term of="precisionAt" />)
      </h3>
      {ready ? (
        <WorkButton className="button wide" isWorking={running} onPress={() => void measureRetrieval()}>
          {running ? 'Measuring…' : 'Measure on the labelled images'}
        </WorkButton>
      ) : (
        <div className="hint">
          <p>Put at least two images into classes to measure it.</p>
          <GoToSet>Go to the images</GoToSet>
        </div>
      )}
      {stage.phase === 'failed' && (
        <p className="bad-text" role="alert">
          {`${explain(stage.error).sentence} ${explain(stage.error).advice}`}
        </p>
      )}
      {stale && <p className="hint">Images, labels or the adapter have changed since: measure again.</p>}
      {stage.phase === 'done' && <Figures value={stage.value} />}
    </section>
  );
}

interface Line {
  readonly by: 'encoder' | 'adapter';
  /** One for each rank, and what each rests on where that is to be said. */
  readonly cells: readonly { readonly k: number; readonly value: number | null; readonly title?: string }[];
}

function Figures({ value }: { value: Retrieval }) {
  const byGroup = useApp((state) => state.settings.level === 'group');
  const noun = useApp(setNoun);
  const { embedding, adapter } = value;
  const { at } = embedding;
  const spaces = [
    { by: 'encoder' as const, table: embedding },
    ...(adapter ? [{ by: 'adapter' as const, table: adapter }] : []),
  ];
  const means = spaces.map(({ by, table }) => ({
    by,
    cells: at.map((k, i) => ({ k, value: table.macro[i] ?? null })),
  }));
  const linesOf = (c: number): readonly Line[] =>
    spaces.map(({ by, table }) => ({ by, cells: cellsOf(at, table.classes[c]?.figures ?? [], noun) }));
  return (
    <>
      <table className="plain-table precision">
        <caption className="visually-hidden">Precision at {at.join(', ')} by class</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" className="right">
              n
            </th>
            <th scope="col">Seen by</th>
            {at.map((k) => (
              <th key={k} scope="col" className="right">
                {`at ${k}`}
              </th>
            ))}
          </tr>
        </thead>
        {embedding.classes.map(({ classId, figures }, c) => (
          <Lines key={classId} lines={linesOf(c)} rows={figures[0]?.rows ?? 0}>
            <ClassName id={classId} />
          </Lines>
        ))}
        <Lines lines={means} rows={null}>
          Mean
        </Lines>
      </table>
      <p className="muted small">{`n: ${basisWords(value, byGroup, noun)}`}</p>
      {adapter && (
        <p className="muted small">
          The adapter was trained on these labels: its figures are not held-out ones and look better than they
          would on new images.
        </p>
      )}
    </>
  );
}

function cellsOf(at: readonly number[], figures: readonly PrecisionFigure[], { many }: Noun): Line['cells'] {
  return figures.map(({ precision, rows, groups }, i) => ({
    k: at[i] ?? 0,
    value: precision,
    title: `n ${rows}, of ${groups} ${many} or single images`,
  }));
}

/** The lines of one class, a line a space. `rows` null: no number of images to show. */
function Lines({
  lines,
  rows,
  children,
}: {
  lines: readonly Line[];
  rows: number | null;
  children: ReactNode;
}) {
  return (
    <tbody>
      {lines.map(({ by, cells }, i) => (
        <tr key={by}>
          {i === 0 && (
            <>
              <th scope="rowgroup" rowSpan={lines.length}>
                {children}
              </th>
              <td className="right numbers" rowSpan={lines.length}>
                {rows}
              </td>
            </>
          )}
          <td className="muted">{by}</td>
          {cells.map(({ k, value, title }) => (
            <td key={k} className="right numbers" title={title}>
              {value === null ? '–' : ratio(value)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
