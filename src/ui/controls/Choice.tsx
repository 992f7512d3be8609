// A drop-down of a few named choices.
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { Icon } from './Icon';

interface Props<Value extends string> {
  readonly label: string;
  readonly options: readonly {
    readonly value: Value;
    readonly name: string;
    readonly hint?: string;
    readonly isDisabled?: boolean;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isDisabled?: boolean;
}

export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
  isDisabled = false,
}: Props<Value>) {
  return (
    <Select
      className="choice"
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        const found = options.find((option) => option.value === key);
        if (found) onChange(found.value);
      }}
    >
      <Label className="choice-label">{label}</Label>
      <Button className="choice-button">
        <SelectValue className="choice-value">
          {() => options.find((option) => option.value === value)?.name}
        </SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="popover menu" offset={4}>
        <ListBox className="options">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              className="option"
              textValue={option.name}
              isDisabled={option.isDisabled ?? false}
            >
              <span>{option.name}</span>
              {option.hint && <span className="muted small">{option.hint}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
