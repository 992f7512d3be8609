// Looking for shortcuts, and showing what the usual mistakes would have looked like, each beside the evaluation as it stands.
import { errorFacts } from '../../domain/errors';
import { type CheatFigure, cheatFigures, cheatRequest, cheatsFor } from '../../domain/evaluate/guards/cheat';
import { partOf } from '../../domain/explore/cluster/breather';
import { readValueColumns } from '../../domain/intake/value-columns';
import type { Job } from '../../domain/job';
import type { Item } from '../../domain/types';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import { casesOf } from '../cases';
import { type Columns, columnsOf } from '../columns';
import type { EvaluationValue } from '../evaluation';
import { type CheatReport, freshEvaluation, type Guards } from '../guards';
import type { JobKind } from '../job-state';
import { notify } from '../jobs';
import { pageJob } from '../page-job';
import { shownRendering } from '../selectors';
import { callOf, lookForShortcuts } from '../shortcut-look';
import type { Services } from '../workbench';

export type GuardActs = Pick<Actions, 'lookForShortcuts' | 'showCheat' | 'loadColumns'>;

export function makeGuardActs({ store, engine, jobs, pictures, project }: Services): GuardActs {
  const look = async (value: EvaluationValue, columns: Columns, job: Job): Promise<Guards> => {
    const state = store.getState();
    const items = value.cases.ids.map((id) => state.items.get(id) as Item);
    const files = await Promise.all(
      items.map((item) => pictures.blob('thumb', item.id, shownRendering(state, item))),
    );
    const input = { value, items, pictures: files, columns, seed: state.settings.seed };
    return lookForShortcuts(input, engine, job);
  };

  const cheat = async (value: EvaluationValue, job: Job): Promise<CheatReport> => {
    const { cases, judged, summary } = value;
    const { plan, records } = judged;
    const { table } = casesOf(store.getState(), plan.kind);
    // The answer by words learns nothing from images: there is nothing to spoil but its template.
    const approaches = records.flatMap(({ approach }) => (approach === 'words' ? [] : [approach]));
    const cheats = cheatsFor(plan.kind, cases.groups);
    const figures: CheatFigure[] = [];
    for (const [at, one] of cheats.entries()) {
      const request = cheatRequest({ table, plan, approaches, words: null }, one);
      const [from, to] = [at, at + 1].map((done) => (100 * done) / cheats.length) as [number, number];
      figures.push(...cheatFigures(cases, await engine.judge(request, callOf(partOf(job, from, to))), one));
    }
    const rows = summary.approaches.flatMap(({ approach, figures: { balancedAccuracy } }) => {
      const cheated = figures.filter((figure) => figure.approach === approach);
      return cheated.length === 0 ? [] : [{ approach, honest: balancedAccuracy, cheated }];
    });
    return { cheats, rows };
  };

  /** Works on the evaluation as it stands, into one of two stages; what stands there is not lost to a cancel or a failure. */
  const into = async <Value>(
    name: 'guards' | 'cheat',
    kind: JobKind,
    work: (value: EvaluationValue, job: Job) => Promise<Value>,
  ): Promise<void> => {
    const state = store.getState();
    const before = state[name];
    const fresh = freshEvaluation(state);
    if (!fresh || before.phase === 'running') return;
    const { key, value } = fresh;
    const meantFor = project.serial;
    const stageIs = (stage: AppState['guards' | 'cheat'] | { phase: 'done'; key: string; value: Value }) => {
      if (project.serial === meantFor) store.setState({ [name]: stage } as Partial<AppState>);
    };
    stageIs({ phase: 'running', key, done: 0, total: 100 });
    try {
      const found = await jobs.run(kind, 'percent', 100, ({ signal, progress }) =>
        work(
          value,
          pageJob({
            signal,
            progress(now) {
              progress(now);
              stageIs({ phase: 'running', key, done: now.done, total: now.total });
            },
          }),
        ),
      );
      stageIs(found ? { phase: 'done', key, value: found } : before);
      // Every further look at the external test set is counted.
      if (found && value.judged.plan.kind === 'external' && project.serial === meantFor)
        store.setState(({ externalJudged }) => ({ externalJudged: externalJudged + 1 }));
    } catch (thrown) {
      stageIs(before.phase === 'done' ? before : { phase: 'failed', key, error: errorFacts(thrown) });
      if (before.phase === 'done') notify(store, thrown);
    }
  };

  const lookAgain = () =>
    into('guards', 'shortcuts', (value, job) => look(value, store.getState().columns, job));

  return {
    lookForShortcuts: lookAgain,
    async loadColumns(file) {
      try {
        const table = await jobs.run('shortcuts', 'percent', 100, (job) =>
          readValueColumns(file, pageJob(job)),
        );
        if (!table) return null;
        const { items, names } = store.getState();
        const taken = columnsOf(table, items, names);
        store.setState({ columns: taken.columns });
        await lookAgain();
        return taken.told;
      } catch (thrown) {
        notify(store, thrown);
        return null;
      }
    },
    showCheat: () => into('cheat', 'cheat', cheat),
  };
}
