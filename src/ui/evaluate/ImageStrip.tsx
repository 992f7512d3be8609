// The images behind a number: thumbnails that open them, a few at first.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ItemId } from '../../domain/types';
import { useApp } from '../../state/context';
import { Thumb } from '../controls/Thumb';
import { count, nameOf } from '../format';
import { useView } from '../view-state';

export interface StripImage {
  readonly id: ItemId;
  /** What is said of it beside its name; '' for nothing. */
  readonly about: string;
  /** Stands under the picture. */
  readonly note: string;
}

const atFirst = 18;

/** Images that are no longer in the set are left out and counted. */
export function ImageStrip({ label, images }: { label: string; images: readonly StripImage[] }) {
  const [all, setAll] = useState(false);
  const items = useApp((state) => state.items);
  const names = useApp((state) => state.names);
  const { openItem } = useView();
  const here = images.filter(({ id }) => items.has(id));
  const shown = all ? here : here.slice(0, atFirst);
  const gone = images.length - here.length;
  return (
    <>
      <ul className="example-strip" aria-label={label}>
        {shown.map(({ id, about, note }) => (
          <li key={id}>
            <Button
              className="example"
              aria-label={`Show ${nameOf(names, id)}${about === '' ? '' : `: ${about}`}`}
              onPress={() => openItem(id)}
            >
              <Thumb id={id} sizePx={48} />
              {note !== '' && <span className="muted small numbers">{note}</span>}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length < here.length && (
        <Button className="link-button" onPress={() => setAll(true)}>
          {`Show ${(here.length - shown.length).toLocaleString('en-US')} more`}
        </Button>
      )}
      {gone > 0 && (
        <p className="muted small">{`${count(gone, 'image')} ${gone === 1 ? 'is' : 'are'} no longer in the set.`}</p>
      )}
    </>
  );
}
