// What stands for each class: its texts as the encoder reads them, what it does not know of them, a field to change them.
import { useMemo } from 'react';
import type { LabelClass } from '../../domain/types';
import { textStatus, textsOfClass } from '../../state/class-words';
import { useApp } from '../../state/context';
import { UnknownWords, WordsField } from '../classes/ClassWords';
import { Fold } from '../controls/Fold';
import { ClassName } from '../controls/Swatch';
import { count } from '../format';

export function ClassTexts() {
  const classes = useApp((state) => state.classes);
  return (
    <ul className="class-texts" aria-label="Words of the classes">
      {classes.map((entry) => (
        <TextsOfOne key={entry.id} entry={entry} />
      ))}
    </ul>
  );
}

function TextsOfOne({ entry }: { entry: LabelClass }) {
  const tower = useApp(textStatus);
  const form = useApp((state) => state.settings.words);
  const texts = useMemo(() => (tower ? textsOfClass(entry, tower, form) : []), [entry, tower, form]);
  return (
    <li>
      <ClassName id={entry.id} />
      <span className="small">
        {texts.map((text) => `“${text}”`).join(', ')}
        {texts.length > 1 && (
          <span className="muted">{` (${count(texts.length, 'text')}, taken together as their mean)`}</span>
        )}
      </span>
      <UnknownWords entry={entry} />
      <Fold head={<span className="small">{`Change the words of ${entry.name}`}</span>}>
        {() => <WordsField entry={entry} />}
      </Fold>
    </li>
  );
}

/** The texts an encoder without a text tower has vectors for; nothing where any text can be read. */
export function CarriedTexts() {
  const only = useApp((state) => textStatus(state)?.onlyTexts ?? null);
  if (only === null) return null;
  return (
    <div className="hint" data-testid="carried-texts">
      <p>
        {`This encoder has no text tower. It carries vectors for ${count(only.length, 'text')} and answers for classes named by one of them.`}
      </p>
      <Fold head={<span className="small">Show the texts</span>}>
        {() => (
          <ul className="notes small">
            {only.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </Fold>
    </div>
  );
}
