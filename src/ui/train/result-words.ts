// The result of a training as sentences with their n.
import type { Tally } from '../../domain/predict/adapter-judge';
import type { Adapter } from '../../domain/predict/adapter-types';
import type { Noun } from '../../domain/report/report-facts';
import type { ClassId } from '../../domain/types';
import { count, countOf, ratio, seconds } from '../format';

/** Below this many validation images a number would say more than is known. */
const enoughToSay = 8;

export interface ResultWords {
  readonly verdict: string;
  readonly how: string;
  /** What became of the images kept out, class by class; empty where that is not known. */
  readonly byClass: readonly { readonly classId: ClassId; readonly sentence: string }[];
}

/** The verdict first, then how it came about, then each class. `row`: what it was trained on. */
export function resultWords(adapter: Adapter, row: Noun): ResultWords {
  const { spec, classes, curve, bestEpoch, trainingIds, validationIds, validationTallies, elapsedMs } =
    adapter;
  const best = curve.find(({ epoch }) => epoch === bestEpoch) ?? curve.at(-1);
  const kept = validationIds.length;
  const accuracy = best?.validationBalancedAccuracy ?? null;
  const how = `Trained on ${countOf(trainingIds.length, row)} for ${count(curve.length, 'epoch')} in ${seconds(elapsedMs)}; the weights of epoch ${bestEpoch} were kept.`;
  const several = spec.task === 'multi';
  const byClass = (validationTallies ?? []).flatMap((tally, i) => {
    const classId = classes[i];
    return classId === undefined ? [] : [{ classId, sentence: tallySentence(tally, several) }];
  });
  if (kept === 0 || accuracy === null) {
    const verdict = 'Trained. Nothing was kept out, so nothing can be said of how well it sorts.';
    return { verdict, how, byClass };
  }
  if (kept < enoughToSay) {
    const verdict = `Trained. Only ${countOf(kept, row)} kept out for choosing when to stop: too few to say how well it sorts.`;
    return { verdict, how, byClass };
  }
  const figure = several
    ? `Balanced accuracy ${ratio(accuracy)}, the mean over the labels,`
    : `Balanced accuracy ${ratio(accuracy)}`;
  return {
    verdict: `${figure} on ${countOf(kept, row)} kept out for choosing when to stop (not a test).`,
    how,
    byClass,
  };
}

/** How the images kept out were answered as to one class: one answer each, or (`several`) a yes or no for it. */
export function tallySentence({ having, found, lacking, spared }: Tally, several: boolean): string {
  if (having === 0 && !several) return 'none was kept out';
  if (!several) return `found ${found} of ${having}`;
  const yes = having === 0 ? 'none kept out has it' : `found in ${found} of ${having} with it`;
  const no = lacking === 0 ? 'none is without it' : `named in ${lacking - spared} of ${lacking} without it`;
  return `${yes}, ${no}`;
}
