// What stands under answers by words: why there are none, or which words the encoder does not know.
import { Button } from 'react-aria-components';
import type { WordsAnswer } from '../../state/answers';
import { comparesWithWords, textStatus, unknownClasses } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { encoderFits } from '../../state/space';
import { Icon } from '../controls/Icon';
import { classNameOf } from '../format';
import { noWordsSentence } from '../intake/frame-words';
import { explain } from '../messages';
import { noTextsElsewhere } from '../space-words';
import { unknownSentence } from '../words';

export function WordsNote({ words }: { words: WordsAnswer | null }) {
  const classes = useApp((state) => state.classes);
  if (words === null) return <WhyNoWords />;
  const strangers = [
    ...unknownClasses(words).map((id) => classNameOf(classes, id)),
    ...(words.none?.knownShare === 0 ? ['“none of these”'] : []),
  ];
  if (words.unknownWords.length === 0 && strangers.length === 0) return null;
  return (
    <p className="banner" role="note" data-testid="unknown-words">
      <Icon name="alert" />
      <span>
        {words.unknownWords.length > 0 && unknownSentence(words.unknownWords)}
        {strangers.length > 0 && (
          <strong>
            {` It knows no word of ${strangers.join(', ')}: do not rely on the answer by words. Give it other words.`}
          </strong>
        )}
      </span>
    </p>
  );
}

/** Why nothing is answered by words; nothing while the encoder is still starting. */
export function WhyNoWords() {
  const ready = useApp((state) => state.encoder.phase === 'ready');
  const tower = useApp((state) => textStatus(state) !== null);
  const fits = useApp(encoderFits);
  const comparable = useApp(comparesWithWords);
  const error = useApp((state) => state.textsError);
  const enough = useApp((state) => state.classes.length >= 2);
  const { retryWords } = useActions();
  if (!ready) return null;
  if (!fits) return <p className="muted small">{noTextsElsewhere}</p>;
  if (!tower) return <p className="muted small">This encoder has no text tower: no answer by words.</p>;
  if (!comparable) return <p className="muted small">{noWordsSentence}</p>;
  if (error) {
    const { sentence, advice } = explain(error);
    return (
      <p className="small bad-text" role="alert">
        {`No answer by words. ${sentence} ${advice} `}
        <Button className="link-button" onPress={() => void retryWords()}>
          Try again
        </Button>
      </p>
    );
  }
  if (!enough) return <p className="muted small">Answers by words need two classes with names.</p>;
  return null;
}
