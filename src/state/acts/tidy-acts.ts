// Acts of the Tidy panel: look for trouble, keep what was looked at, and the figures with the labels as they are now.
import { errorFacts, isAbort } from '../../domain/errors';
import { setFigures } from '../../domain/evaluate/set-figures';
import { isExternal } from '../../domain/intake/parts';
import { votesOfRows } from '../../domain/predict/row-votes';
import type { Actions } from '../actions';
import { notify } from '../jobs';
import { pageJob } from '../page-job';
import { type Tidy, tidyKey, tidyLack, tidyRows, tidyVoters } from '../tidy';
import { lookAtSet } from '../tidy-look';
import { images } from '../undo';
import type { Services } from '../workbench';

export interface TidyActs extends Pick<Actions, 'lookForTrouble' | 'keepAsIs'> {
  /** Works out the figures anew where a look is done; to be called after labels or exclusion have changed. */
  refreshFigures(): Promise<void>;
}

export function makeTidyActs(
  { store, engine, jobs, history, project }: Services,
  before: { findAlike(): Promise<void> },
): TidyActs {
  let latest = new AbortController();
  const stageIs = (stage: ReturnType<typeof store.getState>['tidy']['stage']) =>
    store.setState(({ tidy }) => ({ tidy: { ...tidy, stage } }));

  /** Labels of the looked-at rows as they are now: none for what is excluded, external or gone. Equal lists mean nothing changed. */
  const labelsNow = ({ ids }: Tidy) => {
    const { items } = store.getState();
    return ids.map((id) => {
      const item = items.get(id);
      return item && !item.excluded && !isExternal(item) ? item.labels : [];
    });
  };

  const acts: TidyActs = {
    async lookForTrouble() {
      const { tidy } = store.getState();
      if (tidy.stage.phase === 'running' || tidyLack(store.getState()) !== null) return;
      latest.abort();
      const meantFor = project.serial;
      const state = store.getState();
      const rows = tidyRows(state);
      const key = tidyKey(state);
      const total = rows.ids.length;
      const input = { ...rows, classes: state.classes.map(({ id }) => id), seed: state.settings.seed };
      stageIs({ phase: 'running', key, done: 0, total });
      try {
        const value = await jobs.run('tidy', 'images', total, ({ signal, progress }) =>
          lookAtSet(
            input,
            engine,
            pageJob({
              signal,
              progress(now) {
                progress(now);
                stageIs({ phase: 'running', key, done: now.done, total });
              },
            }),
          ),
        );
        if (meantFor !== project.serial) return;
        if (value) store.setState({ tidy: { stage: { phase: 'done', key, value }, now: null } });
        else stageIs(tidy.stage);
      } catch (thrown) {
        if (meantFor === project.serial) stageIs({ phase: 'failed', key, error: errorFacts(thrown) });
        return;
      }
      await before.findAlike();
      await acts.refreshFigures();
    },
    keepAsIs(marks) {
      history.record(`keep ${images(marks.length)} as ${marks.length === 1 ? 'it is' : 'they are'}`, () =>
        store.setState(({ keptMarks }) => ({ keptMarks: new Set([...keptMarks, ...marks]) })),
      );
    },
    async refreshFigures() {
      const { tidy, classes, settings } = store.getState();
      if (tidy.stage.phase !== 'done') return;
      latest.abort();
      latest = new AbortController();
      const { signal } = latest;
      const { value } = tidy.stage;
      const labels = labelsNow(value);
      const same = labels.every((own, row) => own.join(' ') === value.labels[row]?.join(' '));
      const job = pageJob({ signal, progress: () => undefined });
      try {
        const input = { nearest: value.voters, labels, classes: classes.map(({ id }) => id), k: tidyVoters };
        const now = same
          ? null
          : await setFigures(
              { votes: await votesOfRows(input, job), labels, groups: value.groups, seed: settings.seed },
              job,
            );
        if (!signal.aborted) store.setState((state) => ({ tidy: { ...state.tidy, now } }));
      } catch (thrown) {
        if (!isAbort(thrown)) notify(store, thrown);
      }
    },
  };
  return acts;
}
