// All answers side by side by class: the neighbours' share of the vote, the adapter's probability, the words' share.
import type { ClassId } from '../../domain/types';
import type { Prediction } from '../../state/app-state';
import { unknownClasses } from '../../state/class-words';
import { useApp } from '../../state/context';
import { adapterKey, isStale } from '../../state/selectors';
import { Bar } from '../controls/Bar';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import { colourOf } from '../palette';
import { useThemeName } from '../use-media';
import { WordsNote } from './WordsNote';

export function Answers({ answer }: { answer: Prediction | null }) {
  const classes = useApp((state) => state.classes);
  const oldAdapter = useApp((state) => isStale(state.adapter, () => adapterKey(state)));
  const theme = useThemeName();
  if (answer === null) return null;
  const { words } = answer;
  if (answer.neighbours === null && answer.adapter === null && words === null) return null;

  const shareOf = (id: ClassId) =>
    answer.neighbours === null
      ? null
      : (answer.neighbours.shares.find(({ classId }) => classId === id)?.share ?? 0);
  const probabilityOf = (id: ClassId) => {
    const at = answer.adapter?.classes.indexOf(id) ?? -1;
    return at < 0 ? null : (answer.adapter?.probabilities[at] ?? null);
  };
  return (
    <section aria-label="Answers">
      <h3>Answers for this image</h3>
      <table className="answers">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">
              Neighbours <span className="muted small block">share of the vote</span>
            </th>
            <th scope="col">
              Adapter{' '}
              <span className="muted small block">
                probability, <Term of="probability" />
              </span>
            </th>
            <th scope="col">
              Words{' '}
              <span className="muted small block">
                <Term of="words" />
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ id, name, swatch }) => (
            <tr key={id}>
              <th scope="row">
                <ClassName id={id} />
              </th>
              <td>
                <Bar
                  label={`Share of the vote for ${name}`}
                  value={shareOf(id)}
                  colour={colourOf(swatch, theme)}
                />
              </td>
              <td>
                <Bar
                  label={`Adapter's probability for ${name}`}
                  value={probabilityOf(id)}
                  colour={colourOf(swatch, theme)}
                />
              </td>
              <td>
                <Bar
                  label={`Similarity share of the words for ${name}`}
                  value={words?.shares.find(({ classId }) => classId === id)?.share ?? null}
                  colour={colourOf(swatch, theme)}
                />
                {words !== null && unknownClasses(words).includes(id) && (
                  <span className="small bad-text block">unknown words</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <WordsNote words={words} />
      <p className="muted small">
        {answer.adapter === null
          ? 'No adapter yet: train one and its answer stands beside that of the neighbours.'
          : 'Probability from the adapter, not calibrated.'}
        {oldAdapter && ' Labels or settings have changed since it was trained: train it again.'}
      </p>
    </section>
  );
}
