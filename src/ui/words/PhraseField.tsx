// One short text of the form of words; left empty where that means something.
import { Input, Label, TextField } from 'react-aria-components';
import { useKeptText } from '../controls/use-kept-text';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly example: string;
  readonly onKeep: (text: string) => void;
}

export function PhraseField({ label, value, example, onKeep }: Props) {
  const { text, setText, ...field } = useKeptText(value, (typed) => {
    if (typed.trim() === value) return false;
    onKeep(typed);
    return true;
  });
  return (
    <TextField className="words-field" value={text} onChange={setText}>
      <Label className="small">{label}</Label>
      <Input
        className="phrase-input"
        placeholder={example}
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        {...field}
      />
    </TextField>
  );
}
