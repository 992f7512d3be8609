// What a search has found: pictures in order, how alike each is, all of them to be selected and worked on.
import { Button, GridList, GridListItem } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { type Found, type SearchHit, type SearchState, searchKey } from '../../state/search';
import { isStale, labelsOfRow } from '../../state/selectors';
import { Bar } from '../controls/Bar';
import { Icon } from '../controls/Icon';
import { ClassName } from '../controls/Swatch';
import { Thumb } from '../controls/Thumb';
import { classNameOf, nameOf, ratio } from '../format';
import { explain } from '../messages';
import { useView } from '../view-state';
import { unknownSentence } from '../words';
import { askedWords } from './search-words';

export function SearchResults({ search }: { search: NonNullable<SearchState> }) {
  const { wish, stage } = search;
  const names = useApp((state) => state.names);
  const stale = useApp((state) => isStale(stage, () => searchKey(state, wish)));
  const { findLike, closeSearch } = useActions();
  return (
    <section className="search-found" aria-label="Found images" data-testid="search-results">
      <div className="row between">
        <h3 className="ellipsis">{askedWords(wish.query, (id) => nameOf(names, id))}</h3>
        <Button className="icon-button small" aria-label="Close the search" onPress={closeSearch}>
          <Icon name="close" />
        </Button>
      </div>
      {stage.phase === 'running' && (
        <p className="muted" role="status">
          Searching…
        </p>
      )}
      {stage.phase === 'failed' && (
        <p className="bad-text" role="alert">
          {`${explain(stage.error).sentence} ${explain(stage.error).advice}`}
        </p>
      )}
      {stale && (
        <p className="hint">
          Images, labels or settings have changed since.{' '}
          <Button className="link-button" onPress={() => void findLike(wish)}>
            Search again
          </Button>
        </p>
      )}
      {stage.phase === 'done' && <Hits found={stage.value} reference={wish.reference} />}
    </section>
  );
}

function Hits({ found, reference }: { found: Found; reference: string | null }) {
  const { hits, among, ownDistance, unknownWords, knownShare } = found;
  const className = useApp((state) => classNameOf(state.classes, reference));
  const { select } = useActions();
  return (
    <>
      {unknownWords.length > 0 && (
        <p className="word-flag small">
          <Icon name="alert" />
          <span>
            {unknownSentence(unknownWords)}
            {knownShare === 0 && ' Unknown words: do not rely on this.'}
          </span>
        </p>
      )}
      <p className="muted small" role="status">
        {hits.length === 0
          ? 'Nothing found: what was asked with has no embedding in the set, or there is nothing else in it.'
          : `${hits.length} of ${among.toLocaleString('en-US')} looked through, labelled or not, most alike first.`}
        {reference !== null &&
          hits.length > 0 &&
          ` Distance: from ${className}, the mean to the two nearest.`}
        {ownDistance !== null && ` The one asked with: ${ratio(ownDistance, 3)}.`}
      </p>
      {hits.length > 0 && (
        <>
          <div className="row between">
            <span className="muted small">A click marks, a double click or Enter shows it large.</span>
            <Button className="button small" onPress={() => select(hits.map(({ id }) => id))}>
              Select all
            </Button>
          </div>
          <HitGrid hits={hits} withDistance={reference !== null} />
        </>
      )}
    </>
  );
}

function HitGrid({ hits, withDistance }: { hits: readonly SearchHit[]; withDistance: boolean }) {
  const selection = useApp((state) => state.selection);
  const names = useApp((state) => state.names);
  const { select, focusItem } = useActions();
  const { openItem } = useView();
  const here = new Set(hits.map(({ id }) => id));
  return (
    <GridList
      className="hit-grid"
      aria-label="Found images, most alike first"
      layout="grid"
      selectionMode="multiple"
      selectionBehavior="replace"
      disallowTypeAhead
      items={hits.map((hit) => ({ ...hit }))}
      dependencies={[withDistance]}
      selectedKeys={selection.filter((id) => here.has(id))}
      onSelectionChange={(keys) => {
        const ids = keys === 'all' ? [...here] : [...keys].map(String);
        select(ids);
        if (ids.length === 1) focusItem(ids[0] ?? null);
      }}
      onAction={(key) => openItem(String(key))}
    >
      {(hit) => (
        <GridListItem id={hit.id} className="hit" textValue={nameOf(names, hit.id)}>
          <Hit hit={hit} withDistance={withDistance} />
        </GridListItem>
      )}
    </GridList>
  );
}

function Hit({ hit, withDistance }: { hit: SearchHit; withDistance: boolean }) {
  const { id, similarity, distance } = hit;
  const name = useApp((state) => nameOf(state.names, id));
  const classId = useApp((state) => labelsOfRow(state, id)[0] ?? null);
  return (
    <>
      <Thumb id={id} sizePx={88} />
      <ClassName id={classId} />
      <Bar label={`Similarity of ${name}`} value={similarity} />
      {withDistance && (
        <span className="muted small numbers">
          {distance === null ? 'no distance' : `distance ${ratio(distance, 3)}`}
        </span>
      )}
    </>
  );
}
