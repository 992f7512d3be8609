// Looks for planted words in bytes, in every form in which a program might have written them.
import { unzipSync } from 'fflate';

export interface Haystack {
  /** What it is, for the message: "IndexedDB lightbench/items", "export labels.csv". */
  readonly where: string;
  readonly bytes: Uint8Array;
}

export interface Hit {
  readonly where: string;
  readonly word: string;
  readonly form: string;
}

export interface Word {
  readonly text: string;
  /** Its bytes in a character set of its own, besides those of Unicode. */
  readonly encoded?: Uint8Array;
}

const shortest = 5;

/** Base64 of a text wherever it begins in a longer one: what does not depend on its neighbours. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = shift === 0 ? 0 : shift + 1;
    return text.slice(from, text.length - (((bytes.length + shift) * 4) % 3 === 0 ? 0 : 2));
  });
}

function formsOf({ text, encoded }: Word): readonly (readonly [string, Buffer])[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const escaped = Array.from(text, (sign) =>
    sign.charCodeAt(0) < 128 ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ).join('');
  const all: (readonly [string, Buffer])[] = [
    ['UTF-8', utf8],
    ['UTF-16 little endian', utf16],
    ['UTF-16 big endian', Buffer.from(utf16).swap16()],
    ['percent encoded', Buffer.from(encodeURIComponent(text))],
    ['JSON escapes', Buffer.from(escaped)],
    ...base64Cores(utf8).map((core): readonly [string, Buffer] => ['base64', Buffer.from(core)]),
    ...(encoded ? [['its own character set', Buffer.from(encoded)] as const] : []),
  ];
  return all.filter(([, bytes]) => bytes.length >= shortest);
}

/** A word and its parts, each of at least five bytes: a first name alone names somebody, too. */
function withParts(word: Word): Word[] {
  const parts = word.text
    .split(/[\s^=_,]+/)
    .filter((part) => Buffer.byteLength(part) >= shortest && part !== word.text);
  return [word, ...parts.map((text) => ({ text }))];
}

/** What is in an archive, and in archives in it; texts of data addresses; the bytes themselves. */
export function opened({ where, bytes }: Haystack): Haystack[] {
  const all: Haystack[] = [{ where, bytes }];
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) {
    for (const [name, inner] of Object.entries(unzipSync(bytes))) {
      all.push({ where: `${where} > name of a member`, bytes: Buffer.from(name) });
      all.push(...opened({ where: `${where} > ${name}`, bytes: inner }));
    }
    return all;
  }
  const text = bytes.length < 20_000_000 ? Buffer.from(bytes).toString('latin1') : '';
  for (const [i, match] of [...text.matchAll(/;base64,([A-Za-z0-9+/=]+)/g)].entries())
    all.push({ where: `${where} > data address ${i}`, bytes: Buffer.from(match[1] ?? '', 'base64') });
  return all;
}

/** Every place where one of the words stands. */
export function search(haystacks: readonly Haystack[], words: readonly Word[]): Hit[] {
  const needles = words
    .flatMap(withParts)
    .flatMap((word) => formsOf(word).map(([form, bytes]) => ({ word: word.text, form, bytes })));
  return haystacks.flatMap(opened).flatMap(({ where, bytes }) => {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return needles.flatMap(({ word, form, bytes: needle }) =>
      all.includes(needle) ? [{ where, word, form }] : [],
    );
  });
}
