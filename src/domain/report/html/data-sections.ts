// What went in and how it was parted: flow of files and images, counts of the parts, the split.
import type { PlanKind } from '../../evaluate/cases';
import type { PartCounts } from '../../evaluate/summary';
import { amountText, countText } from '../figure-text';
import { flowGaps, type Noun, type Report, type ReportFlow } from '../report-facts';
import { factList, loud, type Section, sentenceList, tableOf } from './blocks';
import { html, type Markup, type Part } from './markup';
import { className, standingOn } from './report-names';

const fileNoun: Noun = { one: 'file', many: 'files' };
const imageNoun: Noun = { one: 'image', many: 'images' };
const pairNoun: Noun = { one: 'pair', many: 'pairs' };

/** One box of the flow, and what left it there; steps with 0 are left out. */
function step(title: Part, left: readonly (readonly [count: number, reason: Part])[]): Markup {
  const told = left.filter(([count]) => count !== 0);
  return html`<li>${title}${sentenceList(told.map(([count, reason]) => html`${amountText(count)} ${reason}`))}</li>`;
}

function fileStep({ files }: ReportFlow): Markup {
  if (!files)
    return html`<li>Files dropped: not known any more, since the images were read in an earlier visit.</li>`;
  const { dropped, gotIn, repeated, aside, leftOut, cancelled, refused } = files;
  return step(html`<strong>${countText(dropped, fileNoun)}</strong> dropped, ${amountText(gotIn)} got in`, [
    ...refused.map((cause): [number, Part] => [cause.files, html`refused: ${cause.reason}`]),
    [repeated, 'the same picture as another file (duplicates)'],
    [leftOut, 'slices left out by choice'],
    [aside, 'left aside: no image (system clutter)'],
    [cancelled, 'not read: cancelled'],
  ]);
}

function duplicateStep({ nearDuplicates }: ReportFlow, { groupNoun }: Report): Markup {
  if (!nearDuplicates) return html`<li>Near-duplicates were not looked for.</li>`;
  const { pairs, acrossGroups } = nearDuplicates;
  return step(html`<strong>${countText(pairs, pairNoun)}</strong> of near-duplicates kept together`, [
    [acrossGroups, `of them joined two ${groupNoun.many} into one`],
  ]);
}

/** From what was dropped to what was judged, with what fell out on the way and why. */
export function flowSection(report: Report): Section {
  const { flow, rowNoun } = report;
  const gaps = flowGaps(flow);
  const rows =
    flow.analysed.rows === flow.analysed.images && rowNoun.one === imageNoun.one
      ? null
      : html`, as ${countText(flow.analysed.rows, rowNoun)}`;
  const body = html`<ol class="flow">${fileStep(flow)}
${step(html`<strong>${countText(flow.images, imageNoun)}</strong> in the set`, [
  [flow.excluded, 'excluded by hand'],
  [flow.unlabelled, 'without a label'],
  ...flow.others.map((other): [number, Part] => [other.images, other.reason]),
])}
${duplicateStep(flow, report)}
<li><strong>${countText(flow.analysed.images, imageNoun)}</strong> analysed${rows}</li></ol>
${gaps.files === 0 ? null : loud(`These counts do not add up: ${countText(gaps.files, fileNoun)} not accounted for.`)}
${gaps.images === 0 ? null : loud(`These counts do not add up: ${countText(gaps.images, imageNoun)} not accounted for.`)}`;
  return { id: 'flow', title: 'Flow of the data', body };
}

