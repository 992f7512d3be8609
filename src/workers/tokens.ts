// The one importer of the tokeniser: a text to the ids the encoder's text part takes, and what it does not know of it.
import { Tokenizer } from '@huggingface/tokenizers';
import type { TowerSpec } from '../domain/encode/text-spec';
import { knownShare, type TokenisedText } from '../domain/encode/words';
import { AppError } from '../domain/errors';

type TokenSpec = Pick<TowerSpec, 'contextLength' | 'padId' | 'unknownId' | 'smallWords'>;

/**
 * Opens a tokenizer.json (of the `tokenizers` library in Python).
 * @throws AppError `encoder-damaged` when the library cannot read it, or it has no token for unknown words at `unknownId`.
 */
export function openTokeniser(json: unknown, spec: TokenSpec): (text: string) => TokenisedText {
  const { contextLength, padId, unknownId } = spec;
  const smallWords = new Set(spec.smallWords);
  let tokenizer: Tokenizer;
  try {
    // Padding and cutting are ours (below); the config file has nothing else that these tokenizers need.
    tokenizer = new Tokenizer(json as object, {});
  } catch (thrown) {
    throw new AppError('encoder-damaged', `the tokeniser is not readable: ${String(thrown)}`, {
      field: 'files.tokenizer',
    });
  }
  if (tokenizer.model?.unk_token_id !== unknownId) {
    throw new AppError('encoder-damaged', 'the manifest names another token for unknown words', {
      field: 'text.unknownId',
    });
  }
  const wordsOf = (text: string): string[] => {
    const plain = tokenizer.normalizer ? tokenizer.normalizer(text) : text;
    return tokenizer.pre_tokenizer ? tokenizer.pre_tokenizer(plain) : [plain];
  };
  return (text) => {
    const { ids, tokens } = tokenizer.encode(text);
    const read = ids.slice(0, contextLength);
    const unknown = wordsOf(text).filter((word) => tokenizer.encode(word).ids.includes(unknownId));
    return {
      ids: [...read, ...new Array<number>(contextLength - read.length).fill(padId)],
      known: knownShare(
        read.map((id, i) => ({ id, text: tokens[i] as string })),
        unknownId,
        smallWords,
      ),
      unknownWords: [...new Set(unknown)],
      truncated: ids.length > contextLength,
    };
  };
}
