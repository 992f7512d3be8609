// A name edited in place: Enter or leaving the field keeps it, Escape puts the old one back, an empty name is not taken.
import { useEffect, useState } from 'react';
import { Input, TextField } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onRename: (name: string) => void;
}

export function EditableName({ label, value, onRename }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);

  const keep = () => {
    const name = text.trim().slice(0, 120);
    if (name === '' || name === value) setText(value);
    else onRename(name);
  };
  return (
    <TextField className="name-field" aria-label={label} value={text} onChange={setText}>
      <Input
        className="name-input"
        spellCheck={false}
        autoComplete="off"
        maxLength={120}
        title={value}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            setText(value);
            // Leaves once the old text is back, so that `keep` finds nothing to do.
            const field = event.currentTarget;
            setTimeout(() => field.blur());
          }
        }}
      />
    </TextField>
  );
}
