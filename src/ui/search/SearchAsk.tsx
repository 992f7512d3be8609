// What to search with: the open image, the marked ones, or words; and how to search.
import { useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import type { ClassId } from '../../domain/types';
import { textStatus } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { adapterSpaceLack, type SearchQuery, type SearchSpace, type SearchWish } from '../../state/search';
import { encoderFits } from '../../state/space';
import { Choice } from '../controls/Choice';
import { Term } from '../controls/Term';
import { count, nameOf } from '../format';
import { explain } from '../messages';
import { noTextsElsewhere } from '../space-words';
import { lackWords } from './search-words';

/** How a search is made, whatever it is made with. */
export type SearchManner = Omit<SearchWish, 'query'>;

interface Props {
  readonly manner: SearchManner;
  readonly onManner: (manner: SearchManner) => void;
  readonly onAsk: (query: SearchQuery) => void;
}

export function SearchAsk({ manner, onManner, onAsk }: Props) {
  const focus = useApp((state) =>
    state.focus !== null && state.items.has(state.focus) ? state.focus : null,
  );
  const name = useApp((state) => (focus === null ? '' : nameOf(state.names, focus)));
  const selection = useApp((state) => state.selection);
  return (
    <div className="search-ask">
      <Button
        className="button wide"
        isDisabled={focus === null}
        onPress={() => focus !== null && onAsk({ kind: 'image', id: focus })}
      >
        <span className="ellipsis">{focus === null ? 'Like one image' : `Like ${name}`}</span>
      </Button>
      {focus === null && <p className="muted small">Open an image to search with it.</p>}
      <Button
        className="button wide"
        isDisabled={selection.length < 2}
        onPress={() => onAsk({ kind: 'region', ids: selection })}
      >
        {selection.length < 2
          ? 'More like the marked images'
          : `More like the ${selection.length} marked images`}
      </Button>
      {selection.length < 2 && (
        <p className="muted small">Mark a region of the map with box or lasso to search with its mean.</p>
      )}
      <WordsAsk onAsk={onAsk} />
      <MannerFields manner={manner} onManner={onManner} />
    </div>
  );
}

function WordsAsk({ onAsk }: Pick<Props, 'onAsk'>) {
  const hasTexts = useApp((state) => textStatus(state) !== null);
  const fits = useApp(encoderFits);
  const error = useApp((state) => state.textsError);
  const { retryWords } = useActions();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const ask = () => {
    if (wanted !== '') onAsk({ kind: 'words', text: wanted });
  };
  if (!fits) return <p className="muted small">{noTextsElsewhere}</p>;
  if (!hasTexts) return <p className="muted small">This encoder has no text tower: no search by words.</p>;
  return (
    <>
      <SearchField className="words-ask" value={text} onChange={setText} onSubmit={ask}>
        <Label className="choice-label">Like words</Label>
        <Input className="text-input" autoComplete="off" />
        <Button className="button small" slot={null} isDisabled={wanted === ''} onPress={ask}>
          Search
        </Button>
      </SearchField>
      {error && (
        <p className="small bad-text" role="alert">
          {`${explain(error).sentence} `}
          <Button className="link-button" onPress={() => void retryWords()}>
            Try again
          </Button>
        </p>
      )}
    </>
  );
}

const amounts = [12, 24] as const;

function MannerFields({ manner, onManner }: Pick<Props, 'manner' | 'onManner'>) {
  const lack = useApp(adapterSpaceLack);
  const classes = useApp((state) => state.classes);
  const spaces: readonly {
    readonly value: SearchSpace;
    readonly name: string;
    readonly hint: string;
    readonly isDisabled?: boolean;
  }[] = [
    { value: 'embedding', name: 'As the encoder (embedding)', hint: 'What looks alike.' },
    {
      value: 'adapter',
      name: 'As the adapter (hidden layer)',
      hint: lack
        ? lackWords[lack]
        : 'What is alike by your classes. Words are always compared by the encoder.',
      isDisabled: lack !== null,
    },
  ];
  const none = '';
  return (
    <>
      <Choice
        label="See images"
        options={spaces}
        value={lack === null ? manner.space : 'embedding'}
        onChange={(space) => onManner({ ...manner, space })}
      />
      <Choice
        label="Show"
        options={amounts.map((n) => ({ value: String(n), name: count(n, 'image') }))}
        value={String(manner.most)}
        onChange={(most) => onManner({ ...manner, most: Number(most) })}
      />
      {classes.length > 0 && (
        <div className="row between">
          <Choice
            label="Distance from class"
            options={[
              { value: none, name: 'none' },
              ...classes.map(({ id, name }) => ({ value: id as ClassId, name })),
            ]}
            value={manner.reference ?? none}
            onChange={(classId) => onManner({ ...manner, reference: classId === none ? null : classId })}
          />
          <Term of="outlierScore">what is this?</Term>
        </div>
      )}
    </>
  );
}
