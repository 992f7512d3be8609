// Search among all images, labelled or not: by one image, by a region of the map, by words; and how well it fits the labels.
import { useState } from 'react';
import { useActions, useApp } from '../../state/context';
import { adapterSpaceLack, type SearchWish } from '../../state/search';
import { embeddingTable } from '../../state/selectors';
import { GoToSet } from '../controls/GoToSet';
import { Term } from '../controls/Term';
import { LevelChoice } from './LevelChoice';
import { RetrievalFigures } from './RetrievalFigures';
import { SearchAsk, type SearchManner } from './SearchAsk';
import { SearchResults } from './SearchResults';

const usual: SearchManner = { space: 'embedding', most: 12, reference: null };

const mannerOf = ({ space, most, reference }: SearchWish): SearchManner => ({ space, most, reference });

export function SearchPanel() {
  const rows = useApp((state) => embeddingTable(state).ids.length);
  const starting = useApp((state) => state.encoder.phase === 'starting');
  return (
    <section className="panel search-panel" aria-label="Search" data-testid="search-panel">
      <p className="muted small">
        The images most alike by <Term of="cosine" /> of their embeddings, never by their places on the map.
      </p>
      <LevelChoice />
      {rows >= 2 ? (
        <Ready />
      ) : (
        <div className="hint">
          <p>
            {starting
              ? 'The encoder is starting: images can be searched after that.'
              : 'A search needs at least two images.'}
          </p>
          <GoToSet>Go to the images</GoToSet>
        </div>
      )}
    </section>
  );
}

function Ready() {
  const search = useApp((state) => state.search);
  const known = useApp((state) => state.classes);
  const lack = useApp(adapterSpaceLack);
  const { findLike } = useActions();
  const [wanted, setWanted] = useState<SearchManner>(() => (search ? mannerOf(search.wish) : usual));
  // A class may have been removed since.
  const reference = known.some(({ id }) => id === wanted.reference) ? wanted.reference : null;
  const manner: SearchManner = { ...wanted, space: lack === null ? wanted.space : 'embedding', reference };
  return (
    <>
      <SearchAsk
        manner={manner}
        onManner={(next) => {
          setWanted(next);
          if (search) void findLike({ ...next, query: search.wish.query });
        }}
        onAsk={(query) => void findLike({ ...manner, query })}
      />
      {search && <SearchResults search={search} />}
      <RetrievalFigures />
    </>
  );
}
