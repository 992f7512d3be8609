// The building blocks of the report: sections, tables, lists of facts, notes.
import type { Estimate } from '../../evaluate/summary';
import { figureText, methodWords, rangeText, tooFew } from '../figure-text';
import { html, type Markup, type Part } from './markup';

/** A part of the report with a heading; `id` can be linked to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Part;
}

/** One column: its head, and whether its cells are numbers (set at the right). */
export interface Column {
  readonly head: Part;
  readonly numbers?: boolean;
}

/** Tables of more rows may go on on the next page, between rows and with their head again. */
const keptWhole = 16;

/**
 * A table that scrolls by itself where it is too wide. The first cell of a row heads it. Empty rows: nothing.
 * @param caption what it shows, with n where figures stand in it.
 */
export function tableOf(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Part[])[],
): Markup {
  if (rows.length === 0) return html``;
  const kind = ({ numbers }: Column) => (numbers ? 'number' : 'text');
  const head = columns.map((column) => html`<th scope="col" class="${kind(column)}">${column.head}</th>`);
  const line = (cells: readonly Part[]) =>
    cells.map((cell, i) =>
      i === 0
        ? html`<th scope="row">${cell}</th>`
        : html`<td class="${kind(columns[i] ?? { head: '' })}">${cell}</td>`,
    );
  return html`<div class="wide" role="group" tabindex="0" aria-label="${caption}"><table class="${rows.length > keptWhole ? 'long' : 'whole'}"><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${line(cells)}</tr>\n`)}</tbody></table></div>`;
}

/** A figure in a cell: value, interval and how it was come by, under one another. */
export function estimateCell(estimate: Estimate): Markup {
  if (estimate.value === null) return html`<span class="quiet">${tooFew}</span>`;
  const range = rangeText(estimate);
  const method = range === null ? methodWords.none : methodWords[estimate.method];
  const under = range === null ? null : html`<span class="range">${range}</span>`;
  return html`${figureText(estimate.value)}${under}<span class="by">${method}</span>`;
}

/** Names and values in two columns; [] gives nothing. */
export function factList(facts: readonly (readonly [name: Part, value: Part])[]): Markup {
  if (facts.length === 0) return html``;
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A list of sentences; [] gives nothing. */
export function sentenceList(sentences: readonly Part[], kind: 'plain' | 'notes' = 'plain'): Markup {
  if (sentences.length === 0) return html``;
  return html`<ul class="${kind}">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** Something that must not be read past. */
export function loud(text: Part): Markup {
  return html`<p class="loud"><strong>${text}</strong></p>`;
}

export function sectionOf({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>
`;
}
