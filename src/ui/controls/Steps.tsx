// A slider over whole numbers with its label and value in one row. Tells the new value when the thumb is let go.
import { useEffect, useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Told at every step on the way. */
  readonly onMove?: (value: number) => void;
  readonly isDisabled?: boolean;
}

export function Steps({ label, value, min, max, onChange, onMove, isDisabled = false }: Props) {
  const [shown, setShown] = useState(value);
  useEffect(() => setShown(value), [value]);
  return (
    <Slider
      className="steps"
      value={shown}
      minValue={min}
      maxValue={max}
      step={1}
      isDisabled={isDisabled}
      onChange={(next) => {
        setShown(next);
        onMove?.(next);
      }}
      onChangeEnd={(next) => onChange(next)}
    >
      <Label className="choice-label">{label}</Label>
      <SliderTrack className="steps-track">
        <SliderThumb className="steps-thumb" />
      </SliderTrack>
      <SliderOutput className="steps-value" />
    </Slider>
  );
}
