// A button that asks for one file, with a line about it.
import type { ReactNode } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { Icon } from '../controls/Icon';

interface Props {
  /** Accessible name of the part. */
  readonly label: string;
  /** What the button says. */
  readonly name: string;
  readonly types: readonly string[];
  readonly onFile: (file: File) => void;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

export function PickFile({ label, name, types, onFile, isDisabled = false, children }: Props) {
  return (
    <section className="data-part" aria-label={label}>
      <FileTrigger
        acceptedFileTypes={[...types]}
        onSelect={(list) => {
          const file = list?.[0];
          if (file) onFile(file);
        }}
      >
        <Button className="button" isDisabled={isDisabled}>
          <Icon name="folder" />
          {name}
        </Button>
      </FileTrigger>
      <p className="muted small">{children}</p>
    </section>
  );
}
