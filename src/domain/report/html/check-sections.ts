// What was looked at besides: guards, subgroups, and what the folds chose.
import { amountText } from '../figure-text';
import type { Report } from '../report-facts';
import { estimateCell, factList, type Section, tableOf } from './blocks';
import { bare, html } from './markup';
import { approachTitle, rankedApproaches } from './report-names';

/** Warnings, shortcut probes, the comparison with the usual mistakes; null where none was looked for. */
export function guardsSection({ guards }: Report): Section | null {
  if (!guards) return null;
  const body =
    guards.length === 0
      ? html`<p>Nothing stood out.</p>`
      : factList(
          guards.map(({ title, sentence, figure }) => [
            title,
            html`${sentence}${figure === undefined ? null : html` <strong>${figure}</strong>`}`,
          ]),
        );
  return { id: 'guards', title: 'Guards: leaks and shortcuts looked for', body };
}

export function subgroupsSection(report: Report): Section | null {
  const { subgroups = [], rowNoun, groupNoun } = report;
  if (subgroups.length === 0) return null;
  const numbers = true;
  const tables = subgroups.map(({ column, approach, rows }) =>
    tableOf(
      `${approachTitle(report, approach)}: balanced accuracy by ${column}`,
      [
        { head: bare(column) },
        { head: rowNoun.many, numbers },
        { head: groupNoun.many, numbers },
        { head: 'Balanced accuracy', numbers },
      ],
      rows.map((row) => [
        bare(row.name),
        amountText(row.rows),
        amountText(row.groups),
        estimateCell(row.balancedAccuracy),
      ]),
    ),
  );
  const body = html`${tables}<p class="notes">Many small groups are compared here: one of them looks better or worse by chance alone.</p>`;
  return { id: 'subgroups', title: 'Subgroups', body };
}

/** Names of what is chosen, where they are not plain by themselves. */
const choiceNames: Readonly<Record<string, string>> = {
  c: 'C (strength of the fit)',
  template: 'wording',
  byDefault: 'default taken, no inner part',
};

/** Four digits that count: temperatures and settings, not results. */
const digits = (value: number | undefined) => (value === undefined ? '' : `${Number(value.toPrecision(4))}`);

const yes = (value: number | undefined) => (value === 1 ? 'yes' : '');

export function choicesSection(report: Report): Section {
  const { folds } = report.summary;
  const tables = rankedApproaches(report).map(({ approach, choices, temperatures }) => {
    const names = [...new Set(choices.flatMap((choice) => Object.keys(choice)))];
    const count = Math.max(choices.length, temperatures.length);
    return tableOf(
      `${approachTitle(report, approach)}: what was chosen on the inner part`,
      [
        { head: 'Fold' },
        ...names.map((name) => ({ head: choiceNames[name] ?? name, numbers: true })),
        { head: 'temperature of the scaling', numbers: true },
      ],
      Array.from({ length: count }, (_, at) => [
        count <= folds ? `${at + 1}` : `${(at % folds) + 1} of repeat ${Math.floor(at / folds) + 1}`,
        ...names.map((name) =>
          name === 'byDefault' ? yes(choices[at]?.[name]) : digits(choices[at]?.[name]),
        ),
        digits(temperatures[at]),
      ]),
    );
  });
  return { id: 'choices', title: 'Choices, fold by fold', body: html`${tables}` };
}
