// Curves of the approaches beside one another, the test for any signal, and the learning curves.
import type { LearningCurve, NoProjection } from '../../evaluate/signal/learning-curve';
import type { Signal } from '../../evaluate/signal/permutation';
import type { ApproachSummary } from '../../evaluate/summary';
import { amountText, estimateText, figureText, percentText, tooFew } from '../figure-text';
import type { Report } from '../report-facts';

import { type Section, sentenceList, tableOf } from './blocks';
import { type Axis, chartOf, chartRow } from './curve-chart';
import { html, type Markup } from './markup';
import { approachTitle, className, rankedApproaches } from './report-names';

const share = (label: string): Axis => ({ label, from: 0, to: 1 });

/** The chosen class's own figure of an approach. */
function ownFigure({ summary }: Report, { perClass }: ApproachSummary, name: 'auc' | 'averagePrecision') {
  return perClass.find(({ classId }) => classId === summary.positive)?.[name];
}

function rocOf(report: Report, one: ApproachSummary): Markup | null {
  const own = ownFigure(report, one, 'auc');
  return chartOf({
    title: approachTitle(report, one.approach),
    spoken: `ROC curve, area ${own ? estimateText(own) : tooFew}`,
    x: share('1 - specificity'),
    y: share('sensitivity'),
    line: one.roc,
    diagonal: true,
  });
}

function precisionOf(report: Report, one: ApproachSummary): Markup | null {
  const own = ownFigure(report, one, 'averagePrecision');
  return chartOf({
    title: approachTitle(report, one.approach),
    spoken: `precision-recall curve, average precision ${own ? estimateText(own) : tooFew}`,
    x: share('recall (sensitivity)'),
    y: share('precision (PPV)'),
    line: one.precisionRecall,
  });
}

function rejectOf(report: Report, one: ApproachSummary): Markup | null {
  const all = one.reject.at(-1);
  return chartOf({
    title: approachTitle(report, one.approach),
    spoken: all ? `accuracy ${figureText(all.y)} when all are answered` : tooFew,
    x: share('share answered, surest first'),
    y: share('accuracy of those'),
    line: one.reject,
  });
}

/** ROC, precision-recall and reject curves; a kind that no approach has is left out. */
export function curvesSection(report: Report): Section {
  const ranked = rankedApproaches(report);
  const kinds = [
    ['ROC', ranked.map((one) => rocOf(report, one))],
    ['Precision and recall', ranked.map((one) => precisionOf(report, one))],
    ['Answering only the surest (reject option)', ranked.map((one) => rejectOf(report, one))],
  ] as const;
  const drawn = kinds.map(([title, charts]) => {
    const row = chartRow(charts);
    return row === null ? null : html`<h3>${title}</h3>${row}`;
  });
  const body = html`<p>For ${className(report, report.summary.positive)} against the rest, on what was held out in the first repeat; the reject option is about all classes.</p>
${drawn.every((one) => one === null) ? html`<p>No curve: ${tooFew}.</p>` : drawn}`;
  return { id: 'curves', title: 'Curves', body };
}

export function calibrationSection(report: Report): Section {
  const charts = rankedApproaches(report).map((one) =>
    chartOf({
      title: approachTitle(report, one.approach),
      spoken: one.calibration
        .map(
          ({ mean, share: own, rows }) => `score ${figureText(mean)} true for ${figureText(own)} of ${rows}`,
        )
        .join(', '),
      x: share('score'),
      y: share('share for which it was true'),
      line: one.calibration.map(({ mean, share: own }) => ({ x: mean, y: own })),
      bins: one.calibration,
      diagonal: true,
    }),
  );
  const row = chartRow(charts);
  const body = html`<p>Of the scores for ${className(report, report.summary.positive)}, after temperature scaling inside each fold. On the dashed line a score is the share of ${report.rowNoun.many} for which it was true. Bars: Wilson 95 % intervals.</p>
${row ?? html`<p>Not drawn: it takes at least 100 held-out ${report.rowNoun.many}.</p>`}`;
  return { id: 'calibration', title: 'Calibration', body };
}

/** The largest number of groups an axis has to reach. */
const reach = ({ points, projection }: LearningCurve) =>
  Math.max(1, ...points.map(({ groups }) => groups), projection?.groups ?? 0);

function learningChart(report: Report, curve: LearningCurve): Markup | null {
  const { approach, points, projection } = curve;
  const { many } = report.groupNoun;
  const last = points.at(-1);
  const end = last && { x: last.groups, y: last.mean };
  const told = last && `${figureText(last.mean)} with ${amountText(last.groups)} ${many}`;
  return chartOf({
    title: approachTitle(report, approach),
    spoken: told ? `balanced accuracy ${told}` : tooFew,
    x: { label: `${many} learnt from`, from: 0, to: reach(curve) },
    y: share('balanced accuracy'),
    line: points.map(({ groups, mean }) => ({ x: groups, y: mean })),
    band: points.map(({ groups, mean, spread }) => ({
      x: groups,
      low: Math.max(0, mean - spread),
      high: Math.min(1, mean + spread),
    })),
    ahead: projection && end ? [end, { x: projection.groups, y: projection.value }] : [],
  });
}

const noProjection: Readonly<Record<NoProjection, string>> = {
  'too-few-points': 'too few points for a projection',
  'no-rise': 'it does not rise, so nothing is projected',
  'poor-fit': 'no law fits well enough for a projection',
};

function learningSentence(report: Report, { approach, projection, why }: LearningCurve): string {
  const name = approachTitle(report, approach);
  const { many } = report.groupNoun;
  if (!projection) return `${name}: ${noProjection[why ?? 'too-few-points']}.`;
  const { groups, value, explained } = projection;
  return `${name}: about ${figureText(value)} with ${amountText(groups)} ${many}, if it goes on by an inverse power law (which explains ${percentText(explained)} of the points).`;
}

/** p as it can be known from so many shuffles: never below 1 / (shuffles + 1). */
function pText({ p, draws }: Signal): string {
  const least = 1 / (draws + 1);
  return p <= least + 1e-12 ? `at most ${figureText(least)}` : figureText(p);
}

/** Permutation test and learning curves; null where neither was worked out. */
export function signalSection(report: Report): Section | null {
  const { signal = [], learning = [] } = report;
  if (signal.length === 0 && learning.length === 0) return null;
  const numbers = true;
  const tests = tableOf(
    'Is there any signal? Permutation test on balanced accuracy',
    [
      { head: 'Approach' },
      { head: 'As labelled', numbers },
      { head: 'Shuffled, mean', numbers },
      { head: 'p', numbers },
      { head: 'Shuffles', numbers },
    ],
    signal.map((one) => [
      approachTitle(report, one.approach),
      figureText(one.observed),
      figureText(one.byChance),
      pText(one),
      amountText(one.draws),
    ]),
  );
  const meaning = `p: the share of labellings, shuffled between ${report.groupNoun.many}, that did as well or better. A small p says that there is something to learn, not how much.`;
  const row = chartRow(learning.map((one) => learningChart(report, one)));
  const body = html`${tests}${sentenceList(signal.length === 0 ? [] : [meaning], 'notes')}
${row && html`<h3>Learning curves</h3><p>Band: one standard deviation of the draws to each side. Dashed: a projection, not a measurement.</p>${row}`}
${sentenceList(learning.map((one) => learningSentence(report, one)))}`;
  return { id: 'signal', title: 'Is there any signal, and would more help?', body };
}
