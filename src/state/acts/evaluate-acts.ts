// Judging the approaches on held-out rows, telling it anew for another positive class, and looking for signal.

import { AppError, errorFacts, errorFrom } from '../../domain/errors';
import { approaches } from '../../domain/evaluate/cases';
import type { Summary } from '../../domain/evaluate/summary';
import type { CallOptions } from '../../workers/engine';
import type { Actions } from '../actions';
import { casesOf, evaluationKey, planKind, plannedOf } from '../cases';
import type { EvaluationSettings, EvaluationValue } from '../evaluation';
import { evaluationWordings, wordsInput } from '../evaluation-wordings';
import { notify } from '../jobs';
import type { Services } from '../workbench';
import type { Texts } from './texts';

interface EvaluateActs extends Pick<Actions, 'evaluate' | 'changeEvaluation' | 'testSignal'> {
  /** What follows where a step of the history has changed what is asked of the evaluation. */
  evaluationStepped(before: EvaluationSettings): void;
}

/** What undo calls a change of what is asked of the evaluation. */
function stepName(change: Partial<EvaluationSettings>): string {
  if (change.positive !== undefined) return 'choose the positive class';
  if (change.prevalence !== undefined) return 'change the prevalence';
  if (change.approaches !== undefined) return 'choose what is compared';
  return 'change what is held out';
}

/** What only the telling depends on: a change of these judges nothing anew. */
const tellingOnly: readonly (keyof EvaluationSettings)[] = ['positive', 'prevalence'];
/** Share of the whole that the judging takes, in percent; the rest goes to the intervals. */
const judgingPercent = 85;
const noNumbers = new Float32Array(0);

export function makeEvaluateActs(services: Services, texts: Texts): EvaluateActs {
  const { store, engine, jobs, history } = services;
  // A later wish to have it told otherwise takes the place of an earlier one.
  let telling = 0;

  const summaryOf = (
    { cases, judged, groupsKnown }: Omit<EvaluationValue, 'summary'>,
    options: CallOptions,
  ): Promise<Summary> => {
    const { settings } = store.getState();
    const { positive, prevalence } = settings.evaluation;
    const { classes } = cases;
    const asked = positive !== null && classes.includes(positive) ? positive : classes.at(-1);
    if (asked === undefined) throw new AppError('too-few-classes', 'Nothing can be told of no class.');
    return engine.summarise(
      // Nothing is told of the numbers themselves.
      {
        table: { ...cases, data: noNumbers },
        judged,
        groupsKnown,
        positive: asked,
        prevalence,
        seed: settings.seed,
      },
      options,
    );
  };

  const wordsOf = async (classIds: readonly string[]) => {
    const wordings = evaluationWordings(store.getState(), classIds);
    const read = wordings.length > 0 ? await texts.read(wordings.flat(2)) : null;
    return read && wordsInput(store.getState(), read, wordings);
  };

  const run = async (key: string): Promise<EvaluationValue | null> => {
    const state = store.getState();
    const kind = planKind(state);
    const { table, grouped } = casesOf(state, kind);
    const planned = plannedOf(state);
    if ('error' in planned) throw errorFrom(planned.error);
    const words = await wordsOf(table.classes);
    const request = {
      table,
      plan: planned.plan,
      approaches: state.settings.evaluation.approaches ?? approaches,
      words,
    };
    return jobs.run('evaluate', 'percent', 100, async ({ signal, progress }) => {
      const percent = (from: number, to: number): CallOptions => ({
        signal,
        onProgress({ done, total }) {
          const share = Math.round(from + ((to - from) * done) / Math.max(1, total));
          progress({ done: share, total: 100, perSecond: null });
          store.setState({ evaluation: { phase: 'running', key, done: share, total: 100 } });
        },
      });
      const judged = await engine.judge(request, percent(0, judgingPercent));
      // Looked at once more, whatever becomes of the telling.
      if (kind === 'external') {
        store.setState(({ externalJudged }) => ({ externalJudged: externalJudged + 1 }));
      }
      const { data: _numbers, ...cases } = table;
      const rest = { cases, judged, groupsKnown: grouped > 0 };
      return { ...rest, summary: await summaryOf(rest, percent(judgingPercent, 100)) };
    });
  };

  const tellAgain = async () => {
    telling += 1;
    const own = telling;
    const { evaluation } = store.getState();
    if (evaluation.phase !== 'done') return;
    try {
      const summary = await jobs.run('evaluate', 'percent', 100, ({ signal, progress }) =>
        summaryOf(evaluation.value, { signal, onProgress: progress }),
      );
      const now = store.getState().evaluation;
      if (!summary || own !== telling || now !== evaluation) return;
      store.setState({ evaluation: { ...evaluation, value: { ...evaluation.value, summary } } });
    } catch (thrown) {
      notify(store, thrown);
    }
  };

  return {
    async evaluate() {
      const before = store.getState().evaluation;
      if (before.phase === 'running') return;
      const key = evaluationKey(store.getState());
      const { serial } = services.project;
      store.setState({ evaluation: { phase: 'running', key, done: 0, total: 100 } });
      try {
        const value = await run(key);
        if (services.project.serial !== serial) return;
        store.setState({ evaluation: value ? { phase: 'done', key, value } : before });
      } catch (thrown) {
        // A judgement that stands is not lost because another one could not be made.
        if (before.phase === 'done') {
          store.setState({ evaluation: before });
          notify(store, thrown);
        } else store.setState({ evaluation: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },

    changeEvaluation(change) {
      const { settings } = store.getState();
      history.record(stepName(change), () =>
        store.setState({ settings: { ...settings, evaluation: { ...settings.evaluation, ...change } } }),
      );
      const changed = Object.keys(change) as (keyof EvaluationSettings)[];
      if (changed.some((name) => tellingOnly.includes(name))) void tellAgain();
    },
    evaluationStepped(before) {
      const { evaluation } = store.getState().settings;
      if (tellingOnly.some((name) => evaluation[name] !== before[name])) void tellAgain();
    },

    async testSignal() {
      const state = store.getState();
      const before = state.signal;
      if (before.phase === 'running') return;
      const key = evaluationKey(state);
      const { table } = casesOf(state, planKind(state));
      store.setState({ signal: { phase: 'running', key, done: 0, total: 100 } });
      try {
        const value = await jobs.run('signal', 'percent', 100, ({ signal, progress }) =>
          engine.lookForSignal(
            { table, seed: state.settings.seed },
            {
              signal,
              onProgress(now) {
                progress(now);
                store.setState({ signal: { phase: 'running', key, done: now.done, total: now.total } });
              },
            },
          ),
        );
        store.setState({ signal: value ? { phase: 'done', key, value } : before });
      } catch (thrown) {
        store.setState({ signal: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },
  };
}
