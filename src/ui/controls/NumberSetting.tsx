// A number that settings hold, with its word of the field beside it.
import { Group, Input, NumberField } from 'react-aria-components';
import type { GlossaryKey } from '../glossary';
import { Term } from './Term';

interface Props {
  readonly label: string;
  readonly of: GlossaryKey;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Digits after the point, 2 unless told. */
  readonly digits?: number;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberSetting({
  label,
  of,
  value,
  least,
  most,
  step,
  digits = 2,
  isDisabled = false,
  onChange,
}: Props) {
  return (
    <span className="row">
      <Term of={of}>{label}</Term>
      <NumberField
        className="number-field"
        aria-label={label}
        value={value}
        minValue={least}
        maxValue={most}
        step={step}
        formatOptions={{ useGrouping: false, maximumFractionDigits: digits }}
        isDisabled={isDisabled}
        onChange={(next) => {
          if (Number.isFinite(next)) onChange(next);
        }}
      >
        <Group>
          <Input className="text-input numbers" />
        </Group>
      </NumberField>
    </span>
  );
}
