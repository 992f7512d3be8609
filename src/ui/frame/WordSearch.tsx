// What the search offers when nothing is called so: the images most like the words, if the encoder has a text tower.
import { Button } from 'react-aria-components';
import type { WordSearch } from '../../state/actions';
import { Icon } from '../controls/Icon';
import { count } from '../format';
import { unknownSentence } from '../words';

interface Props {
  readonly text: string;
  /** What was found for this text; null before it was asked for. */
  readonly found: WordSearch | null;
  readonly onSearch: () => void;
}

export function WordSearchOffer({ text, found, onSearch }: Props) {
  return (
    <div className="search-offer" role="status" data-testid="search-offer">
      {found === null ? (
        <>
          <p className="muted small">No file or class is called so.</p>
          <Button className="link-button" onPress={onSearch}>
            {`Images most like “${text}”`}
          </Button>
        </>
      ) : (
        <>
          {found.unknownWords.length > 0 && (
            <p className="word-flag small">
              <Icon name="alert" />
              <span>
                {unknownSentence(found.unknownWords)}
                {found.knownShare === 0 && ' Unknown words: do not rely on this.'}
              </span>
            </p>
          )}
          <p className="small">{`${count(found.ids.length, 'image')} most like “${text}” selected.`}</p>
        </>
      )}
    </div>
  );
}
