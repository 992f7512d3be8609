// The rectangles of a crop rule as numbers: for the keyboard, and for exact values.
import { Button, Group, Input, Label, NumberField } from 'react-aria-components';
import type { Crop, Rect } from '../../domain/intake/crop';
import { addMask, hasMasksLeft, startKeep, startMask } from '../../state/rendering-facts';

const sides: readonly (readonly [keyof Rect, string])[] = [
  ['x', 'Left'],
  ['y', 'Top'],
  ['width', 'Width'],
  ['height', 'Height'],
];

export function CropFields({ rule, onChange }: { rule: Crop; onChange: (rule: Crop) => void }) {
  const { keep, masks } = rule;
  const withMask = (at: number, rect: Rect | null) =>
    onChange({ ...rule, masks: masks.flatMap((mask, i) => (i === at ? (rect ?? []) : mask)) });
  return (
    <div className="crop-fields">
      {keep && (
        <RectRow
          name="Kept part"
          rect={keep}
          onChange={(rect) => onChange({ ...rule, keep: rect })}
          onRemove={() => onChange({ ...rule, keep: null })}
        />
      )}
      {masks.map((mask, i) => (
        <RectRow
          // Rectangles have no names; their place in the list is what they are.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={i}
          name={`Blacked-out part ${i + 1}`}
          rect={mask}
          onChange={(rect) => withMask(i, rect)}
          onRemove={() => withMask(i, null)}
        />
      ))}
      <div className="row wrap">
        {!keep && (
          <Button className="button small" onPress={() => onChange({ ...rule, keep: startKeep })}>
            Add kept part
          </Button>
        )}
        <Button
          className="button small"
          isDisabled={!hasMasksLeft(rule)}
          onPress={() => onChange(addMask(rule, startMask))}
        >
          Add blacked-out part
        </Button>
      </div>
    </div>
  );
}

function RectRow({
  name,
  rect,
  onChange,
  onRemove,
}: {
  name: string;
  rect: Rect;
  onChange: (rect: Rect) => void;
  onRemove: () => void;
}) {
  return (
    <fieldset className="crop-row" aria-label={name}>
      <div className="row between">
        <span className="small">{name}</span>
        <Button className="link-button" aria-label={`Remove ${name.toLowerCase()}`} onPress={onRemove}>
          Remove
        </Button>
      </div>
      <div className="row">
        {sides.map(([side, label]) => (
          <NumberField
            key={side}
            className="number-field"
            value={rect[side] * 100}
            minValue={0}
            maxValue={100}
            step={0.01}
            formatOptions={{ maximumFractionDigits: 2 }}
            onChange={(value) => {
              if (Number.isFinite(value)) onChange({ ...rect, [side]: value / 100 });
            }}
          >
            <Label className="choice-label small">{`${label} %`}</Label>
            <Group>
              <Input className="text-input numbers" />
            </Group>
          </NumberField>
        ))}
      </div>
    </fieldset>
  );
}
