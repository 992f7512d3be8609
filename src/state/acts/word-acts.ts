// Acts by words: the words of a class and their form, a search by a text, and another try when the text tower failed.
import { tidyForm, tidyText } from '../../domain/encode/word-form';
import { filledTemplates } from '../../domain/encode/words';
import type { Actions } from '../actions';
import { textStatus, wordsOfTexts } from '../class-words';
import { notify } from '../jobs';
import { meanTable } from '../selectors';
import type { Services } from '../workbench';
import type { Texts } from './texts';

type WordActs = Pick<Actions, 'setPrompts' | 'changeWordForm' | 'searchByWords' | 'retryWords'>;

export const mostPrompts = 16;
/** How many images a search by words shows. */
const mostHits = 12;

export function makeWordActs(
  { store, engine }: Services,
  texts: Texts,
  after: { wordsChanged(): Promise<void> },
): WordActs {
  return {
    setPrompts(classId, prompts) {
      const trimmed = prompts.map(tidyText).filter(Boolean);
      const kept = [...new Set(trimmed)].slice(0, mostPrompts);
      store.setState(({ classes }) => ({
        classes: classes.map((entry) => (entry.id === classId ? { ...entry, prompts: kept } : entry)),
      }));
      void after.wordsChanged();
    },
    changeWordForm(change) {
      store.setState(({ settings }) => ({
        settings: { ...settings, words: tidyForm({ ...settings.words, ...change }) },
      }));
      void after.wordsChanged();
    },
    async searchByWords(text) {
      const tower = textStatus(store.getState());
      const query = tidyText(text);
      if (!tower || query === '') return null;
      // A text that is looked for is read as a class's own words would be, but without the project's parts before it.
      const wanted = filledTemplates([query], tower.templates);
      const read = await texts.read(wanted);
      const words = read && wordsOfTexts(read, wanted, tower);
      if (!words) return null;
      const { vector, unknownWords, knownShare } = words;
      const { ids, data, dim } = meanTable(store.getState());
      if (ids.length === 0 || vector === null) return { ids: [], unknownWords, knownShare };
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
