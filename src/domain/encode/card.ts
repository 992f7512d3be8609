// Reads a model card: the small part of Markdown such a card is written in, as a typed tree that a view can draw. HTML is
// text like any other, links stay as written: nothing in a card can become markup or leave the page.

export type CardSpan =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'bold'; readonly spans: readonly CardSpan[] };

export type CardText = readonly CardSpan[];

export interface CardTable {
  readonly kind: 'table';
  /** Unique in the card: "Table 2: Data" with the heading it stands under. */
  readonly name: string;
  /** For each column, whether its cells stand at the right (`---:`). */
  readonly right: readonly boolean[];
  readonly head: readonly CardText[];
  /** Each row has as many cells as the head. */
  readonly rows: readonly (readonly CardText[])[];
}

export type CardBlock =
  /** Level 1..6, never more than one below the heading before it. */
  | { readonly kind: 'heading'; readonly level: number; readonly text: CardText }
  | { readonly kind: 'paragraph'; readonly text: CardText }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly CardText[] }
  | { readonly kind: 'code'; readonly text: string }
  | CardTable;

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const fence = /^\s*```/;
const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const delimiter = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** `code` and **bold** (which may hold code); everything else is text. */
export function cardText(source: string): CardText {
  const spans: CardSpan[] = [];
  let at = 0;
  for (const match of source.matchAll(/`([^`]+)`|\*\*(\S(?:.*?\S)?)\*\*/g)) {
    if (match.index > at) spans.push({ kind: 'text', text: source.slice(at, match.index) });
    const [whole, code, bold] = match;
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else spans.push({ kind: 'bold', spans: cardText(bold ?? '') });
    at = match.index + whole.length;
  }
  if (at < source.length) spans.push({ kind: 'text', text: source.slice(at) });
  return spans;
}

/** The words without their marks. */
export function plainText(text: CardText): string {
  return text.map((span) => (span.kind === 'bold' ? plainText(span.spans) : span.text)).join('');
}

/** The cells of a table's line; `\|` is a bar inside a cell. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const isTable = (lines: readonly string[], at: number) =>
  (lines[at] ?? '').includes('|') &&
  delimiter.test(lines[at + 1] ?? '') &&
  cellsOf(lines[at] ?? '').length === cellsOf(lines[at + 1] ?? '').length;

/** Whether another block begins at this line, so that a paragraph or a list item ends before it. */
function begins(lines: readonly string[], at: number, inList: boolean): boolean {
  const line = lines[at] ?? '';
  if (line.trim() === '' || heading.test(line) || fence.test(line) || isTable(lines, at)) return true;
  const found = item.exec(line);
  // A wrapped line of prose may well start with "1024) "; only a 1 opens a list there (as in CommonMark).
  return found !== null && (inList || found[1] === undefined || found[1] === '1');
}

/** One block and the line after it. */
type Taken<B> = readonly [block: B, next: number];

function takeCode(lines: readonly string[], at: number): Taken<CardBlock> {
  let end = at + 1;
  while (end < lines.length && !fence.test(lines[end] ?? '')) end += 1;
  return [{ kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1];
}

function takeTable(lines: readonly string[], at: number, name: string): Taken<CardTable> {
  const head = cellsOf(lines[at] ?? '');
  const right = cellsOf(lines[at + 1] ?? '').map((cell) => cell.endsWith(':') && !cell.startsWith(':'));
  const rows: CardText[][] = [];
  let end = at + 2;
  for (; (lines[end] ?? '').trim() !== '' && (lines[end] ?? '').includes('|'); end++) {
    const cells = cellsOf(lines[end] ?? '');
    rows.push(head.map((_, i) => cardText(cells[i] ?? '')));
  }
  return [{ kind: 'table', name, right, head: head.map(cardText), rows }, end];
}

/** Lines from `at` on up to where another block begins, as one. */
function takeLines(lines: readonly string[], at: number, first: string, inList: boolean): Taken<string> {
  const parts = [first.trim()];
  let end = at + 1;
  for (; end < lines.length && !begins(lines, end, inList); end++) parts.push((lines[end] ?? '').trim());
  return [parts.join(' '), end];
}

function takeList(lines: readonly string[], at: number): Taken<CardBlock> {
  const ordered = item.exec(lines[at] ?? '')?.[1] !== undefined;
  const items: CardText[] = [];
  let end = at;
  for (;;) {
    const found = item.exec(lines[end] ?? '');
    if (!found || (found[1] !== undefined) !== ordered) break;
    const [text, next] = takeLines(lines, end, found[2] ?? '', true);
    items.push(cardText(text));
    end = next;
    // Items may stand apart by empty lines.
    let look = end;
    while (look < lines.length && (lines[look] ?? '').trim() === '') look += 1;
    if (look > end && item.test(lines[look] ?? '')) end = look;
  }
  return [{ kind: 'list', ordered, items }, end];
}

/** Reads a whole card. An empty text gives no block; no text is refused. */
export function parseCard(markdown: string): readonly CardBlock[] {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const blocks: CardBlock[] = [];
  let level = 0;
  let under = 'Model card';
  let tables = 0;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const title = heading.exec(line);
    let taken: Taken<CardBlock>;
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    if (title) {
      level = Math.min((title[1] ?? '#').length, level + 1);
      const text = cardText(title[2] ?? '');
      under = plainText(text);
      taken = [{ kind: 'heading', level, text }, at + 1];
    } else if (fence.test(line)) taken = takeCode(lines, at);
    else if (isTable(lines, at)) {
      tables += 1;
      taken = takeTable(lines, at, `Table ${tables}: ${under}`);
    } else if (item.test(line)) taken = takeList(lines, at);
    else {
      const [text, next] = takeLines(lines, at, line, false);
      taken = [{ kind: 'paragraph', text: cardText(text) }, next];
    }
    blocks.push(taken[0]);
    at = taken[1];
  }
  return blocks;
}
