// Texts as vectors: read by the encoder once in this tab, then kept in the state. A failure lands there, too.
import { errorFacts } from '../../domain/errors';
import type { AppState, KnownText } from '../app-state';
import { type ClassWords, textKey, textStatus, textsOfClass, wordsOfClass } from '../class-words';
import type { Services } from '../workbench';

export interface Texts {
  /** Reads texts that are new; settles with all texts of the state, or null: no text tower, or it failed (`textsError`). */
  read(texts: readonly string[]): Promise<AppState['texts'] | null>;
  /** Reads the words of all classes. Null as above, and with fewer than `fewestClasses`. */
  readClasses(fewestClasses?: number): Promise<readonly ClassWords[] | null>;
}

export function makeTexts({ store, engine }: Services): Texts {
  // One call after the other: a second one finds what the first has read. No call is cancelled, since its result is kept.
  let tail: Promise<unknown> = Promise.resolve();

  const readMissing = async (wanted: readonly string[]): Promise<AppState['texts'] | null> => {
    const { texts, textsError, encoder } = store.getState();
    const tower = textStatus({ encoder });
    if (!tower || textsError) return null;
    const missing = wanted.filter((text) => !texts.has(textKey(text, tower)));
    if (missing.length === 0) return texts;
    try {
      const { vectors, known, unknownWords, truncated } = await engine.encodeTexts(missing);
      const dim = vectors.length / missing.length;
      const fresh = missing.map((text, i): [string, KnownText] => [
        textKey(text, tower),
        {
          vector: vectors.slice(i * dim, (i + 1) * dim),
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
      const { classes, encoder } = store.getState();
      const tower = textStatus({ encoder });
      if (!tower || classes.length < fewestClasses) return null;
      const texts = await read(classes.flatMap((entry) => textsOfClass(entry, tower)));
      return texts && classes.flatMap((entry) => wordsOfClass(texts, entry, tower) ?? []);
    },
  };
}
