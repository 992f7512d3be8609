// Precision at 1, 3 and 5 by class, in the embedding and on the adapter's hidden layer side by side, with what it rests on.
import { Button } from 'react-aria-components';
import type { PrecisionFigure } from '../../domain/explore/precision-at';
import { useActions, useApp } from '../../state/context';
import { canMeasure, type Retrieval, retrievalKey } from '../../state/retrieval';
import { isStale } from '../../state/selectors';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { ratio } from '../format';
import { explain } from '../messages';
import { useView } from '../view-state';
import { basisWords } from './search-words';

export function RetrievalFigures() {
  const stage = useApp((state) => state.retrieval);
  const stale = useApp((state) => isStale(state.retrieval, () => retrievalKey(state)));
  const ready = useApp(canMeasure);
  const { measureRetrieval } = useActions();
  const { showPane } = useView();
  const running = stage.phase === 'running';
  return (
    <section aria-label="How well the search fits the labels" data-testid="retrieval">
      <h3>
        How well it fits the labels (<Term of="precisionAt" />)
      </h3>
      {ready ? (
        <Button className="button wide" isDisabled={running} onPress={() => void measureRetrieval()}>
          {running ? 'Measuring…' : 'Measure on the labelled images'}
        </Button>
      ) : (
        <div className="hint">
          <p>Put at least two images into classes to measure it.</p>
          <Button className="button small" onPress={() => showPane('set')}>
            Go to the images
          </Button>
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

function Figures({ value }: { value: Retrieval }) {
  const byGroup = useApp((state) => state.settings.level === 'group');
  const { embedding, adapter } = value;
  const { at } = embedding;
  const spaces = adapter ? [embedding, adapter] : [embedding];
  return (
    <>
      <div className="wording-scroll">
        <table className="plain-table precision">
          <caption className="visually-hidden">Precision at {at.join(', ')} by class</caption>
          <thead>
            {adapter && (
              <tr>
                <td colSpan={2} />
                <th scope="colgroup" colSpan={at.length}>
                  Encoder
                </th>
                <th scope="colgroup" colSpan={at.length}>
                  Adapter
                </th>
              </tr>
            )}
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className="right">
                n
              </th>
              {spaces.map((space) =>
                at.map((k) => (
                  <th
                    key={`${space === embedding ? 'encoder' : 'adapter'} ${k}`}
                    scope="col"
                    className="right"
                  >
                    {`at ${k}`}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {embedding.classes.map(({ classId, figures }, c) => (
              <tr key={classId}>
                <th scope="row">
                  <ClassName id={classId} />
                </th>
                <td className="right numbers">{figures[0]?.rows ?? 0}</td>
                <Cells of="encoder" figures={figures} />
                {adapter && <Cells of="adapter" figures={adapter.classes[c]?.figures ?? []} />}
              </tr>
            ))}
            <tr>
              <th scope="row">Mean of the classes</th>
              <td />
              {spaces.map((space) =>
                space.macro.map((mean, i) => (
                  <td
                    key={`${space === embedding ? 'encoder' : 'adapter'} ${at[i]}`}
                    className="right numbers"
                  >
                    {mean === null ? '–' : ratio(mean)}
                  </td>
                )),
              )}
            </tr>
          </tbody>
        </table>
      </div>
      <p className="muted small">{`n: ${basisWords(value, byGroup)}`}</p>
      {adapter && (
        <p className="muted small">
          The adapter was trained on these labels: its figures are not held-out ones and look better than they
          would on new images.
        </p>
      )}
    </>
  );
}

function Cells({ of, figures }: { of: string; figures: readonly PrecisionFigure[] }) {
  return figures.map(({ precision, rows, groups }, i) => (
    <td
      // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places.
      key={`${of} ${i}`}
      className="right numbers"
      title={`n ${rows}, of ${groups} patients, studies or single images`}
    >
      {precision === null ? '–' : ratio(precision)}
    </td>
  ));
}
