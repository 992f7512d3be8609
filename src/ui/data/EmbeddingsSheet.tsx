// The sheet of a file of embeddings on its way in: what it holds, how it may be taken, what became of it.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import type { EmbeddingsOffer, OfferedRows } from '../../state/embeddings-offer';
import { Icon } from '../controls/Icon';
import {
  clashSentence,
  doneSentence,
  newSpaceSentence,
  offerNotes,
  offerSentence,
  wayWords,
} from './embeddings-words';
import { FileFault } from './FileFault';

export function EmbeddingsSheet() {
  const offer = useApp((state) => state.embeddingsOffer);
  if (offer === null) return null;
  return (
    <section className="card sheet" aria-label="Embeddings from elsewhere">
      <h2 className="ellipsis" title={offer.fileName}>
        {offer.fileName}
      </h2>
      <OfferBody offer={offer} />
    </section>
  );
}

function OfferBody({ offer }: { offer: EmbeddingsOffer }) {
  if (offer.phase === 'reading') return <p role="status">Reading the file…</p>;
  if (offer.phase === 'ready') return <Ready found={offer.found} />;
  if (offer.phase === 'done') {
    return (
      <>
        <p role="status" className="numbers">
          {doneSentence(offer)}
        </p>
        <p className="muted small">
          Drop the images, too, and each is matched to its row by file name: the picture then stands beside
          the numbers.
        </p>
        <Dismiss word="Close" />
      </>
    );
  }
  return (
    <>
      <FileFault error={offer.error} />
      <Dismiss word="Close" />
    </>
  );
}

function Ready({ found }: { found: OfferedRows }) {
  const { addEmbeddings } = useActions();
  const notes = offerNotes(found);
  const isNew = found.ways.includes('new-space');
  return (
    <>
      <p className="numbers" data-testid="embeddings-offer">
        {offerSentence(found)}
      </p>
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {isNew && (
        <p className="banner" role="note">
          <Icon name="alert" />
          <span>{newSpaceSentence(found)}</span>
        </p>
      )}
      {found.ways.length === 0 && <p className="bad-text">{clashSentence}</p>}
      <div className="row wrap">
        {found.ways.map((way) => (
          <Button key={way} className="button primary grow" onPress={() => void addEmbeddings(way)}>
            {wayWords[way](found.rows)}
          </Button>
        ))}
        <Dismiss word="Cancel" />
      </div>
    </>
  );
}

function Dismiss({ word }: { word: string }) {
  const { dismissEmbeddings } = useActions();
  return (
    <Button className="button" onPress={() => void dismissEmbeddings()}>
      {word}
    </Button>
  );
}
