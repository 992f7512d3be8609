// The evaluation in words: the approaches, figures with their intervals, what they rest on, and how they were come by.
import type { Approach, LeaveOutReason, LeftOut, PlanKind } from '../../domain/evaluate/cases';
import type { Signal } from '../../domain/evaluate/signal/permutation';
import type { Estimate, FigureName, PartCounts, Summary } from '../../domain/evaluate/summary';
import type { Noun } from '../../domain/report/report-facts';
import type { ClassId } from '../../domain/types';
import { capital, count, countOf, ratio } from '../format';
import type { GlossaryKey } from '../glossary';

/** Plain name, and the field's name in brackets where it has one. */
export const approachNames: Readonly<Record<Approach, string>> = {
  words: 'Answer by words',
  prototypes: 'Nearest class mean (prototypes)',
  neighbours: 'Nearest neighbours (k-NN)',
  cluster: 'Nearest cluster (k-means)',
  linear: 'Linear adapter (logistic regression)',
  mlp: 'MLP adapter',
};

/** Shown where a figure cannot be told. */
export const tooFew = 'too few to say';

/** "0.74 to 0.90"; null where there is no interval. */
export function intervalWords({ low, high }: Estimate): string | null {
  return low === null || high === null ? null : `${ratio(low)} to ${ratio(high)}`;
}

/** "0.83 (95 % interval 0.74 to 0.90)", "0.83 (no interval: too few)", "too few to say". */
export function estimateWords(estimate: Estimate): string {
  if (estimate.value === null) return tooFew;
  const interval = intervalWords(estimate);
  return `${ratio(estimate.value)} (${interval === null ? 'no interval: too few' : `95 % interval ${interval}`})`;
}

interface FigureWords {
  readonly name: string;
  readonly term: GlossaryKey;
  readonly better: 'higher' | 'lower';
}

/** In the order they are shown. */
export const figureWords: Readonly<Record<FigureName, FigureWords>> = {
  balancedAccuracy: { name: 'Right, class by class', term: 'balanced', better: 'higher' },
  accuracy: { name: 'Right of all', term: 'accuracy', better: 'higher' },
  macroF1: { name: 'Finding against overcalling', term: 'macroF1', better: 'higher' },
  mcc: { name: 'Agreement beyond chance', term: 'mcc', better: 'higher' },
  auc: { name: 'Ranked right', term: 'auc', better: 'higher' },
  averagePrecision: { name: 'Right at the top of the ranking', term: 'averagePrecision', better: 'higher' },
  brier: { name: 'Error of the probabilities', term: 'brier', better: 'lower' },
  ece: { name: 'Probabilities off by', term: 'ece', better: 'lower' },
};

export const figureOrder = Object.keys(figureWords) as readonly FigureName[];

const images: Noun = { one: 'image', many: 'images' };

/** What is counted as one case: a group by its name, or an image where no group is known. */
export function unitNoun({ groups }: Pick<Summary, 'groups'>, noun: Noun): Noun {
  return groups === null ? images : noun;
}

/** "400 images of 60 patients": n of the figures. `noun`: what the groups are called, here and below. */
export function caseWords(rows: number, groups: number | null, noun: Noun): string {
  if (groups === null) return count(rows, 'image');
  return `${count(rows, 'image')} of ${countOf(groups, noun)}`;
}

/** "80.0 images of 24 patients" for one part: means over the folds, so not always whole. */
export function partWords({ rows, groups }: PartCounts, groupsKnown: boolean, noun: Noun): string {
  const told = meanWords(rows, images);
  return groupsKnown ? `${told} of ${meanWords(groups, noun)}` : told;
}

const meanWords = (n: number, { one, many }: Noun) => `${mean(n)} ${n === 1 ? one : many}`;

const mean = (n: number) => n.toLocaleString('en-US', { maximumFractionDigits: Number.isInteger(n) ? 0 : 1 });

export function groupsUnknownSentence({ one, many }: Noun): string {
  return `${capital(many)} unknown: every image counts as one of its own. Where one ${one} has several images, all figures here are too good and all intervals too narrow.`;
}

/** `auto` and the plans as they stand in the settings. */
export const planNames: Readonly<Record<PlanKind | 'auto', string>> = {
  auto: 'What the set offers',
  folds: 'Folds of this set',
  'kept-split': "The folders' own split",
  external: 'The external test set',
};

export const planHints: Readonly<Record<PlanKind | 'auto', string>> = {
  auto: 'The split the folders named, where there is one, else folds.',
  folds: 'Every image is held out once (cross-validation).',
  'kept-split': 'Learnt from train, judged on test.',
  external: 'Learnt from the set, judged on images it never learns from. Counted each time.',
};

/** How the rows were parted, with the numbers. */
export function planSentence({ kind, folds, repeats, rows, groups, parts }: Summary, noun: Noun): string {
  const known = groups !== null;
  switch (kind) {
    case 'folds': {
      const times = repeats === 1 ? '' : `, ${count(repeats, 'time')} over`;
      const apart = known ? `no ${noun.one} is on both sides` : `${noun.many} unknown`;
      return `Each of ${caseWords(rows, groups, noun)} was answered by what was learnt from the others (${folds} folds${times}; ${apart}).`;
    }
    case 'kept-split':
      return `Learnt from the training part the folders named, judged on their test part: ${partWords(parts.test, known, noun)}.`;
    case 'external':
      return `Learnt from the set, judged on the external test set: ${partWords(parts.test, known, noun)}.`;
  }
}

