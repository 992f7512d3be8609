// The words a class is looked for by: what the encoder does not know of them, and a small field to change them.
import { useMemo } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import type { LabelClass } from '../../domain/types';
import { textStatus, wordsOfClass } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { useKeptText } from '../controls/use-kept-text';
import { WhyNoWords } from '../item/WordsNote';
import { promptsFrom, unknownSentence } from '../words';

/** One line under a class when the encoder does not know its words; nothing otherwise. */
export function UnknownWords({ entry }: { entry: LabelClass }) {
  const words = useClassWords(entry);
  if (words === null) return null;
  const { unknownWords, knownShare, truncated } = words;
  if (unknownWords.length === 0 && knownShare > 0 && !truncated) return null;
  return (
    <p className="word-flag small" data-testid="word-flag">
      <Icon name="alert" />
      <span>
        {unknownWords.length > 0 && unknownSentence(unknownWords)}
        {knownShare === 0 && ' Unknown words: do not rely on answers by words.'}
        {truncated && ' The words are longer than the encoder reads; the end is left out.'}
      </span>
    </p>
  );
}

function useClassWords(entry: LabelClass) {
  const texts = useApp((state) => state.texts);
  const tower = useApp(textStatus);
  const form = useApp((state) => state.settings.words);
  return useMemo(() => (tower ? wordsOfClass(texts, entry, tower, form) : null), [texts, entry, tower, form]);
}

export function WordsField({ entry }: { entry: LabelClass }) {
  const { setPrompts } = useActions();
  const hasTower = useApp((state) => textStatus(state) !== null);
  const kept = (entry.prompts ?? []).join('\n');
  const { text, setText, ...field } = useKeptText(
    kept,
    (typed) => {
      const prompts = promptsFrom(typed);
      if (prompts.join('\n') === kept) return false;
      setPrompts(entry.id, prompts);
      return true;
    },
    'several',
  );
  if (!hasTower) return <WhyNoWords />;
  return (
    <TextField className="words-field" value={text} onChange={setText}>
      <Label className="small">Words for this class</Label>
      <TextArea className="words-input" rows={2} placeholder={entry.name} autoComplete="off" {...field} />
      <Text slot="description" className="muted small">
        One way to say it on each line, or between commas. None: the class’s name.
      </Text>
    </TextField>
  );
}
