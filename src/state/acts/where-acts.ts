// "Where it looks": reads an image once more, compares its parts with a target, and shows the answer on the picture.
import { cosine } from '../../domain/encode/check-vector';
import { type HeatGrid, heatScale, heatShades, patchHeat } from '../../domain/encode/heat';
import { occlusionHeat, occlusionSquares } from '../../domain/encode/occlusion';
import { filledTemplates } from '../../domain/encode/words';
import { AppError, abortError, errorFacts, errorFrom } from '../../domain/errors';
import type { Job } from '../../domain/job';
import type { Item } from '../../domain/types';
import type { Looked, TextStatus } from '../../workers/engine';
import type { Actions } from '../actions';
import { textStatus, textsOfClass, wordsOfTexts } from '../class-words';
import type { RunningJob } from '../jobs';
import { rowOfClass, rowOfItem, type Where, type WhereQuestion, whereKey, whereLack } from '../where';
import type { Services } from '../workbench';
import { encoderInputOf } from './encoder-input';
import type { Texts } from './texts';

/** Side of the drawn square: smooth to the eye, and small enough to make at once. */
const shadesPx = 64;

type Target = Pick<Where, 'unknownWords' | 'knownShare'> & { readonly vector: Float32Array };

const plain = { unknownWords: [], knownShare: 1 };

/** A job of the status line as the domain knows it; each call into the encode worker is a breath already. */
function jobOf(progress: RunningJob['progress'], signal: AbortSignal): Job {
  return {
    signal,
    report: (done, total) => progress({ done, total, perSecond: null }),
    async breathe() {
      if (signal.aborted) throw abortError();
    },
  };
}

export function makeWhereActs(services: Services, texts: Texts): Pick<Actions, 'explainBy' | 'hideWhere'> {
  const { store, engine, jobs } = services;
  let latest = new AbortController();

  const wordsTarget = async (textsOf: (tower: TextStatus) => readonly string[]): Promise<Target> => {
    const tower = textStatus(store.getState());
    if (!tower) throw new AppError('invalid-argument', 'the encoder knows no texts');
    const wanted = textsOf(tower);
    const read = await texts.read(wanted);
    const { textsError } = store.getState();
    if (!read && textsError) throw errorFrom(textsError);
    const words = read && wordsOfTexts(read, wanted, tower);
    if (!words?.vector) throw new AppError('unknown-words', 'no vector of these words');
    const { vector, unknownWords, knownShare } = words;
    return { vector, unknownWords, knownShare };
  };
  const targetOf = async ({ id, target }: WhereQuestion): Promise<Target> => {
    const state = store.getState();
    if (target.kind === 'text')
      return wordsTarget(({ templates }) => filledTemplates([target.text], templates));
    if (target.kind === 'words') {
      const entry = state.classes.find((known) => known.id === target.classId);
      if (!entry) throw new AppError('invalid-argument', 'no such class');
      return wordsTarget((tower) => textsOfClass(entry, tower, state.settings.words));
    }
    const vector =
      target.kind === 'item' ? rowOfItem(state, target.id) : rowOfClass(state, target.classId, id);
    if (!vector) throw new AppError('invalid-argument', 'nothing to hold the image against');
    return { vector, ...plain };
  };

  /** The grid of a target; `null` when it was cancelled in the status line. */
  const gridOf = async (
    input: Uint8Array,
    { embedding, patches }: Looked,
    target: Float32Array,
    signal: AbortSignal,
    onProgress: RunningJob['progress'],
  ): Promise<HeatGrid | null> => {
    if (patches) return patchHeat(patches, target);
    const { sizePx } = (await engine.start()).input;
    const squares = Math.min(occlusionSquares, sizePx);
    return jobs.run('look', 'squares', squares ** 2, (job) => {
      const either = AbortSignal.any([job.signal, signal]);
      const report: RunningJob['progress'] = (now) => {
        job.progress(now);
        onProgress(now);
      };
      const encode = (covered: Uint8Array) => engine.encode(covered, { signal: either });
      return occlusionHeat({ input, sizePx, embedding, target, squares }, encode, jobOf(report, either));
    });
  };

  const lookAt = async (
    item: Item,
    question: WhereQuestion,
    signal: AbortSignal,
    onProgress: RunningJob['progress'],
  ): Promise<Where | null> => {
    const { vector, unknownWords, knownShare } = await targetOf(question);
    const { input, madeFrom } = await encoderInputOf(services, item, signal);
    const looked = await engine.look(input, { signal });
    const { resize } = (await engine.start()).input;
    const grid = await gridOf(input, looked, vector, signal, onProgress);
    if (!grid) return null;
    const stored = rowOfItem(store.getState(), item.id);
    const scale = heatScale(grid);
    return {
      method: looked.patches ? 'patches' : 'occlusion',
      grid,
      scale,
      shades: { sizePx: shadesPx, data: heatShades(grid, scale, shadesPx) },
      resize,
      similarity: cosine(looked.embedding, vector),
      madeFrom,
      agreement: stored ? cosine(looked.embedding, stored) : null,
      unknownWords,
      knownShare,
    };
  };

  return {
    async explainBy(id, target) {
      latest.abort();
      latest = new AbortController();
      const { signal } = latest;
      const question: WhereQuestion = { id, target };
      const state = store.getState();
      const item = state.items.get(id);
      if (!item || whereLack(state, id)) return;
      const key = whereKey(state, question);
      // An answer to a question that is no longer asked is dropped.
      const asked = () => store.getState().where?.question === question;
      const running = (done: number, total: number) => ({ phase: 'running', key, done, total }) as const;
      store.setState({ where: { question, stage: running(0, 0) } });
      try {
        const value = await lookAt(item, question, signal, ({ done, total }) => {
          if (asked()) store.setState({ where: { question, stage: running(done, total) } });
        });
        if (asked()) store.setState({ where: value && { question, stage: { phase: 'done', key, value } } });
      } catch (thrown) {
        const error = errorFacts(thrown, 'decoder-failed');
        if (asked()) store.setState({ where: { question, stage: { phase: 'failed', key, error } } });
      }
    },
    hideWhere() {
      latest.abort();
      store.setState({ where: null });
    },
  };
}
