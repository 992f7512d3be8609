// Model cards: each kind of block, what stays text, and the card of the shipped encoder, whole.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CardBlock,
  type CardTable,
  cardText,
  parseCard,
  plainText,
} from '../../../src/domain/encode/card';

const text = (words: string) => [{ kind: 'text', text: words }];
const kinds = (blocks: readonly CardBlock[]) => blocks.map(({ kind }) => kind);
const tables = (blocks: readonly CardBlock[]) =>
  blocks.filter((block): block is CardTable => block.kind === 'table');

describe('spans', () => {
  test('bold, code, and code within bold', () => {
    expect(cardText('a `b ** c` **d** e')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'code', text: 'b ** c' },
      { kind: 'text', text: ' ' },
      { kind: 'bold', spans: text('d') },
      { kind: 'text', text: ' e' },
    ]);
    expect(cardText('**x `y`**')).toEqual([
      {
        kind: 'bold',
        spans: [
          { kind: 'text', text: 'x ' },
          { kind: 'code', text: 'y' },
        ],
      },
    ]);
  });

  test('marks without a partner, HTML and links are words as written', () => {
    for (const plain of [
      '2 ** 3',
      'a ` b',
      '<img src=x onerror=alert(1)>',
      '[x](https://example.org)',
      'snake_case_a',
    ])
      expect(cardText(plain)).toEqual(text(plain));
  });
});

describe('blocks', () => {
  test('headings; a jump in level is closed, so that no level is skipped', () => {
    expect(parseCard('# A\n### B\n## C ##\n#### D\n#not one')).toEqual([
      { kind: 'heading', level: 1, text: text('A') },
      { kind: 'heading', level: 2, text: text('B') },
      { kind: 'heading', level: 2, text: text('C') },
      { kind: 'heading', level: 3, text: text('D') },
      { kind: 'paragraph', text: text('#not one') },
    ]);
  });

  test('a paragraph goes on over line ends and stops at the next block', () => {
    expect(parseCard('one\r\ntwo\n- three\n\nfour\n1024) five')).toEqual([
      { kind: 'paragraph', text: text('one two') },
      { kind: 'list', ordered: false, items: [text('three')] },
      { kind: 'paragraph', text: text('four 1024) five') },
    ]);
  });

  test('lists: wrapped items, items apart, numbers', () => {
    expect(parseCard('- a\n  b\n\n- c\n* d\n\n1. e\n2. f\n')).toEqual([
      { kind: 'list', ordered: false, items: [text('a b'), text('c'), text('d')] },
      { kind: 'list', ordered: true, items: [text('e'), text('f')] },
    ]);
  });

  test('fenced code is taken as it stands, also when its fence is never closed', () => {
    expect(parseCard('```sh\n# no heading\n\n- no list\n```\nend')).toEqual([
      { kind: 'code', text: '# no heading\n\n- no list' },
      { kind: 'paragraph', text: text('end') },
    ]);
    expect(parseCard('```\na')).toEqual([{ kind: 'code', text: 'a' }]);
  });

  test('tables: named by number and heading, sides, escaped bars, rows as wide as the head', () => {
    const blocks = parseCard(
      '## Data\n| set | n |\n|---|---:|\n| a \\| b | **1** |\n| c |\n\n| x |\n|-|\n| y | z |\n',
    );
    expect(kinds(blocks)).toEqual(['heading', 'table', 'table']);
    const [first, second] = tables(blocks);
    expect(first).toEqual({
      kind: 'table',
      name: 'Table 1: Data',
      right: [false, true],
      head: [text('set'), text('n')],
      rows: [
        [text('a | b'), [{ kind: 'bold', spans: text('1') }]],
        [text('c'), []],
      ],
    });
    expect(second?.name).toBe('Table 2: Data');
    expect(second?.rows).toEqual([[text('y')]]);
  });

  test('a bar alone makes no table', () => {
    expect(kinds(parseCard('a | b\nc | d'))).toEqual(['paragraph']);
  });

  test('any text is read to its end, and none is refused', () => {
    expect(parseCard('')).toEqual([]);
    const line = fc.constantFrom(
      '# a',
      '- b',
      '2. c',
      '| d | e |',
      '|---|---|',
      '```',
      '',
      '  f',
      '**g',
      '|',
      '---',
      '#',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
        expect(Array.isArray(parseCard(lines.join('\n')))).toBe(true);
      }),
    );
  });
});

describe('the shipped card', () => {
  const folder = 'public/encoders/lightbench-v2';
  const source = readFileSync(`${folder}/card.md`, 'utf8');
  const blocks = parseCard(source);

  test('is the one beside the recipe', () => {
    // export.py copies it; a card edited since is not what the manifest's SHA-256 stands for.
    expect(source).toBe(readFileSync('encoder/MODEL_CARD.md', 'utf8'));
  });

  test('is read whole: a title, its sections, its tables with every cell', () => {
    expect(blocks[0]).toEqual({ kind: 'heading', level: 1, text: text('Model card: lightbench-v2') });
    const lines = source.split('\n');
    const count = (kind: CardBlock['kind']) => blocks.filter((block) => block.kind === kind).length;
    expect(count('heading')).toBe(lines.filter((line) => /^#+ /.test(line)).length);
    expect(count('table')).toBe(lines.filter((line) => /^\|[-:|]+$/.test(line)).length);
    const rows = tables(blocks).reduce((sum, table) => sum + 1 + table.rows.length, 0);
    expect(rows).toBe(lines.filter((line) => line.startsWith('|') && !/^\|[-:|]+$/.test(line)).length);
    for (const { head, rows: body } of tables(blocks))
      for (const row of body) expect(row).toHaveLength(head.length);
  });

  test('uses nothing the reader leaves as marks', () => {
    const words = blocks.flatMap((block) => {
      if (block.kind === 'list') return block.items.map(plainText);
      if (block.kind === 'table') return [...block.head, ...block.rows.flat()].map(plainText);
      return block.kind === 'code' ? [] : [plainText(block.text)];
    });
    for (const word of words) expect(word).not.toMatch(/\*\*|`|\]\(|<\/?[a-z]+[ >]/i);
  });
});
