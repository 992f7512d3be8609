// Texts as vectors: read by the encoder once in this tab, then kept in the state. A failure lands there, too.
import { errorFacts } from '../../domain/errors';
import type { KnownText } from '../answers';
import type { AppState } from '../app-state';
import { textKey, textStatus, textsOfClass, textsOfNone, wordsOfClass, wordsOfTexts } from '../class-words';
import type { ReadWords } from '../words-answer';
import type { Services } from '../workbench';

export interface Texts {
  /** Reads texts that are new; settles with all texts of the state, or null: no text tower, or it failed (`textsError`). */
  read(texts: readonly string[]): Promise<AppState['texts'] | null>;
  /** Reads the words of all classes and of "none of these". Null as above, and with fewer than `fewestClasses`. */
  readClasses(fewestClasses?: number): Promise<ReadWords | null>;
}

/** A row of zeros stands for a text without a vector. */
function rowOrNull(row: Float32Array): Float32Array | null {
  return row.some((value) => value !== 0) ? row : null;
}

export function makeTexts({ store, engine }: Services): Texts {
  // One call after the other: a second one finds what the first has read. No call is cancelled, since its result is kept.
  let tail: Promise<unknown> = Promise.resolve();

  const readMissing = async (wanted: readonly string[]): Promise<AppState['texts'] | null> => {
    const { texts, textsError, ...state } = store.getState();
    const tower = textStatus(state);
    if (!tower || textsError) return null;
    const missing = wanted.filter((text) => !texts.has(textKey(text, tower)));
    if (missing.length === 0) return texts;
    try {
      const { vectors, known, unknownWords, truncated } = await engine.encodeTexts(missing);
      const dim = vectors.length / missing.length;
      const fresh = missing.map((text, i): [string, KnownText] => [
        textKey(text, tower),
        {
          vector: rowOrNull(vectors.slice(i * dim, (i + 1) * dim)),
          known: known[i] ?? 0,
          unknownWords: unknownWords[i] ?? [],
          truncated: truncated[i] ?? false,
        },
      ]);
      store.setState((state) => ({ texts: new Map([...state.texts, ...fresh]) }));
      return store.getState().texts;
    } catch (thrown) {
      store.setState({ textsError: errorFacts(thrown) });
      return null;
    }
  };
  const read: Texts['read'] = (texts) => {
    const run = tail.then(() => readMissing(texts));
    tail = run;
    return run;
  };

  return {
    read,
    async readClasses(fewestClasses = 1) {
      const { classes, encoder, settings } = store.getState();
      const tower = textStatus({ encoder, settings });
      if (!tower || classes.length < fewestClasses) return null;
      const form = settings.words;
      const ofNone = textsOfNone(form, tower);
      const texts = await read([...classes.flatMap((entry) => textsOfClass(entry, tower, form)), ...ofNone]);
      return (
        texts && {
          classes: classes.flatMap((entry) => wordsOfClass(texts, entry, tower, form) ?? []),
          none: ofNone.length > 0 ? wordsOfTexts(texts, ofNone, tower) : null,
        }
      );
    },
  };
}
