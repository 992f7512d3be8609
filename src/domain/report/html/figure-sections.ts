// The figures: of each approach, of each class, at the operating points, and the confusion tables.
import type { ApproachSummary, FigureName, OperatingPoint } from '../../evaluate/summary';
import { amountText, figureText, percentText } from '../figure-text';
import type { Report } from '../report-facts';
import { guessing } from '../verdict-words';
import { estimateCell, type Section, sentenceList, tableOf } from './blocks';
import { html, type Markup, type Part } from './markup';
import { approachTitle, classLabel, className, rankedApproaches, standingOn } from './report-names';

const rightness: readonly (readonly [FigureName, string])[] = [
  ['balancedAccuracy', 'Balanced accuracy'],
  ['accuracy', 'Accuracy'],
  ['macroF1', 'F1 (macro)'],
  ['mcc', 'MCC'],
];
const ranking: readonly (readonly [FigureName, string])[] = [
  ['auc', 'AUC (one against the rest)'],
  ['averagePrecision', 'Average precision'],
  ['brier', 'Brier score (lower is better)'],
  ['ece', 'ECE (lower is better)'],
];

function figureTable(
  report: Report,
  what: string,
  figures: readonly (readonly [FigureName, string])[],
): Markup {
  return tableOf(
    `${what}: figure, 95 % interval and how it was come by; n = ${standingOn(report)}`,
    [{ head: 'Approach' }, ...figures.map(([, head]) => ({ head, numbers: true }))],
    rankedApproaches(report).map(({ approach, figures: own }) => [
      approachTitle(report, approach),
      ...figures.map(([name]) => estimateCell(own[name])),
    ]),
  );
}

/** What the marks under the figures mean. */
function methodNotes({ summary, groupNoun, rowNoun }: Report): readonly string[] {
  return [
    `By groups: bootstrap over ${summary.groups === null ? rowNoun.many : groupNoun.many} with the models as they are.`,
    `Approximate: the same over pooled folds, which share ${rowNoun.many} they learnt from.`,
    `Wilson: the interval of a proportion of single ${rowNoun.many}.`,
    `No interval: too few for one.`,
    `Figures are rounded to three decimals; on the screen they are cut after two.`,
  ];
}

export function figuresSection(report: Report): Section {
  const body = html`${figureTable(report, 'How often it is right', rightness)}
${figureTable(report, 'How well it ranks, and how far its numbers can be taken as shares', ranking)}
${sentenceList(
  [
    `Guessing has a balanced accuracy of ${figureText(guessing(report))} and an AUC of 0.500.`,
    'ECE is not given for fewer than 100 held out. Brier score and ECE are those after temperature scaling inside each fold.',
    ...methodNotes(report),
  ],
  'notes',
)}`;
  return { id: 'figures', title: 'Figures of the approaches', body };
}

const classRates = [
  ['sensitivity', 'Sensitivity'],
  ['specificity', 'Specificity'],
  ['ppv', 'PPV'],
  ['npv', 'NPV'],
] as const;
const classRanks = [
  ['f1', 'F1'],
  ['auc', 'AUC'],
  ['averagePrecision', 'Average precision'],
] as const;

/** Two tables, since all columns side by side are too wide for a printed page. */
function classTables(report: Report, { approach, perClass }: ApproachSummary): Part {
  const { summary, rowNoun, groupNoun } = report;
  const numbers = true;
  const name = approachTitle(report, approach);
  const known = summary.groups !== null;
  const counts = known ? [rowNoun.many, groupNoun.many] : [rowNoun.many];
  const rates = tableOf(
    `${name}: each class against the rest`,
    [
      { head: 'Class' },
      ...[...counts, ...classRates.map(([, head]) => head)].map((head) => ({ head, numbers })),
    ],
    perClass.map((own) => [
      className(report, own.classId),
      ...(known ? [own.rows, own.groups] : [own.rows]).map(amountText),
      ...classRates.map(([figure]) => estimateCell(own[figure])),
    ]),
  );
  const ranks = tableOf(
    `${name}: each class against the rest, F1 and ranking`,
    [{ head: 'Class' }, ...classRanks.map(([, head]) => ({ head, numbers }))],
    perClass.map((own) => [
      className(report, own.classId),
      ...classRanks.map(([figure]) => estimateCell(own[figure])),
    ]),
  );
  return [rates, ranks];
}

