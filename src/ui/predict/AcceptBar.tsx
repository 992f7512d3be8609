// Takes answers over into classes: those of the selected images by one route, or all on which every route agrees.
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Prediction } from '../../state/answers';
import { useActions, useApp } from '../../state/context';
import { acceptable, type RouteName, routeAnswer, routeNames } from '../../state/route-answers';
import { rowItems } from '../../state/selectors';
import { Choice } from '../controls/Choice';
import { acceptedSentence, routeWords } from './route-words';

export function AcceptBar({ predictions }: { predictions: readonly Prediction[] }) {
  const items = useApp(rowItems);
  const classes = useApp((state) => state.classes);
  const selection = useApp((state) => state.selection);
  const { acceptAnswers } = useActions();
  const [wanted, setWanted] = useState<RouteName>('adapter');
  const [told, setTold] = useState<string | null>(null);

  const ready = useMemo(
    () => routeNames.filter((route) => predictions.some((entry) => routeAnswer(entry, route) !== null)),
    [predictions],
  );
  const chosen = useMemo(() => {
    const ids = new Set(selection);
    return predictions.filter(({ id }) => ids.has(id));
  }, [predictions, selection]);
  const route = ready.includes(wanted) ? wanted : ready[0];
  const own = useMemo(
    () => (route ? acceptable({ items, classes }, chosen, route).count : 0),
    [items, classes, chosen, route],
  );
  const agreed = useMemo(
    () => acceptable({ items, classes }, predictions, 'all').count,
    [items, classes, predictions],
  );
  if (!route) return null;
  return (
    <section className="accept-bar" aria-label="Accept answers">
      <div className="row between">
        <Choice
          label="Answer of"
          value={route}
          options={ready.map((value) => ({ value, name: routeWords[value].name }))}
          onChange={setWanted}
        />
        <Button
          className="button"
          isDisabled={own === 0}
          onPress={() =>
            setTold(
              acceptedSentence(
                acceptAnswers(
                  chosen.map(({ id }) => id),
                  route,
                ),
                chosen.length,
              ),
            )
          }
        >
          {`Accept into class (${own})`}
        </Button>
      </div>
      <Button
        className="button wide"
        isDisabled={agreed === 0}
        onPress={() => {
          const taken = acceptAnswers(
            predictions.map(({ id }) => id),
            'all',
          );
          setTold(acceptedSentence(taken, taken));
        }}
      >
        {`Accept all where all routes agree (${agreed})`}
      </Button>
      <p className="muted small">
        {chosen.length === 0
          ? 'Select rows to accept the answer of one route. Images unlike anything here are never accepted as agreed.'
          : 'Images that have a class already, or no single answer, stay as they are.'}
      </p>
      <p className="small" role="status">
        {told}
      </p>
    </section>
  );
}
