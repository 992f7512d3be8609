// Search by file name, class or "#id", else by words: the hits become the selection, Enter shows the first.
import { useEffect, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import type { WordSearch } from '../../state/actions';
import { textStatus } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { searchFieldId } from '../use-keys';
import { useView } from '../view-state';
import { searchItems } from './search';
import { WordSearchOffer } from './WordSearch';

export function SearchBox() {
  const items = useApp((state) => state.items);
  const names = useApp((state) => state.names);
  const classes = useApp((state) => state.classes);
  const hasTower = useApp((state) => textStatus(state) !== null && state.textsError === null);
  const { select, searchByWords } = useActions();
  const { openItem } = useView();
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<number | null>(null);
  const [byWords, setByWords] = useState<{ readonly text: string; readonly found: WordSearch } | null>(null);
  const latest = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const find = (text: string) => searchItems({ items, names, classes }, text);
  const mayBeWords = (text: string) => hasTower && items.size > 0 && /^[^#\s]/.test(text.trim());
  const show = (text: string) => {
    clearTimeout(timer.current);
    const found = find(text);
    setHits(text.trim() === '' ? null : found.length);
    return found;
  };
  const searchWords = async (text: string) => {
    const found = await searchByWords(text);
    // Whoever has typed on is looking for something else by now.
    if (!found || latest.current !== text) return;
    setByWords({ text, found });
    select(found.ids);
  };
  return (
    <div className="search-holder">
      <SearchField
        className="search"
        aria-label="Search"
        value={query}
        onChange={(text) => {
          setQuery(text);
          latest.current = text;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => select(show(text)), 150);
        }}
        onSubmit={(text) => {
          const [first] = show(text);
          if (first !== undefined) openItem(first);
          else if (mayBeWords(text)) void searchWords(text);
        }}
      >
        <Icon name="lens" />
        <Input id={searchFieldId} className="search-input" placeholder="File, class, #id or words" />
        <span className="search-hits muted numbers" aria-live="polite">
          {hits === null ? '' : `${hits} found`}
        </span>
        <Button className="icon-button small" aria-label="Clear search">
          <Icon name="close" />
        </Button>
      </SearchField>
      {hits === 0 && mayBeWords(query) && (
        <WordSearchOffer
          text={query.trim()}
          found={byWords?.text === query ? byWords.found : null}
          onSearch={() => void searchWords(query)}
        />
      )}
    </div>
  );
}
