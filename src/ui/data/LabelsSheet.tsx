// The sheet of a table of labels on its way in: what matches, what would change, one button; and what became of it.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import type { LabelOffer } from '../../state/label-table';
import { Icon } from '../controls/Icon';
import { FileFault } from './FileFault';
import {
  appliedSentence,
  applyWords,
  columnsSentence,
  labelNotes,
  matchSentence,
  personSentence,
  tooManySentence,
} from './label-words';

export function LabelsSheet() {
  const offer = useApp((state) => state.labelOffer);
  const { dismissLabels } = useActions();
  if (offer === null) return null;
  const isReady = offer.phase === 'ready' && applyWords(offer) !== null;
  return (
    <section className="card sheet" aria-label="Labels from a table">
      <h2 className="ellipsis" title={offer.fileName}>
        {offer.fileName}
      </h2>
      <Body offer={offer} />
      <div className="row wrap">
        {isReady && <Apply offer={offer} />}
        {offer.phase !== 'reading' && (
          <Button className="button" onPress={dismissLabels}>
            {isReady ? 'Cancel' : 'Close'}
          </Button>
        )}
      </div>
    </section>
  );
}

type Ready = Extract<LabelOffer, { phase: 'ready' }>;

function Apply({ offer }: { offer: Ready }) {
  const { applyLabels } = useActions();
  return (
    <Button className="button primary grow" onPress={() => void applyLabels()}>
      {applyWords(offer)}
    </Button>
  );
}

function Body({ offer }: { offer: LabelOffer }) {
  if (offer.phase === 'reading') return <p role="status">Reading the table…</p>;
  if (offer.phase === 'done') {
    return (
      <p role="status" className="numbers">
        {appliedSentence(offer)}
      </p>
    );
  }
  if (offer.phase === 'failed') return <FileFault error={offer.error} />;
  const { found } = offer;
  const person = personSentence(found);
  const tooMany = tooManySentence(found);
  return (
    <>
      <p className="numbers" data-testid="label-match">
        {matchSentence(found)}
      </p>
      {person !== null && (
        <p className="banner" role="note">
          <Icon name="alert" />
          <span>{person}</span>
        </p>
      )}
      <ul className="notes numbers" aria-label="What the table would do">
        {labelNotes(offer).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {tooMany !== null && <p className="bad-text">{tooMany}</p>}
      <p className="muted small">{columnsSentence(found)}</p>
    </>
  );
}
