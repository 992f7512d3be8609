// Works out the seven statistics of whole patients and studies where the project describes them so: by itself, with breaths.
import { sevenStatistics } from '../../domain/explore/study-vector';
import type { ItemId } from '../../domain/types';
import type { AppState } from '../app-state';
import { notify } from '../jobs';
import type { JoinedRow, StudyStatistics } from '../joined-rows';
import { pageJob } from '../page-job';
import { studyRowsOf } from '../selectors';
import type { Services } from '../workbench';

export interface StudyActs {
  /**
   * Describes the rows that still wait for it; returns at once where there are none, or while images come in. When it is
   * cancelled or fails, a row is an image again. To be called after any change of the state.
   */
  describeStudies(): Promise<void>;
}

// Numbers sorted between two breaths of the page.
const valuesABreath = 50_000;

const awaitedIn = (state: AppState): readonly JoinedRow[] =>
  state.settings.studyVector === 'statistics' ? studyRowsOf(state).filter(({ awaited }) => awaited) : [];

export function makeStudyActs(
  { store, jobs }: Services,
  after: { studiesDescribed(): Promise<void> },
): StudyActs {
  const describe = (rows: readonly JoinedRow[]) =>
    jobs.run('studies', 'rows', rows.length, async (running) => {
      const job = pageJob(running);
      const found = new Map<ItemId, StudyStatistics>();
      let values = 0;
      for (const { id, vectors } of rows) {
        found.set(id, { of: vectors, statistics: await sevenStatistics(vectors, job) });
        values += vectors.length * (vectors[0]?.length ?? 0);
        if (values < valuesABreath) continue;
        values = 0;
        job.report(found.size, rows.length);
        await job.breathe();
      }
      // Whoever has given up meanwhile gets nothing.
      await job.breathe();
      return found;
    });

  const byImage = () =>
    store.setState(({ settings }) =>
      settings.level === 'image' ? {} : { settings: { ...settings, level: 'image' } },
    );

  let running = false;
  const acts: StudyActs = {
    async describeStudies() {
      const state = store.getState();
      if (running || state.settings.level === 'image') return;
      if (state.jobs.some(({ kind }) => kind === 'read' || kind === 'render')) return;
      const rows = awaitedIn(state);
      if (rows.length === 0) return;
      running = true;
      try {
        const found = await describe(rows);
        if (found) {
          const standing = new Set(studyRowsOf(store.getState()).map(({ id }) => id));
          store.setState(({ studies }) => {
            const kept = [...studies].filter(([id]) => standing.has(id));
            return { studies: new Map([...kept, ...found]) };
          });
        } else byImage();
      } catch (thrown) {
        byImage();
        notify(store, thrown);
      } finally {
        running = false;
      }
      // What came in, or was taken out, meanwhile.
      if (awaitedIn(store.getState()).length > 0) return acts.describeStudies();
      await after.studiesDescribed();
    },
  };
  return acts;
}
