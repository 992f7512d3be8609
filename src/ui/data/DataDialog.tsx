// Everything out and in, in standard formats: opened from the top bar, beside the work, which goes on.
import { type ComponentType, Fragment } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { Icon } from '../controls/Icon';
import { useView } from '../view-state';
import { LoadAdapter } from './LoadAdapter';
import { LoadEmbeddings } from './LoadEmbeddings';
import { LoadLabels } from './LoadLabels';
import { OpenProject, SaveProject } from './ProjectFile';
import { SaveTables } from './SaveTables';

/** What stands in each column, from top to bottom. */
const saveParts: readonly ComponentType[] = [SaveProject, SaveTables];
const loadParts: readonly ComponentType[] = [OpenProject, LoadLabels, LoadEmbeddings, LoadAdapter];

export function DataDialog() {
  const { dataOpen, showData } = useView();
  return (
    <DialogTrigger isOpen={dataOpen} onOpenChange={showData}>
      <Button className="button data-button">Data</Button>
      <Popover className="popover" placement="bottom end" offset={6} isNonModal>
        <Dialog className="details data-dialog" aria-label="Data">
          <div className="row between">
            <Heading slot="title">Data</Heading>
            <Button className="icon-button" aria-label="Close" onPress={() => showData(false)}>
              <Icon name="close" />
            </Button>
          </div>
          <div className="data-columns">
            <Column title="Save" parts={saveParts} />
            <Column title="Load" parts={loadParts} />
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Column({ title, parts }: { title: string; parts: readonly ComponentType[] }) {
  return (
    <section className="data-column" aria-label={title}>
      <h3>{title}</h3>
      {parts.map((Part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <Fragment key={at}>
          <Part />
        </Fragment>
      ))}
    </section>
  );
}
