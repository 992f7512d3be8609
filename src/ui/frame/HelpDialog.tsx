// The list of keys, drawn from the table that runs them. A drawer at the side: the page stays as it is.
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Icon } from '../controls/Icon';
import { keyTable } from '../keys';
import { useView } from '../view-state';

export function HelpDialog() {
  const { helpOpen, showHelp, showCard } = useView();
  return (
    <ModalOverlay className="drawer-back" isOpen={helpOpen} onOpenChange={showHelp} isDismissable>
      <Modal className="drawer">
        <Dialog className="details" aria-label="Help and keys">
          <div className="row between">
            <Heading slot="title">Help</Heading>
            <Button className="icon-button" aria-label="Close" onPress={() => showHelp(false)}>
              <Icon name="close" />
            </Button>
          </div>
          <ol className="steps-list">
            <li>Drop a folder with one sub-folder for each class, or put files onto a class card.</li>
            <li>Look at the map: images that look alike lie near each other.</li>
            <li>Drop an image without a class and see which labelled images are most like it.</li>
            <li>Train the adapter and set its answer beside that of the neighbours.</li>
          </ol>
          <h3>Keys</h3>
          <dl className="keys">
            {keyTable.map(({ command, shown, what }) => (
              <div key={command} className="key-row">
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <p className="muted">Keys rest while you type in a field.</p>
          <h3>Encoder</h3>
          <p>What turns images into numbers here, what it was made from, how well it does, and its limits:</p>
          <Button
            className="button wide"
            onPress={() => {
              showHelp(false);
              showCard(true);
            }}
          >
            Model card
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
