// Names and orders the sections of a report share.
import type { Approach } from '../../evaluate/cases';
import type { ApproachSummary } from '../../evaluate/summary';
import type { ClassId, ItemId } from '../../types';
import { approachName, capitalised } from '../approach-words';
import { countText } from '../figure-text';
import { heldOut, type Report } from '../report-facts';
import { bare, html, isolated, joined, type Markup, type Part } from './markup';

/** A class that is not in the report (it should be) is told by its id. */
export function classText({ classes }: Report, id: ClassId): string {
  return classes.find((entry) => entry.id === id)?.name ?? `#${id}`;
}

export function className(report: Report, id: ClassId): Markup {
  return bare(classText(report, id));
}

/** The same for places that take no markup. */
export function classLabel(report: Report, id: ClassId): string {
  return isolated(classText(report, id));
}

/** `A, B`; `none` for []. */
export function classList(report: Report, ids: readonly ClassId[]): Part {
  return ids.length === 0 ? 'none' : joined(ids.map((id) => className(report, id)));
}

export function approachTitle({ summary }: Report, approach: Approach): string {
  const { choices } = summary.approaches.find((one) => one.approach === approach) ?? {};
  return capitalised(approachName(approach, choices));
}

/** Highest balanced accuracy first; those without a figure last. */
export function rankedApproaches({ summary }: Report): readonly ApproachSummary[] {
  const figure = ({ figures }: ApproachSummary) => figures.balancedAccuracy.value ?? Number.NEGATIVE_INFINITY;
  // Two without a figure: the difference of infinities is no order.
  return summary.approaches.toSorted((a, b) => (figure(a) === figure(b) ? 0 : figure(b) - figure(a)));
}

/** What all figures stand on: `400 images of 60 patients`, or that none is known. */
export function standingOn({ summary, rowNoun, groupNoun }: Report): string {
  const { rows, groups } = heldOut(summary);
  const told = countText(rows, rowNoun);
  return groups === null
    ? `${told}, ${groupNoun.many} unknown`
    : `${told} of ${countText(groups, groupNoun)}`;
}

/** The file's name where it was ticked and is known, else the pseudonym. */
export function imageName({ pictures }: Report, id: ItemId): Markup {
  const name = pictures.fileNamesTicked ? pictures.fileNames.get(id) : undefined;
  return name === undefined ? html`<code>#${id}</code>` : bare(name);
}
