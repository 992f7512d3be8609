// The project's form of words: the parts before each class's words, and the text for "none of these".
import { useMemo } from 'react';
import type { TextParts } from '../../domain/encode/word-form';
import { textStatus, textsOfNone, wordsOfTexts } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { Toggle } from '../controls/Toggle';
import { unknownSentence } from '../words';
import { PhraseField } from './PhraseField';

const fields: readonly (readonly [keyof TextParts, string, string])[] = [
  ['modality', 'Kind of image (modality)', 'x-ray'],
  ['bodyPart', 'Body part', 'chest'],
  ['view', 'View', 'frontal'],
];

export function PartsFields() {
  const { parts, partsBeforeOwn } = useApp((state) => state.settings.words);
  const { changeWordForm } = useActions();
  return (
    <fieldset className="words-parts">
      <legend className="small">
        Words before each class, as in “x-ray chest frontal pneumonia”. Empty ones are left out.
      </legend>
      <div className="parts-row">
        {fields.map(([part, label, example]) => (
          <PhraseField
            key={part}
            label={label}
            value={parts[part]}
            example={example}
            onKeep={(text) => changeWordForm({ parts: { ...parts, [part]: text } })}
          />
        ))}
      </div>
      <Toggle isSelected={partsBeforeOwn} onChange={(on) => changeWordForm({ partsBeforeOwn: on })}>
        Also before words you wrote for a class
      </Toggle>
    </fieldset>
  );
}

/** What the encoder knows of the words for "none of these"; null where they are not asked for or not read yet. */
function useNoneWords() {
  const texts = useApp((state) => state.texts);
  const tower = useApp(textStatus);
  const form = useApp((state) => state.settings.words);
  return useMemo(
    () => (tower ? wordsOfTexts(texts, textsOfNone(form, tower), tower) : null),
    [texts, form, tower],
  );
}

export function NoneFields() {
  const { none } = useApp((state) => state.settings.words);
  const read = useNoneWords();
  const { changeWordForm } = useActions();
  return (
    <div className="words-none">
      <Toggle isSelected={none.on} onChange={(on) => changeWordForm({ none: { ...none, on } })}>
        Allow the answer “none of these”
      </Toggle>
      {none.on && (
        <>
          <PhraseField
            label="Words for “none of these”"
            value={none.text}
            example="image"
            onKeep={(text) => changeWordForm({ none: { ...none, text } })}
          />
          {read !== null && read.unknownWords.length > 0 && (
            <p className="word-flag small" data-testid="none-flag">
              <span>
                {unknownSentence(read.unknownWords)}
                {read.knownShare === 0 && ' Unknown words: do not rely on “none of these”.'}
              </span>
            </p>
          )}
          <p className="muted small">
            Works best with a word that is true of any image and that the encoder knows. Images of the classes
            can end up here, too: try it on labelled ones below.
          </p>
        </>
      )}
    </div>
  );
}
