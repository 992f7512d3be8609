// The windowing of all images: a named choice, or a window centre and width of one's own.
import { Group, Input, Label, NumberField } from 'react-aria-components';
import type { PresetName, Windowing } from '../../domain/intake/rendering';
import { useApp } from '../../state/context';
import { hasCt, presetWindows } from '../../state/rendering-facts';
import { Choice } from '../controls/Choice';
import { presetNames } from './words';

type Key = 'auto' | 'file' | 'percentile-1-99' | 'percentile-10-90' | PresetName | 'own';

const startOfOwn: Windowing = { by: 'own', centre: 40, width: 400 };

function keyOf(windowing: Windowing): Key {
  if (windowing.by === 'preset') return windowing.preset;
  if (windowing.by === 'percentile') return windowing.low === 1 ? 'percentile-1-99' : 'percentile-10-90';
  return windowing.by;
}

function windowingOf(key: Key): Windowing {
  switch (key) {
    case 'auto':
    case 'file':
      return { by: key };
    case 'percentile-1-99':
      return { by: 'percentile', low: 1, high: 99 };
    case 'percentile-10-90':
      return { by: 'percentile', low: 10, high: 90 };
    case 'own':
      return startOfOwn;
    default:
      return { by: 'preset', preset: key };
  }
}

const presetOptions = (Object.keys(presetNames) as PresetName[]).map((value) => {
  const { centre, width } = presetWindows[value];
  return { value, name: presetNames[value], hint: `CT only: window centre ${centre} HU, width ${width} HU` };
});

export function WindowingChoice({
  value,
  onChange,
}: {
  value: Windowing;
  onChange: (windowing: Windowing) => void;
}) {
  const ct = useApp((state) => hasCt(state.items));
  const options = [
    {
      value: 'auto' as const,
      name: 'Automatic',
      hint: "The file's own window if every grey image has one, else percentile 1 to 99.",
    },
    { value: 'file' as const, name: 'From file', hint: "Each file's own window centre and width." },
    { value: 'percentile-1-99' as const, name: 'Percentile 1 to 99', hint: "Of each image's own values." },
    { value: 'percentile-10-90' as const, name: 'Percentile 10 to 90', hint: 'More contrast in the middle.' },
    ...presetOptions.map((option) => ({ ...option, isDisabled: !ct })),
    { value: 'own' as const, name: 'Own window', hint: 'A centre and a width for all images.' },
  ];
  return (
    <>
      <Choice<Key>
        label="Windowing"
        options={options}
        value={keyOf(value)}
        onChange={(key) => onChange(windowingOf(key))}
      />
      {!ct && <p className="muted small">Presets are meant for CT; there is no CT in the set.</p>}
      {value.by === 'own' && (
        <div className="row">
          <WindowField
            label="Centre"
            value={value.centre}
            onChange={(centre) => onChange({ ...value, centre })}
          />
          <WindowField
            label="Width"
            value={value.width}
            least={1}
            onChange={(width) => onChange({ ...value, width })}
          />
        </div>
      )}
    </>
  );
}

function WindowField({
  label,
  value,
  least,
  onChange,
}: {
  label: string;
  value: number;
  least?: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberField
      className="number-field"
      value={value}
      {...(least === undefined ? {} : { minValue: least })}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 2 }}
      onChange={(next) => {
        if (Number.isFinite(next)) onChange(next);
      }}
    >
      <Label className="choice-label">{`Window ${label.toLowerCase()}`}</Label>
      <Group>
        <Input className="text-input numbers" />
      </Group>
    </NumberField>
  );
}
