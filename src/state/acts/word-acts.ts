// Acts by words: the words of a class, a search by a text, and another try when the text tower failed.
import type { Actions } from '../actions';
import { textStatus, textsOfClass, wordsOfClass } from '../class-words';
import { notify } from '../jobs';
import { embeddingTable } from '../selectors';
import type { Services } from '../workbench';
import type { Texts } from './texts';

type WordActs = Pick<Actions, 'setPrompts' | 'searchByWords' | 'retryWords'>;

export const mostPrompts = 16;
const longestPrompt = 200;
/** How many images a search by words shows. */
const mostHits = 12;

export function makeWordActs(
  { store, engine }: Services,
  texts: Texts,
  after: { wordsChanged(): Promise<void> },
): WordActs {
  return {
    setPrompts(classId, prompts) {
      const trimmed = prompts.map((prompt) => prompt.trim().slice(0, longestPrompt)).filter(Boolean);
      const kept = [...new Set(trimmed)].slice(0, mostPrompts);
      store.setState(({ classes }) => ({
        classes: classes.map((entry) => (entry.id === classId ? { ...entry, prompts: kept } : entry)),
      }));
      void after.wordsChanged();
    },
    async searchByWords(text) {
      const tower = textStatus(store.getState());
      const query = text.trim().slice(0, longestPrompt);
      if (!tower || query === '') return null;
      // A text that is looked for is read as the words of a class would be.
      const asked = { id: 'asked', name: query, swatch: 0 };
      const read = await texts.read(textsOfClass(asked, tower));
      const words = read && wordsOfClass(read, asked, tower);
      if (!words) return null;
      const { vector, unknownWords, knownShare } = words;
      const { ids, data, dim } = embeddingTable(store.getState());
      if (ids.length === 0) return { ids: [], unknownWords, knownShare };
      try {
        const k = Math.min(mostHits, ids.length);
        const { indices } = await engine.nearest({ queries: vector, table: data, dim, k });
        return { ids: Array.from(indices).flatMap((row) => ids[row] ?? []), unknownWords, knownShare };
      } catch (thrown) {
        notify(store, thrown);
        return null;
      }
    },
    async retryWords() {
      store.setState({ textsError: null });
      await after.wordsChanged();
    },
  };
}
