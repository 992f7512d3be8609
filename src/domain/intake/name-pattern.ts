// File name patterns a person can write without knowing regular expressions: {id} and {number} are the group, * and # are
// skipped, all else stands for itself. Matching takes (tokens x characters) steps, whatever the pattern.

export type Token =
  /** Any text, as short as possible; `takes`: it is part of the group's code. */
  | { readonly kind: 'text'; readonly takes: boolean }
  /** One or more digits, all that stand there. */
  | { readonly kind: 'digits'; readonly takes: boolean }
  | { readonly kind: 'literal'; readonly text: string };

export type PatternFault = 'empty' | 'no-id' | 'too-long' | 'too-many-tokens';

export const maxPatternLength = 80;
const maxTokens = 16;
/** No file system allows longer names; what is longer is no name. */
const maxNameLength = 255;

/** The file name without its ending and in one case and one way of writing accents: what patterns are held against. */
export function stemOf(name: string): string {
  const stem = name.normalize('NFC').replace(/\.(nii\.gz|[a-z0-9]{1,5})$/i, '');
  return (stem === '' ? name : stem).toLowerCase();
}

/** Tokens of a pattern, or what is wrong with it. `{id}` is any text, `{number}` digits, `*` and `#` the same, skipped. */
export function parsePattern(pattern: string): readonly Token[] | PatternFault {
  const trimmed = pattern.normalize('NFC').trim();
  if (trimmed === '') return 'empty';
  if (trimmed.length > maxPatternLength) return 'too-long';
  const tokens = trimmed
    .split(/(\{id\}|\{number\}|\*|#)/i)
    .filter((part) => part !== '')
    .map((part): Token => {
      const lower = part.toLowerCase();
      if (lower === '{id}' || lower === '*') return { kind: 'text', takes: lower === '{id}' };
      if (lower === '{number}' || lower === '#') return { kind: 'digits', takes: lower === '{number}' };
      return { kind: 'literal', text: lower };
    });
  if (tokens.length > maxTokens) return 'too-many-tokens';
  return tokens.some((token) => token.kind !== 'literal' && token.takes) ? tokens : 'no-id';
}

const isDigit = (text: string, at: number) => at < text.length && text[at]! >= '0' && text[at]! <= '9';

/** Where a token may end when it begins at `at`, shortest first. A part of the group's code is never empty. */
function* ends(token: Token, stem: string, at: number): Generator<number> {
  if (token.kind === 'literal') {
    if (stem.startsWith(token.text, at)) yield at + token.text.length;
  } else if (token.kind === 'text') {
    for (let end = token.takes ? at + 1 : at; end <= stem.length; end++) yield end;
  } else {
    // All digits of a run: "p12" is never patient 1.
    if (at > 0 && isDigit(stem, at - 1)) return;
    let end = at;
    while (isDigit(stem, end)) end += 1;
    if (end > at) yield end;
  }
}

/**
 * The group's code in a stem: its parts joined by "/"; null where the pattern does not fit the whole stem. Text is taken
 * as short as possible, from the left.
 */
export function matchPattern(tokens: readonly Token[], stem: string): string | null {
  if (stem.length > maxNameLength) return null;
  // Places from which the rest is known not to fit: each (token, place) is tried once.
  const dead = new Set<number>();
  const parts: string[] = [];
  const follow = (t: number, at: number): boolean => {
    const token = tokens[t];
    if (!token) return at === stem.length;
    const state = t * (maxNameLength + 1) + at;
    if (dead.has(state)) return false;
    for (const end of ends(token, stem, at)) {
      if (!follow(t + 1, end)) continue;
      if (token.kind !== 'literal' && token.takes) parts.unshift(stem.slice(at, end));
      return true;
    }
    dead.add(state);
    return false;
  };
  return follow(0, 0) ? parts.join('/') : null;
}
