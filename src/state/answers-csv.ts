// The table of answers as CSV: what the project calls its classes, in the form that domain/report writes.
import { type PredictionRow, predictionsCsv } from '../domain/report/predictions-csv';
import type { ClassId } from '../domain/types';
import type { Prediction } from './answers';
import type { AppState } from './app-state';
import { disagreementIn, distanceFromSet, type RouteName, routeAnswer } from './route-answers';
import { labelsOfRow } from './selectors';

export interface PredictionTable {
  readonly rows: readonly PredictionRow[];
  /** Of the adapter's probabilities. */
  readonly classNames: readonly string[];
}

/** Answers for all items that are still here; base file names only `withNames`. Without predictions, no rows. */
export function predictionTable(state: AppState, withNames: boolean): PredictionTable {
  const all = state.predictions.phase === 'done' ? state.predictions.value : [];
  const nameOf = (id: ClassId) => state.classes.find((known) => known.id === id)?.name ?? '';
  const namesOf = (ids: readonly ClassId[]) => ids.map(nameOf).join('; ');
  const said = (prediction: Prediction, route: RouteName) =>
    namesOf(routeAnswer(prediction, route)?.classes ?? []);
  const rowOf = (prediction: Prediction): PredictionRow => {
    const { id, neighbours, prototypes, cluster, adapter, words } = prediction;
    const byWords = routeAnswer(prediction, 'words');
    return {
      id,
      name: withNames ? (state.names.get(id) ?? '') : null,
      label: namesOf(labelsOfRow(state, id)),
      // The vote's winner alone, ties broken by the order of the classes, as in the headline.
      neighboursAnswer: namesOf((neighbours?.shares ?? []).slice(0, 1).map(({ classId }) => classId)),
      similarity: neighbours?.nearest[0]?.similarity ?? null,
      adapterAnswer: said(prediction, 'adapter'),
      probabilities: adapter?.probabilities ?? null,
      prototypes: prototypes && {
        answer: said(prediction, 'prototypes'),
        similarity: prototypes.similarities[0]?.similarity ?? 0,
        margin: prototypes.margin,
      },
      group: cluster && { ...cluster, answer: said(prediction, 'cluster') },
      differ: disagreementIn(prediction).differ,
      distance: distanceFromSet(prediction),
      unlike: neighbours?.unlike ?? false,
      words: words && {
        answer: byWords?.classes.length === 0 ? 'none of these' : said(prediction, 'words'),
        share: byWords?.value ?? null,
        unknownWords: words.unknownWords.join('; '),
      },
    };
  };
  const adapterClasses = all.find(({ adapter }) => adapter)?.adapter?.classes ?? [];
  const rows = all.filter(({ id }) => state.items.has(id)).map(rowOf);
  return { rows, classNames: adapterClasses.map(nameOf) };
}

/** The same as CSV text. */
export function csvOfPredictions(state: AppState, withNames: boolean): string {
  const { rows, classNames } = predictionTable(state, withNames);
  return predictionsCsv(rows, classNames);
}
