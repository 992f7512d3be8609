import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bare, escaped, html, isolated, joined } from '../../../../src/domain/report/html/markup';
import { hostileNames } from '../../../fixtures/builders/report-case';

/** What a reader of HTML makes of escaped text again. */
function read(text: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '');
}

describe('markup', () => {
  test('any text stays text in an element and in an attribute, and is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const made = escaped(text);
        expect(made).not.toMatch(/[<>"']/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
        const fit = text.replace(/[\t\n\r]/g, ' ').replace(/[\x00-\x1f\x7f-\x9f]/g, '\ufffd');
        expect(read(made)).toBe(fit);
        expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${made}">${made}</p>`);
      }),
    );
  });

  test('markup is kept, lists follow one another, null is nothing, half a pair is no character', () => {
    const inner = html`<b>${1}</b>`;
    expect(html`${[inner, null, ' & ', [2]]}`.text).toBe('<b>1</b> &amp; 2');
    expect(escaped('a\ud800b\u0000')).toBe('a\ufffdb\ufffd');
    expect(html`${joined(['a', inner, 'c'])}`.text).toBe('a, <b>1</b>, c');
  });

  test('names are kept apart from the text around them', () => {
    expect(bare(hostileNames.turning).text).toBe(`<bdi>${hostileNames.turning}</bdi>`);
    expect(isolated('x')).toBe('\u2068x\u2069');
  });
});