/** Rows and groups by class and part. */
export function partsSection(report: Report): Section {
  const { parts, summary, rowNoun, groupNoun } = report;
  const known = summary.groups !== null;
  const counts = ({ rows, groups }: PartCounts) =>
    known ? [amountText(rows), amountText(groups)] : [amountText(rows)];
  const heads = (part: string) =>
    known
      ? [html`${part}: ${rowNoun.many}`, html`${part}: ${groupNoun.many}`]
      : [html`${part}: ${rowNoun.many}`];
  const columns = ['Learnt from (train)', 'Chosen by (inner)', 'Held out (test)'].flatMap(heads);
  const mean = summary.folds * summary.repeats > 1 ? '; means over the folds' : '';
  const several = report.task === 'multi' ? ' One with several labels counts in each of its classes.' : '';
  const table = tableOf(
    `What each part holds${mean}`,
    [{ head: 'Class' }, ...columns.map((head) => ({ head, numbers: true }))],
    parts.map(({ classId, train, inner, test }) => [
      classId === null ? 'All' : className(report, classId),
      ...[train, inner, test].flatMap(counts),
    ]),
  );
  const unknown = known ? null : loud(`${groupNoun.many} unknown: they cannot be counted here.`);
  const body = html`${unknown}${table}<p class="quiet">The inner part is taken from what is not held out; by it k, epoch, threshold, temperature and wording are chosen.${several}</p>`;
  return { id: 'parts', title: 'What each part holds, class by class', body };
}

function planSentence({ summary, rowNoun, groupNoun }: Report): string {
  const { kind, folds, repeats, groups } = summary;
  const times = repeats === 1 ? 'once' : repeats === 2 ? 'twice' : `${repeats} times`;
  const sentences: Readonly<Record<PlanKind, string>> = {
    folds: `Cross-validation, grouped and stratified: ${folds} folds, gone through ${times}. Each ${rowNoun.one} is held out once a time.`,
    'kept-split': `The split that came with the folders was kept: learnt from its training part, judged on its test part.`,
    external: `Learnt from the set, judged on an external test set that nothing was learnt or chosen from.`,
  };
  const apart =
    groups === null
      ? `Each ${rowNoun.one} was taken for one of its own.`
      : `All ${rowNoun.many} of one ${groupNoun.one} stand on the same side${kind === 'folds' ? '' : ', unless it says otherwise below'}.`;
  return `${sentences[kind]} ${apart}`;
}

const sourceWords = {
  patient: 'the patient the file names',
  study: 'the study the file names',
  folder: 'the folder',
  name: 'a rule on file or folder names that a person confirmed',
  series: 'the series it is a slice of',
  file: 'the file it is a frame of',
  none: 'nothing known: each is one of its own',
} as const;

/** How rows were parted, by what, and what speaks against the parting. */
export function splitSection(report: Report): Section {
  const { split, summary, flow, rowNoun, groupNoun } = report;
  const sources = split.groupSources.map(
    ({ source, rows }) => `${countText(rows, rowNoun)} by ${sourceWords[source ?? 'none']}`,
  );
  const leaks = flow.nearDuplicates?.acrossParts ?? 0;
  const body = html`${summary.groups === null ? loud(`The ${groupNoun.many} are unknown. Images of one person may stand on both sides of the split; the figures may flatter.`) : null}
<p>${planSentence(report)}</p>
${split.groupsAcrossParts > 0 ? loud(`${countText(split.groupsAcrossParts, groupNoun)} with images on both sides of the split: the figures may flatter.`) : null}
${leaks > 0 ? loud(`${countText(leaks, pairNoun)} of near-duplicates across the split: the figures may flatter.`) : null}
${factList([
  ['Seed of the split', split.seed],
  ['Folds', summary.folds],
  ['Repeats', summary.repeats],
  [`What makes a ${groupNoun.one}`, sources.length === 0 ? 'nothing known' : sources.join('; ')],
  ['External test set', externalWords(split.externalJudged)],
])}`;
  return { id: 'split', title: 'How it was split', body };
}

function externalWords(judged: number | null): string {
  if (judged === null) return 'none';
  return judged === 1 ? 'judged once' : `judged ${judged} times so far`;
}

/** Only where an external test set was judged. */
export function externalSection(report: Report): Section | null {
  const { summary, split, rowNoun } = report;
  if (summary.kind !== 'external') return null;
  const judged = split.externalJudged ?? 1;
  const body = html`<p>All figures below are of ${standingOn(report)} marked as external. Nothing was learnt or chosen from them.</p>
${judged > 1 ? loud(`The external test set was ${externalWords(judged)}: each look at it makes it less of a test of new ${rowNoun.many}.`) : null}`;
  return { id: 'external', title: 'External test set', body };
}