/** How the intervals were come by, as one sentence; what limits them is said. */
export function methodSentence({ kind, groups, approaches }: Summary, noun: Noun): string {
  const methods = new Set(approaches.map(({ figures }) => figures.balancedAccuracy.method));
  const unit = unitNoun({ groups }, noun).many;
  if (methods.has('folds') || (kind === 'folds' && !methods.has('none')))
    return `Intervals: 95 %, by drawing ${unit} again and again (bootstrap). Approximate: the folds share what they learnt from.`;
  if (methods.has('groups')) return `Intervals: 95 %, by drawing ${unit} again and again (bootstrap).`;
  if (methods.has('wilson')) return 'Intervals: 95 %, of a proportion (Wilson).';
  return `No intervals: too few ${unit} for one.`;
}

/** Fewest groups (or images, where none is known) of a class for a bar that is not hatched. */
export const fewestForFull = 20;

/** Whether figures rest on so few of some class that their bars are hatched. */
export function restsOnFew({ classes }: Pick<Summary, 'classes'>): boolean {
  return classes.some(({ groups }) => groups < fewestForFull);
}

/** Balanced accuracy of a guess: one of the classes, or yes and no for each label. */
export function chanceOf({ classes, approaches }: Pick<Summary, 'classes' | 'approaches'>): number {
  const several = approaches.some(({ confusion }) => confusion === null);
  return several || classes.length === 0 ? 0.5 : 1 / classes.length;
}

/** Approaches best first by balanced accuracy; those without a figure last; ties keep their order, simplest first. */
export function bestFirst(approaches: Summary['approaches']): Summary['approaches'] {
  const value = (approach: Summary['approaches'][number]) =>
    approach.figures.balancedAccuracy.value ?? Number.NEGATIVE_INFINITY;
  return approaches.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    return first === second ? 0 : second - first;
  });
}

/** "0.035", or "≤ 0.005" where no shuffle did as well: p is never below 1 / (draws + 1). */
export function pWords(p: number, draws: number): string {
  const least = 1 / (draws + 1);
  return p <= least + 1e-12 ? `≤ ${roundUp(least)}` : p.toFixed(p < 0.1 ? 3 : 2);
}

/** Up at the third digit, so that what is written is never below what is known. */
const roundUp = (p: number) => (Math.ceil(p * 1000 - 1e-9) / 1000).toFixed(3);

/** "score from 0.41", or "score from 0.38 to 0.44, by fold" where the folds differ. */
export function thresholdWords(thresholds: readonly number[]): string {
  if (thresholds.length === 0) return 'no threshold';
  const [low, high] = [ratio(Math.min(...thresholds)), ratio(Math.max(...thresholds))];
  return low === high ? `score from ${low}` : `score from ${low} to ${high}, by fold`;
}

/** What routes choose in a fold, in words. */
const choiceNames: Readonly<Record<string, string>> = {
  k: 'k',
  c: 'C (strength of the fit)',
  epoch: 'epoch',
  template: 'wording',
  temperature: 'temperature',
};

/** What each fold chose, as "k 7, scores scaled by temperature 1.20"; [] without folds. */
export function choiceLines({
  choices,
  temperatures,
}: Pick<Summary['approaches'][number], 'choices' | 'temperatures'>): readonly string[] {
  return choices.map(({ byDefault, ...choice }, fold) => {
    const temperature = temperatures[fold];
    const parts = [
      ...Object.entries(choice).map(
        ([name, value]) => `${choiceNames[name] ?? name} ${Number(value.toFixed(3))}`,
      ),
      ...(byDefault === 1 ? ['the usual value, as there was no inner part to choose by'] : []),
      ...(temperature === undefined ? [] : [`scores scaled by temperature ${temperature.toFixed(2)}`]),
    ];
    return parts.join(', ') || 'nothing to choose';
  });
}

const leaveOutReasons: Readonly<Record<LeaveOutReason, (className: string) => string>> = {
  'no-words': () => 'the encoder cannot read words, or no class has any',
  'class-without-words': (name) => `the encoder knows no words of ${name}`,
  'class-missing': (name) => `in some fold there is no image of ${name} to learn from`,
  'too-few-rows': (name) => `in some fold there are too few images of ${name} to train on`,
  'no-runtime': () => 'nothing to train with runs in this browser',
};

/** Why an approach is not in the table, as a sentence. */
export function leftOutWords(
  { approach, reason, classId }: LeftOut,
  nameOf: (id: ClassId) => string,
): string {
  const name = classId === null ? 'a class' : nameOf(classId);
  return `Not judged: ${approachNames[approach]} (${leaveOutReasons[reason](name)}).`;
}

/** What the smallest p says, with the number of shuffles. `unit`: what is shuffled as one. */
export function signalSentence(signals: readonly Signal[], unit: Noun): string {
  const best = signals.reduce((least, signal) => (signal.p < least.p ? signal : least), signals[0] as Signal);
  const how = `Balanced accuracy with the labels as they are, and the mean over ${best.draws.toLocaleString('en-US')} shuffles of them between ${unit.many}.`;
  return best.p <= 0.05
    ? `${how} Labels that had nothing to do with the pictures would seldom do as well.`
    : `${how} Labels that have nothing to do with the pictures do as well now and then: no signal is shown.`;
}

/** "3 images labelled cat, answered dog". */
export function cellWords(n: number, truth: string, said: string): string {
  return `${count(n, 'image')} labelled ${truth}, answered ${said}`;
}
