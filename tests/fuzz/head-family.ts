// GIF, BMP and WebP: a browser decodes their pixels, so that here the headers alone are mutated and judged. What our reader
// says of size, frames, orientation and profile must be true, and no picture that is not whole may get past it.
import { readBrowserHeader } from '../../src/domain/intake/browser-raster';
import type { BrowserFormat } from '../../src/domain/intake/codecs';
import { recognise } from '../../src/domain/intake/decode-file';
import { refuse } from '../../src/domain/intake/guard';
import { checkSize } from '../../src/domain/intake/size-check';
import { fixtureCases, fromBase64 } from '../unit/intake/fixtures';
import { bmpFacts } from './bmp-oracle';
import { gifFacts, type HeadFacts } from './gif-oracle';
import {
  blunt,
  type Dice,
  type Family,
  joined,
  type Mutant,
  type Oracle,
  type Reading,
  rearranged,
  type Shot,
} from './kit';
import { webpFacts } from './webp-oracle';

const files = fixtureCases<{ heads: { name: string; base64: string }[] }>('heads.jsonl').heads;

/** @param whole what the browser is given is the same picture, with nothing about turning or colours. */
const shotOf = ({ width, height, frames, orientation, profile }: HeadFacts, whole: boolean): Shot => ({
  width,
  height,
  values: [frames, orientation, profile ? 1 : 0, whole ? 1 : 0],
});

function isBare(bare: Uint8Array, { width, height, frames }: HeadFacts): boolean {
  try {
    const facts = webpFacts(bare);
    return (
      JSON.stringify(facts) === JSON.stringify({ width, height, frames, orientation: 1, profile: false })
    );
  } catch {
    return false;
  }
}

async function read(bytes: Uint8Array, format: BrowserFormat): Promise<Reading> {
  if (recognise(bytes) !== format) refuse('unknown-format', 'the mutant is of another format');
  const {
    width,
    height,
    frames,
    orientation,
    hasProfile: profile,
    bare,
    notes,
  } = readBrowserHeader(bytes, format);
  checkSize(width, height);
  const facts = { width, height, frames, orientation, profile };
  return {
    shot: shotOf(facts, format !== 'webp' || isBare(bare, facts)),
    notes: notes.map(({ code, detail }) => `${code} ${JSON.stringify(detail)}`),
  };
}

type Pieces = readonly Uint8Array[];
type Mutation = (pieces: Pieces, dice: Dice) => { what: string; pieces: Pieces };

/** One byte of one piece; the first bytes of a piece are those that describe. */
const revalue: Mutation = (pieces, { pick, below }) => {
  const at = below(pieces.length);
  const piece = pieces[at]!.slice();
  if (piece.length === 0) return { what: 'nothing', pieces };
  const where = below(Math.min(piece.length, 48));
  const old = piece[where]!;
  piece[where] = pick([
    0,
    1,
    2,
    3,
    4,
    8,
    16,
    24,
    32,
    64,
    124,
    128,
    255,
    old + 1,
    old - 1,
    old ^ 0x20,
    below(256),
  ]);
  return {
    what: `piece ${at}[${where}] = ${piece[where]} instead of ${old}`,
    pieces: pieces.with(at, piece),
  };
};

const rearrange: Mutation = (pieces, dice) => {
  const { what, list } = rearranged(pieces, dice);
  return { what, pieces: list };
};

const resize: Mutation = (pieces, { pick, below }) => {
  const at = below(pieces.length);
  const piece = pieces[at]!;
  const extra = Uint8Array.from({ length: 1 + below(8) }, () => below(256));
  const to = below(piece.length + 1);
  return {
    what: `piece ${at} of another length (${to})`,
    pieces: pieces.with(at, pick([piece.slice(0, to), piece.slice(to), joined([piece, extra])])),
  };
};

/** The blocks of a GIF: header with its colours, extensions, frames, trailer. */
function gifPieces(bytes: Uint8Array): Uint8Array[] {
  const table = (flags: number) => (flags & 128 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const out: Uint8Array[] = [];
  let at = 13 + table(bytes[10]!);
  out.push(bytes.slice(0, at));
  while (at < bytes.length) {
    const from = at;
    if (bytes[at] === 0x3b) at = bytes.length;
    else {
      at += bytes[at] === 0x21 ? 2 : 11 + table(bytes[at + 9]!);
      while (bytes[at]! > 0) at += 1 + bytes[at]!;
      at++;
    }
    out.push(bytes.slice(from, at));
  }
  return out;
}

/** File header, the information behind it with palette, pixels. */
function bmpPieces(bytes: Uint8Array): Uint8Array[] {
  const start = new DataView(bytes.buffer, bytes.byteOffset).getUint32(10, true);
  return [bytes.slice(0, 14), bytes.slice(14, start), bytes.slice(start)];
}

/** The RIFF header, and each chunk with its padding. */
function webpPieces(bytes: Uint8Array): Uint8Array[] {
  const out = [bytes.slice(0, 12)];
  for (let at = 12; at < bytes.length; ) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at + 4, true);
    out.push(bytes.slice(at, at + 8 + length + (length % 2)));
    at += 8 + length + (length % 2);
  }
  return out;
}

/** RIFF's length is made right again, so that it is the chunks that are judged. */
function wholeRiff(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  if (out.length >= 8) new DataView(out.buffer).setUint32(4, out.length - 8, true);
  return out;
}

function family(
  format: BrowserFormat,
  name: string,
  split: (bytes: Uint8Array) => Uint8Array[],
  facts: (bytes: Uint8Array) => HeadFacts,
): Family {
  const seeds = files
    .filter((file) => file.name.endsWith(`.${format}`))
    .map((file) => ({ name: file.name, bytes: fromBase64(file.base64) }));
  function mutate(which: number, dice: Dice): Mutant {
    const { bytes } = seeds[which]!;
    if (dice.below(8) === 0) return blunt(bytes, dice);
    let { what, pieces } = dice.pick([revalue, revalue, revalue, rearrange, resize])(split(bytes), dice);
    if (dice.below(4) === 0 && pieces.length > 0) {
      const second = revalue(pieces, dice);
      [what, pieces] = [`${what}; ${second.what}`, second.pieces];
    }
    const made = joined(pieces);
    return { what, bytes: format === 'webp' && dice.below(6) > 0 ? wholeRiff(made) : made };
  }
  return {
    name,
    seeds,
    mutate,
    read: (bytes) => read(bytes, format),
    factsOnly: true,
    judge: (bytes): Oracle => ({ kind: 'conformant', shot: shotOf(facts(bytes), true), tolerance: 0 }),
  };
}

export const headFamilies: readonly Family[] = [
  family('gif', 'GIF blocks', gifPieces, gifFacts),
  family('bmp', 'BMP headers', bmpPieces, bmpFacts),
  family('webp', 'WebP chunks', webpPieces, webpFacts),
];
