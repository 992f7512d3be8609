// The model card of the encoder in use, in a drawer at the side. The card is a file of the encoder's folder.
import { useEffect } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { explain } from '../messages';
import { useView } from '../view-state';
import { CardBlocks, Words } from './CardBlocks';

export function CardDialog() {
  const { cardOpen, showCard } = useView();
  return (
    <ModalOverlay className="drawer-back" isOpen={cardOpen} onOpenChange={showCard} isDismissable>
      <Modal className="drawer wide-drawer">
        <Dialog className="details" aria-label="Model card">
          <Card onClose={() => showCard(false)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Drawn only while the drawer is open: being drawn is what asks for the card. */
function Card({ onClose }: { onClose: () => void }) {
  const card = useApp((state) => state.card);
  const encoder = useApp((state) => state.encoder);
  const { readCard } = useActions();
  useEffect(() => {
    void readCard();
  }, [readCard]);

  const [first, ...rest] = card.phase === 'ready' ? card.blocks : [];
  const titled = first?.kind === 'heading' && first.level === 1;
  return (
    <>
      <div className="row between">
        <Heading slot="title">{titled ? <Words text={first.text} /> : 'Model card'}</Heading>
        <Button className="icon-button" aria-label="Close" onPress={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {encoder.phase === 'ready' && (
        <p className="muted small">
          {encoder.status.title}. This card is a file of the encoder's folder; its size and SHA-256 are those
          the folder's manifest names.
        </p>
      )}
      {card.phase === 'ready' && <CardBlocks blocks={titled ? rest : card.blocks} />}
      {card.phase === 'failed' && (
        <>
          <p className="bad-text">The model card cannot be shown. {explain(card.error).sentence}</p>
          <p>{explain(card.error).advice}</p>
          <Button className="button" onPress={() => void readCard()}>
            Try again
          </Button>
        </>
      )}
      {(card.phase === 'reading' || card.phase === 'unread') && <p>The card is being read…</p>}
    </>
  );
}
