// HTML as text in which every string is escaped unless it was made here: the one way any of the report becomes markup.

/** Finished markup; only `html` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: markup as it is, text and numbers escaped, null as nothing, lists one after another. */
export type Part = Markup | string | number | null | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Characters no HTML text may hold (control characters, halves of a pair) would not survive the way to a reader.
const unfit = /[\p{Cc}\p{Surrogate}]/gu;

/** Text for an element or a quoted attribute. */
export function escaped(text: string): string {
  return text
    .replace(unfit, (character) => (/[\t\n\r]/.test(character) ? ' ' : '\ufffd'))
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escaped(String(part));
}

/** A template of markup. Parts may stand between tags or in double-quoted attributes, never as names or inside a style. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, i) => string + textOf(parts[i] ?? null)).join(''));
}

/** A name somebody chose, kept from turning the text around it (right-to-left letters, override marks). */
export function bare(name: string): Markup {
  return html`<bdi>${name}</bdi>`;
}

/** The same for places that take no markup: a title, a label. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/** Parts with text between them: `a, b, c`. */
export function joined(parts: readonly Part[], between = ', '): readonly Part[] {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [between, part]));
}
