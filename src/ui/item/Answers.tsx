// All answers side by side: a column a route that is ready, a bar a class, the evidence of each route below.
import type { ClassId } from '../../domain/types';
import type { Prediction } from '../../state/answers';
import { unknownClasses } from '../../state/class-words';
import { useApp } from '../../state/context';
import { type RouteAnswer, type RouteName, routeAnswers } from '../../state/route-answers';
import { Bar } from '../controls/Bar';
import { ClassName } from '../controls/Swatch';
import { Term } from '../controls/Term';
import type { GlossaryKey } from '../glossary';
import { colourOf } from '../palette';
import { RouteGaps } from '../predict/RouteGaps';
import { routeWords } from '../predict/route-words';
import { useThemeName } from '../use-media';
import { NoneRow } from '../words/NoneRow';
import { Evidence } from './Evidence';

/** The number a route has for a class: 0 for one it knows of but gives nothing, null for one it knows nothing of. */
function valueFor(answer: Prediction, { route, shares }: RouteAnswer, id: ClassId): number | null {
  switch (route) {
    case 'prototypes':
      return answer.prototypes?.similarities.find(({ classId }) => classId === id)?.similarity ?? null;
    case 'adapter': {
      const at = answer.adapter?.classes.indexOf(id) ?? -1;
      return at < 0 ? null : (answer.adapter?.probabilities[at] ?? null);
    }
    case 'words':
      return shares?.get(id) ?? null;
    default:
      return shares?.get(id) ?? 0;
  }
}

export function Answers({ answer }: { answer: Prediction | null }) {
  const classes = useApp((state) => state.classes);
  const theme = useThemeName();
  if (answer === null) return null;
  const answers = routeAnswers(answer);
  const strangers = answer.words === null ? [] : unknownClasses(answer.words);
  return (
    <section aria-label="Answers">
      <h3>Answers for this image</h3>
      {answers.length > 0 && (
        <table className="answers" data-routes={answers.length}>
          <thead>
            <tr>
              <th scope="col">Class</th>
              {answers.map(({ route }) => (
                <RouteHead key={route} route={route} />
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map(({ id, name, swatch }) => (
              <tr key={id}>
                <th scope="row">
                  <ClassName id={id} />
                </th>
                {answers.map((entry) => (
                  <td key={entry.route} className={entry.classes.includes(id) ? 'named' : ''}>
                    <Bar
                      label={routeWords[entry.route].bar(name)}
                      value={valueFor(answer, entry, id)}
                      colour={colourOf(swatch, theme)}
                    />
                    {entry.route === 'words' && strangers.includes(id) && (
                      <span className="small bad-text block">unknown words</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
            <NoneRow words={answer.words} routes={answers.map(({ route }) => route)} />
          </tbody>
        </table>
      )}
      <Evidence answer={answer} />
      <RouteGaps />
    </section>
  );
}

/** What a route's numbers are: plain words, a term of the field, or both. */
const measures: Readonly<Record<RouteName, { readonly text?: string; readonly term?: GlossaryKey }>> = {
  neighbours: { text: routeWords.neighbours.measure },
  prototypes: { term: 'prototype' },
  cluster: { text: routeWords.cluster.measure },
  adapter: { text: 'proba\u00ADbility, ', term: 'probability' },
  words: { term: 'words' },
};

function RouteHead({ route }: { route: RouteName }) {
  const { text, term } = measures[route];
  return (
    <th scope="col">
      {routeWords[route].short}{' '}
      <span className="muted small block">
        {text}
        {term && <Term of={term} />}
      </span>
    </th>
  );
}
