// A table to take away as CSV: with base file names only when ticked.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { saveText } from '../predict/save-text';
import { Toggle } from './Toggle';

interface SaveCsvProps {
  readonly fileName: string;
  /** The text of the file. */
  readonly text: (withNames: boolean) => string;
  /** Words of the switch and of the button. */
  readonly names: string;
  readonly save: string;
  readonly small?: boolean;
  readonly isDisabled?: boolean;
}

export function SaveCsv({ fileName, text, names, save, small = false, isDisabled = false }: SaveCsvProps) {
  const [withNames, setWithNames] = useState(false);
  return (
    <div className="row between">
      <Toggle isSelected={withNames} onChange={setWithNames}>
        {names}
      </Toggle>
      <Button
        className={small ? 'button small' : 'button'}
        isDisabled={isDisabled}
        onPress={() => saveText(fileName, 'text/csv;charset=utf-8', text(withNames))}
      >
        {save}
      </Button>
    </div>
  );
}
