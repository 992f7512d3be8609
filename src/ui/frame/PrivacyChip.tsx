// What left this page, in two words; opens the privacy panel.
import { useEffect } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useApp } from '../../state/context';
import { usePrivacy, usePrivacyStore } from '../../state/privacy-context';
import { look } from '../../state/privacy-look';
import { Icon } from '../controls/Icon';
import { count } from '../format';
import { PrivacyPanel } from '../privacy/PrivacyPanel';

/** Hosts other than this one that the browser lists as asked by the page; the try that must fail is none. */
function elsewhere(hosts: ReadonlyMap<string, number>): number {
  return [...hosts].reduce(
    (sum, [host, n]) => (host === location.host || host.endsWith('.invalid') ? sum : sum + n),
    0,
  );
}

export function PrivacyChip() {
  const canary = useApp((state) => state.canary);
  const fence = usePrivacy((state) => state.fence);
  const others = usePrivacy((state) => elsewhere(state.pageCount.hosts));
  // Counted, not promised: the browser's own list of requests, from the page's opening on.
  const sent = others === 0 ? '0 bytes sent' : `${count(others, 'request')} to other sites`;
  const name = `Privacy: ${sent}`;
  const open = fence?.by === 'nobody' || (canary !== null && Object.values(canary).includes('not-enforced'));
  return (
    <DialogTrigger>
      <Button className={`chip ${open || others > 0 ? 'bad' : 'plain'}`} aria-label={name}>
        <Icon name={open || others > 0 ? 'alert' : 'shield'} />
        <span className="chip-text">{open ? `${sent} · policy not enforced here` : sent}</span>
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
