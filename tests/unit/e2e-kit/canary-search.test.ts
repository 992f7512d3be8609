// The search for planted words finds them in every form it claims to, and nothing where there is nothing.
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Haystack, search } from '../../e2e/pages/canary-search';
import { plantedNames } from '../../fixtures/builders/named-files';

const words = plantedNames.map(({ text, encoded }) => ({ text, encoded }));
const found = (bytes: Uint8Array) =>
  search([{ where: 'x', bytes } satisfies Haystack], words).map(({ word }) => word);
const noise = (text: string | Buffer) =>
  Buffer.concat([Buffer.from('before '), Buffer.from(text as string), Buffer.from(' after')]);

describe.each(plantedNames.map(({ charset, text, encoded }) => [charset, text, encoded] as const))(
  '%s',
  (_, text, encoded) => {
    test.each([
      ['UTF-8', noise(text)],
      ['UTF-16', noise(Buffer.from(text, 'utf16le'))],
      ['UTF-16 big endian', noise(Buffer.from(text, 'utf16le').swap16())],
      ['its own bytes', noise(Buffer.from(encoded))],
      ['percent encoded', noise(encodeURIComponent(text))],
      ['a text in base64', Buffer.from(noise(text).toString('base64'))],
      [
        'a text in base64, one byte on',
        Buffer.from(Buffer.concat([Buffer.from('a'), noise(text)]).toString('base64')),
      ],
      [
        'a text in base64, two bytes on',
        Buffer.from(Buffer.concat([Buffer.from('ab'), noise(text)]).toString('base64')),
      ],
      ['a packed member', Buffer.from(zipSync({ 'a.txt': noise(text) }, { level: 9 }))],
      ['an archive in an archive', Buffer.from(zipSync({ 'a.zip': zipSync({ 'b.txt': noise(text) }) }))],
      ['the name of a member', Buffer.from(zipSync({ [`${text}.txt`]: noise('') }))],
      ['a data address', Buffer.from(`<img src="data:image/png;base64,${noise(text).toString('base64')}">`)],
    ])('%s', (_form, bytes) => {
      expect(found(bytes)).toContain(text);
    });
  },
);

test('a part of a name alone is found', () => {
  expect(found(noise('Jérôme'))).toContain('Jérôme');
});

test('nothing is found in what holds nothing; what is packed by another method is not looked into', () => {
  expect(found(noise('nobody here'))).toEqual([]);
  expect(found(Buffer.from(gzipSync(noise('Gänsefüßchen'))))).toEqual([]);
});