export function classesSection(report: Report): Section {
  const body = html`<p>PPV and NPV here are those at the shares the classes have in these ${report.rowNoun.many}.</p>
${rankedApproaches(report).map((one) => classTables(report, one))}`;
  return { id: 'classes', title: 'Figures by class', body };
}

/** With more classes than this, columns are headed by numbers: names would be wider than a page. */
const namedHeads = 6;

function confusionTable(report: Report, { approach, confusion }: ApproachSummary): Markup | null {
  if (!confusion) return null;
  const ids = report.summary.classes.map(({ classId }) => classId);
  const few = ids.length <= namedHeads;
  const columns = [
    { head: few ? 'Truth' : 'Truth, by the number of what was said' },
    ...ids.map((id, at) => ({
      head: few ? html`said ${className(report, id)}` : `${at + 1}`,
      numbers: true,
    })),
  ];
  return tableOf(
    `${approachTitle(report, approach)}: truth by what was said, ${report.rowNoun.many} of the first repeat`,
    columns,
    confusion.map((row, truth) => [
      html`${few ? null : `${truth + 1}. `}${className(report, ids[truth] ?? '')}`,
      ...row.map((cell, said) =>
        said === truth ? html`<strong>${amountText(cell.length)}</strong>` : html`${amountText(cell.length)}`,
      ),
    ]),
  );
}

export function confusionSection(report: Report): Section | null {
  const tables = rankedApproaches(report).map((one) => confusionTable(report, one));
  if (tables.every((table) => table === null)) return null;
  const body = html`<p>Right answers are in bold.</p>${tables}`;
  return { id: 'confusion', title: 'What was taken for what (confusion)', body };
}

const ruleWords: Readonly<Record<OperatingPoint['rule'], string>> = {
  youden: 'Rule in (Youden)',
  sensitive: 'Rule out (sensitivity 0.9)',
};

/** The middle threshold, and how far those of the folds lie apart. */
function thresholdText(thresholds: readonly number[]): string {
  const sorted = thresholds.toSorted((a, b) => a - b);
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  if (low === undefined || middle === undefined || high === undefined) return 'none';
  return low === high ? figureText(low) : `${figureText(middle)} (${figureText(low)} to ${figureText(high)})`;
}

export function operatingSection(report: Report): Section {
  const { summary } = report;
  const rows = rankedApproaches(report).flatMap(({ approach, operating }) =>
    (operating ?? []).map((point) => [
      approachTitle(report, approach),
      ruleWords[point.rule],
      thresholdText(point.thresholds),
      ...[point.sensitivity, point.specificity, point.ppv, point.npv].map(estimateCell),
    ]),
  );
  const numbers = true;
  const columns = [
    { head: 'Approach' },
    { head: 'Point' },
    { head: 'Threshold: middle (range of the folds)', numbers },
    ...['Sensitivity', 'Specificity', 'PPV', 'NPV'].map((head) => ({ head, numbers })),
  ];
  const prevalence = percentText(summary.prevalence);
  const body = html`<p>The positive class is ${className(report, summary.positive)}. PPV and NPV are for a prevalence of ${prevalence}; at another they are others.</p>
${rows.length === 0 ? html`<p>${'No operating point: too few to say.'}</p>` : tableOf(`Operating points for ${classLabel(report, summary.positive)} at a prevalence of ${prevalence}; n = ${standingOn(report)}`, columns, rows)}
${sentenceList(
  [
    'Rule in: the threshold with the largest sensitivity + specificity - 1. Rule out: the largest with a sensitivity of at least 0.9. Both were chosen on the inner part of each fold and used on what was held out.',
  ],
  'notes',
)}`;
  return { id: 'operating', title: 'Operating points', body };
}
