// What an image can be held against other than a neighbour: the words of a class, its images, or words of one's own.
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Input, Label, Popover, TextField } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { textStatus } from '../../state/class-words';
import { useActions, useApp } from '../../state/context';
import { itemsByClass } from '../../state/selectors';
import type { WhereTarget } from '../../state/where';
import { ClassName } from '../controls/Swatch';

export function WhereMenu({ id }: { id: ItemId }) {
  const { explainBy } = useActions();
  return (
    <DialogTrigger>
      <Button className="button small">Show where…</Button>
      <Popover className="popover" placement="bottom start" offset={4}>
        <Dialog className="details where-menu" aria-label="Show where this image is like">
          {({ close }) => (
            <Targets
              id={id}
              onChoose={(target) => {
                close();
                void explainBy(id, target);
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Targets({ id, onChoose }: { id: ItemId; onChoose: (target: WhereTarget) => void }) {
  const classes = useApp((state) => state.classes);
  const items = useApp((state) => state.items);
  const lists = useApp(itemsByClass);
  const hasTower = useApp((state) => textStatus(state) !== null && state.textsError === null);
  const withImages = classes.filter((entry) =>
    lists.get(entry.id)?.some((other) => other !== id && items.get(other)?.excluded === false),
  );
  const some = hasTower || withImages.length > 0;
  return (
    <>
      <p>Show where this image is like …</p>
      {!some && <p className="muted">Put images into classes, and each class can be chosen here.</p>}
      {hasTower && classes.length > 0 && (
        <Group heading="the words of a class">
          {classes.map((entry) => (
            <li key={entry.id}>
              <Button
                className="link-button"
                aria-label={`Words of ${entry.name}`}
                onPress={() => onChoose({ kind: 'words', classId: entry.id })}
              >
                <ClassName id={entry.id} />
              </Button>
            </li>
          ))}
        </Group>
      )}
      {withImages.length > 0 && (
        <Group heading="the images of a class (mean of their embeddings)">
          {withImages.map((entry) => (
            <li key={entry.id}>
              <Button
                className="link-button"
                aria-label={`Images of ${entry.name}`}
                onPress={() => onChoose({ kind: 'class', classId: entry.id })}
              >
                <ClassName id={entry.id} />
              </Button>
            </li>
          ))}
        </Group>
      )}
      {hasTower && <OwnWords onChoose={onChoose} />}
    </>
  );
}

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <section aria-label={heading}>
      <p className="muted small">{heading}</p>
      <ul className="where-targets">{children}</ul>
    </section>
  );
}

function OwnWords({ onChoose }: { onChoose: (target: WhereTarget) => void }) {
  const [text, setText] = useState('');
  const words = text.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (words !== '') onChoose({ kind: 'text', text: words });
      }}
    >
      <TextField className="where-field" value={text} onChange={setText} maxLength={200}>
        <Label className="muted small">words of your own</Label>
        <span className="row">
          <Input className="where-input" autoComplete="off" />
          <Button type="submit" className="button small" isDisabled={words === ''}>
            Show
          </Button>
        </span>
      </TextField>
    </form>
  );
}
