// Search by file name, class or "#id": the hits become the selection, Enter shows the first.
import { useEffect, useRef, useState } from 'react';
import { Button, Input, SearchField } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { searchFieldId } from '../use-keys';
import { useView } from '../view-state';
import { searchItems } from './search';

export function SearchBox() {
  const items = useApp((state) => state.items);
  const names = useApp((state) => state.names);
  const classes = useApp((state) => state.classes);
  const { select } = useActions();
  const { openItem } = useView();
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const find = (text: string) => searchItems({ items, names, classes }, text);
  return (
    <SearchField
      className="search"
      aria-label="Search"
      value={query}
      onChange={(text) => {
        setQuery(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          const found = find(text);
          setHits(text.trim() === '' ? null : found.length);
          select(found);
        }, 150);
      }}
      onSubmit={(text) => {
        const first = find(text)[0];
        if (first !== undefined) openItem(first);
      }}
    >
      <Icon name="lens" />
      <Input id={searchFieldId} className="search-input" placeholder="File name, class or #id" />
      <span className="search-hits muted numbers" aria-live="polite">
        {hits === null ? '' : `${hits} found`}
      </span>
      <Button className="icon-button small" aria-label="Clear search">
        <Icon name="close" />
      </Button>
    </SearchField>
  );
}
