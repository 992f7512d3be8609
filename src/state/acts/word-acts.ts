// Acts by words: the words of a class and their form, and another try when the text tower failed.
import { tidyForm, tidyText } from '../../domain/encode/word-form';
import type { Actions } from '../actions';
import type { Services } from '../workbench';

type WordActs = Pick<Actions, 'setPrompts' | 'changeWordForm' | 'retryWords'>;

export const mostPrompts = 16;

export function makeWordActs(
  { store, history }: Services,
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
      history.record('change how words are put together', () =>
        store.setState(({ settings }) => ({
          settings: { ...settings, words: tidyForm({ ...settings.words, ...change }) },
        })),
      );
      void after.wordsChanged();
    },
    async retryWords() {
      store.setState({ textsError: null });
      await after.wordsChanged();
    },
  };
}
