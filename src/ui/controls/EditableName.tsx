// A name edited in place: Enter or leaving the field keeps it, Escape puts the old one back, an empty name is not taken.
import { Input, TextField } from 'react-aria-components';
import { useKeptText } from './use-kept-text';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onRename: (name: string) => void;
}

export function EditableName({ label, value, onRename }: Props) {
  const { text, setText, ...field } = useKeptText(value, (typed) => {
    const name = typed.trim().slice(0, 120);
    if (name === '' || name === value) return false;
    onRename(name);
    return true;
  });
  return (
    <TextField className="name-field" aria-label={label} value={text} onChange={setText}>
      <Input
        className="name-input"
        spellCheck={false}
        autoComplete="off"
        maxLength={120}
        title={value}
        {...field}
      />
    </TextField>
  );
}
