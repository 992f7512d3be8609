// What left this page, in two words; opens the privacy panel.
import { useEffect } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useApp } from '../../state/context';
import { usePrivacy, usePrivacyStore } from '../../state/privacy-context';
import { look } from '../../state/privacy-look';
import { Icon } from '../controls/Icon';
import { PrivacyPanel } from '../privacy/PrivacyPanel';

const name = 'Privacy: 0 bytes sent';

export function PrivacyChip() {
  const canary = useApp((state) => state.canary);
  const fence = usePrivacy((state) => state.fence);
  const open = fence?.by === 'nobody' || (canary !== null && Object.values(canary).includes('not-enforced'));
  return (
    <DialogTrigger>
      <Button className={`chip ${open ? 'bad' : 'plain'}`} aria-label={name}>
        <Icon name={open ? 'alert' : 'shield'} />
        <span className="chip-text">{open ? '0 bytes sent · policy not enforced here' : '0 bytes sent'}</span>
      </Button>
      <ModalOverlay className="drawer-back" isDismissable>
        <Modal className="drawer privacy-drawer">
          <Dialog className="details" aria-label={name}>
            <div className="row between">
              <Heading slot="title">Your images stay on this computer</Heading>
              <Button slot="close" className="icon-button" aria-label="Close">
                <Icon name="close" />
              </Button>
            </div>
            <Opened />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

/** Drawn only while the panel is open: being drawn is what makes it look. */
function Opened() {
  const store = usePrivacyStore();
  useEffect(() => {
    void look(store);
  }, [store]);
  return <PrivacyPanel />;
}
