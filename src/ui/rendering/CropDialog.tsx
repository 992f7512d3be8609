// The crop editor, a drawer at the side: whom the rule is for, an example to draw on, the same rectangles as numbers.
import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Crop } from '../../domain/intake/crop';
import type { Rendering } from '../../domain/intake/rendering';
import type { ClassId } from '../../domain/types';
import { useApp } from '../../state/context';
import { hasMasksLeft, noCrop } from '../../state/rendering-facts';
import { Choice } from '../controls/Choice';
import { Icon } from '../controls/Icon';
import { CropCanvas } from './CropCanvas';
import { CropFields } from './CropFields';

interface Props {
  readonly isOpen: boolean;
  readonly rendering: Rendering;
  readonly onClose: () => void;
  readonly onApply: (next: Rendering) => void;
}

export type CropTool = 'keep' | 'mask';

const wholeSet = 'all';

export function CropDialog({ isOpen, onClose, ...rest }: Props) {
  return (
    <ModalOverlay
      className="drawer-back"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable
    >
      <Modal className="drawer wide-drawer">
        <Dialog className="details" aria-label="Crop and black out">
          <Editor onClose={onClose} {...rest} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function ruleOf({ crop, classCrops }: Rendering, target: ClassId | typeof wholeSet): Crop {
  return (target === wholeSet ? crop : classCrops[target]) ?? noCrop;
}

function withRule(rendering: Rendering, target: ClassId | typeof wholeSet, rule: Crop): Rendering {
  if (target === wholeSet) return { ...rendering, crop: rule };
  return { ...rendering, classCrops: { ...rendering.classCrops, [target]: rule } };
}

function Editor({ rendering, onClose, onApply }: Omit<Props, 'isOpen'>) {
  const classes = useApp((state) => state.classes);
  const [target, setTarget] = useState<string>(wholeSet);
  const [draft, setDraft] = useState(rendering);
  const [tool, setTool] = useState<CropTool>('mask');
  const rule = ruleOf(draft, target);
  const change = (next: Crop) => setDraft(withRule(draft, target, next));
  const full = !hasMasksLeft(rule);
  const name = classes.find(({ id }) => id === target)?.name;
  return (
    <>
      <div className="row between">
        <Heading slot="title">Crop and black out</Heading>
        <Button className="icon-button" aria-label="Close" onPress={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <p className="muted small">
        For markers, rulers and name plates. Shares of width and height, so one rule fits images of any size.
        Percentiles are taken of what is left.
      </p>
      <div className="row wrap">
        <Choice
          label="For"
          options={[
            { value: wholeSet, name: 'All images' },
            ...classes.map(({ id, name: label }) => ({ value: id, name: label, hint: 'This class only' })),
          ]}
          value={target}
          onChange={setTarget}
        />
        <Choice<CropTool>
          label="Draw"
          options={[
            { value: 'mask', name: 'Blacked-out part' },
            { value: 'keep', name: 'Kept part' },
          ]}
          value={tool}
          onChange={setTool}
        />
      </div>
      {target !== wholeSet && (
        <p className="word-flag small">
          A rule for one class sets it apart: a classifier would learn the crop. Images without a class, and
          new ones until they have one, are rendered without it.
        </p>
      )}
      <CropCanvas rule={rule} tool={tool} target={target === wholeSet ? null : target} onChange={change} />
      {full && (
        <p className="muted small">Eight blacked-out parts are the most; remove one to draw another.</p>
      )}
      <CropFields rule={rule} onChange={change} />
      <div className="row">
        <Button className="button primary grow" onPress={() => onApply(draft)}>
          {name === undefined ? 'Apply to all images' : `Apply to ${name}`}
        </Button>
        <Button className="button" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </>
  );
}
