// The curves of one approach as charts: what is drawn of each, and what each rests on.
import type { LearningCurve, NoProjection } from '../../domain/evaluate/signal/learning-curve';
import type { ApproachSummary, Summary } from '../../domain/evaluate/summary';
import type { Noun } from '../../domain/report/report-facts';
import type { ChartSpec } from '../charts/chart-spec';
import { count, ratio } from '../format';
import { approachNames, chanceOf, unitNoun } from './evaluate-words';

export interface CurveView {
  readonly spec: ChartSpec;
  readonly caption: string;
  readonly fileName: string;
}

const shares = {
  xRange: [0, 1],
  yRange: [0, 1],
  formatX: (x: number) => ratio(x),
  formatY: (y: number) => ratio(y),
} as const;

const diagonal = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
] as const;

const fileNameOf = (curve: string, { approach }: ApproachSummary) => `lightbench-${curve}-${approach}`;

/** Null where the class or the rest is not there. */
export function rocView(approach: ApproachSummary, of: string): CurveView | null {
  if (approach.roc.length === 0) return null;
  const marks = (approach.operating ?? []).flatMap(({ rule, sensitivity, specificity }) =>
    sensitivity.value === null || specificity.value === null
      ? []
      : [
          {
            name: rule === 'youden' ? 'rule in' : 'rule out',
            x: 1 - specificity.value,
            y: sensitivity.value,
          },
        ],
  );
  return {
    spec: {
      ...shares,
      title: `ROC curve of ${of}`,
      xLabel: '1 - specificity',
      yLabel: 'sensitivity',
      square: true,
      lines: [{ name: '', tone: 'second', points: approach.roc }],
      reference: {
        name: 'guess',
        points: diagonal,
      },
      marks,
    },
    caption: `${approachNames[approach.approach]}, held-out answers. Area (AUC) of all classes: see the figures.`,
    fileName: fileNameOf('roc', approach),
  };
}

/** Precision at each recall; a guess has the class's share of the rows. Null as above. */
export function precisionRecallView(approach: ApproachSummary, of: string, share: number): CurveView | null {
  if (approach.precisionRecall.length === 0) return null;
  return {
    spec: {
      ...shares,
      title: `Precision and recall of ${of}`,
      xLabel: 'recall',
      yLabel: 'precision',
      square: true,
      lines: [{ name: '', tone: 'second', form: 'steps', points: approach.precisionRecall }],
      reference: {
        name: 'guess',
        points: [
          { x: 0, y: share },
          { x: 1, y: share },
        ],
      },
    },
    caption: `${approachNames[approach.approach]}, held-out answers. A guess is right in ${ratio(share)}, the share of ${of}.`,
    fileName: fileNameOf('precision-recall', approach),
  };
}

/** Null under 100 rows. */
export function calibrationView(approach: ApproachSummary, of: string): CurveView | null {
  const { calibration } = approach;
  if (calibration.length === 0) return null;
  const rows = calibration.reduce((sum, bin) => sum + bin.rows, 0);
  return {
    spec: {
      ...shares,
      title: `Calibration of ${of}`,
      xLabel: 'probability said',
      yLabel: 'share that has it',
      square: true,
      lines: [
        {
          name: '',
          tone: 'second',
          form: 'dots',
          points: calibration.map(({ mean, share }) => ({ x: mean, y: share })),
          spans: calibration.map(({ mean, low, high }) => ({ x: mean, low, high })),
        },
      ],
      reference: {
        name: 'as said',
        points: diagonal,
      },
    },
    caption: `${count(rows, 'held-out image')} in ${count(calibration.length, 'bin')} of about equal size, after temperature scaling inside each fold. Upright lines: 95 % interval (Wilson).`,
    fileName: fileNameOf('calibration', approach),
  };
}

/** What leaving the least sure unanswered would do; null with fewer than two points. */
export function rejectView(approach: ApproachSummary): CurveView | null {
  const { reject } = approach;
  const last = reject.at(-1);
  if (reject.length < 2 || !last) return null;
  const lowest = Math.min(...reject.map(({ y }) => y));
  return {
    spec: {
      ...shares,
      yRange: [Math.floor(10 * lowest) / 10, 1],
      title: 'Right answers when only the surest are given',
      xLabel: 'share answered',
      yLabel: 'share right',
      lines: [{ name: '', tone: 'second', points: reject }],
    },
    caption: `Answering all: ${ratio(last.y)} right. Further left the least sure are left to a person (reject option).`,
    fileName: fileNameOf('reject', approach),
  };
}

const whyNoProjection: Readonly<Record<NoProjection, string>> = {
  'too-few-points': 'No look ahead: too few points for one.',
  'no-rise': 'No look ahead: the curve does not rise.',
  'poor-fit': 'No look ahead: no simple curve fits the points.',
};

/** Balanced accuracy by the number of groups (called `noun`; images where none is known) learnt from. */
export function learningView(curve: LearningCurve, summary: Summary, noun: Noun): CurveView | null {
  const { approach, points, projection, why } = curve;
  const last = points.at(-1);
  if (points.length < 2 || !last) return null;
  const unit = unitNoun(summary, noun).many;
  const ahead = projection && [
    { x: last.groups, y: last.mean },
    { x: projection.groups, y: projection.value },
  ];
  const chance = chanceOf(summary);
  const lowest = Math.min(chance, ...points.map(({ mean, spread }) => mean - spread));
  const whole = (n: number) => Math.round(n).toLocaleString('en-US');
  return {
    spec: {
      title: `Learning curve: ${approachNames[approach]}`,
      xLabel: `${unit} learnt from`,
      yLabel: 'balanced accuracy',
      xRange: [0, projection?.groups ?? last.groups],
      yRange: [Math.max(0, Math.floor(10 * lowest) / 10), 1],
      formatX: whole,
      formatY: (y) => ratio(y),
      lines: [
        {
          name: 'now',
          tone: 'second',
          points: points.map(({ groups, mean }) => ({ x: groups, y: mean })),
          spans: points.map(({ groups, mean, spread }) => ({
            x: groups,
            low: Math.max(0, mean - spread),
            high: Math.min(1, mean + spread),
          })),
        },
        ...(ahead ? [{ name: 'if it goes on', tone: 'first', form: 'dashed', points: ahead } as const] : []),
      ],
    },
    caption: projection
      ? `With ${whole(projection.groups)} ${unit}, twice as many, about ${ratio(projection.value)} if the curve goes on as it does (power law, a guess). Band: one standard deviation of the draws.`
      : `${why === null ? '' : `${whyNoProjection[why]} `}Band: one standard deviation of the draws.`,
    fileName: `lightbench-learning-${approach}`,
  };
}
