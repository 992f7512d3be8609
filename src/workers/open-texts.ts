// Opens an encoder's text part: its tokeniser and its model, always on WASM, self-tested before it may answer; and the
// texts whose vectors its folder carries.
import { type CarriedTexts, sameText } from '../domain/encode/carried-texts';
import { checkedUnitVector } from '../domain/encode/check-vector';
import { parityFloor } from '../domain/encode/golden';
import { firstOtherIds, type GoldenText, lowestTextCosine } from '../domain/encode/golden-texts';
import type { TowerSpec } from '../domain/encode/text-spec';
import { type EncodedTexts, withVectors } from '../domain/encode/words';
import { AppError } from '../domain/errors';
import { openTokeniser } from './tokens';

/** Runs the text model: `ids` holds `rows x contextLength`; gives `rows x dimension`, not yet checked. */
export type RunTexts = (ids: readonly number[], rows: number) => Promise<Float32Array>;

export interface OpenTexts {
  readonly encode: (texts: readonly string[], breathe: () => Promise<void>) => Promise<EncodedTexts>;
  /** Lowest cosine of the self-test; 1 without a text tower, since nothing is computed then. */
  readonly parity: number;
}

// Texts run in one go: few enough that a cancel is heard soon.
const textsARun = 16;

/**
 * Puts tokeniser and model together and runs the golden texts: their ids must be equal, their vectors point the same way.
 * @throws AppError `encoder-damaged` (tokeniser) or `encoder-invalid-output` (model)
 */
export async function openTexts(
  parts: { readonly tokenizerJson: unknown; readonly golden: readonly GoldenText[]; readonly run: RunTexts },
  spec: TowerSpec,
  dimension: number,
): Promise<OpenTexts> {
  const { tokenizerJson, golden, run } = parts;
  const tokenise = openTokeniser(tokenizerJson, spec);
  const encode: OpenTexts['encode'] = async (texts, breathe) => {
    const read = texts.map(tokenise);
    const vectors = new Float32Array(texts.length * dimension);
    for (let from = 0; from < read.length; from += textsARun) {
      await breathe();
      const part = read.slice(from, from + textsARun);
      const rows = await run(
        part.flatMap(({ ids }) => ids),
        part.length,
      );
      if (rows.length !== part.length * dimension)
        throw new AppError('encoder-invalid-output', 'text vectors: length', { what: 'length' });
      part.forEach((_, i) => {
        const row = rows.subarray(i * dimension, (i + 1) * dimension);
        vectors.set(checkedUnitVector(row, dimension), (from + i) * dimension);
      });
    }
    return withVectors(read, vectors);
  };

  const other = firstOtherIds(golden, tokenise);
  if (other)
    throw new AppError('encoder-damaged', `other tokens for "${other.text}"`, { field: 'golden.texts' });
  const { vectors } = await encode(
    golden.map(({ text }) => text),
    async () => undefined,
  );
  const rows = golden.map((_, i) => vectors.subarray(i * dimension, (i + 1) * dimension));
  const parity = lowestTextCosine(golden, rows);
  if (!(parity >= parityFloor)) {
    const what = `self-test cosine of texts ${parity.toFixed(4)}`;
    throw new AppError('encoder-invalid-output', what, { what });
  }
  return { encode, parity };
}

/**
 * Answers the carried texts with their own vectors and asks the tower for all others. Without a tower these come out as a
 * row of zeros, `known` 0, the whole text as the one unknown word.
 */
export function withCarried(
  { texts: carried, vectors: rows }: CarriedTexts,
  tower: OpenTexts | null,
  dimension: number,
): OpenTexts {
  const rowOf = new Map(carried.map((text, row) => [sameText(text), row]));
  const encode: OpenTexts['encode'] = async (texts, breathe) => {
    const found = texts.map((text) => rowOf.get(sameText(text)));
    const rest = texts.flatMap((_, i) => (found[i] === undefined ? [i] : []));
    const asked = rest.map((i) => texts[i] as string);
    const read = tower && asked.length > 0 ? await tower.encode(asked, breathe) : null;
    const vectors = new Float32Array(texts.length * dimension);
    const known = new Array<number>(texts.length).fill(1);
    const unknownWords = texts.map((): readonly string[] => []);
    const truncated = new Array<boolean>(texts.length).fill(false);
    found.forEach((row, i) => {
      if (row !== undefined)
        vectors.set(rows.subarray(row * dimension, (row + 1) * dimension), i * dimension);
    });
    rest.forEach((i, at) => {
      if (read) vectors.set(read.vectors.subarray(at * dimension, (at + 1) * dimension), i * dimension);
      known[i] = read?.known[at] ?? 0;
      unknownWords[i] = read?.unknownWords[at] ?? [texts[i] as string];
      truncated[i] = read?.truncated[at] ?? false;
    });
    return { vectors, known, unknownWords, truncated };
  };
  return { encode, parity: tower?.parity ?? 1 };
}
