// About the image in focus: large, what it is, what is like it, what is answered for it.
import type { ItemId } from '../../domain/types';
import { useApp } from '../../state/context';
import { labelsOfRow } from '../../state/selectors';
import { rowIdOf } from '../../state/study-level';
import { nameOf } from '../format';
import { noteSentence } from '../note-words';
import { AnswerHeadline } from './AnswerHeadline';
import { Answers } from './Answers';
import { Facts } from './Facts';
import { ItemActions } from './ItemActions';
import { Neighbours } from './Neighbours';
import { Preview } from './Preview';
import { RowNote } from './RowNote';
import { WherePanel } from './WherePanel';

export function ItemPanel() {
  const focus = useApp((state) =>
    state.focus !== null && state.items.has(state.focus) ? state.focus : null,
  );
  const selection = useApp((state) => state.selection);
  return (
    <>
      {selection.length > 1 && <ItemActions ids={selection} />}
      {focus === null ? (
        selection.length > 1 ? null : (
          <p className="empty">
            The image you choose on the map or in a class appears here, with the images most like it.
          </p>
        )
      ) : (
        <FocusedItem id={focus} alone={selection.length <= 1} />
      )}
    </>
  );
}

function FocusedItem({ id, alone }: { id: ItemId; alone: boolean }) {
  const item = useApp((state) => state.items.get(id));
  const name = useApp((state) => nameOf(state.names, id));
  const answer = useApp((state) => (state.focusAnswer?.id === id ? state.focusAnswer : null));
  const labels = useApp((state) => labelsOfRow(state, rowIdOf(state, id)));
  if (!item) return null;
  return (
    <article className="item" aria-label={name} data-testid="item" data-item-id={id}>
      <Preview id={id} name={name} />
      <WherePanel id={id} />
      <header>
        <h2 className="ellipsis" title={name}>
          {name}
        </h2>
        <span className="muted small mono">#{id}</span>
        {item.excluded && <span className="tag">excluded from the set</span>}
        {item.part === 'external' && <span className="tag">external test set</span>}
      </header>
      <RowNote id={id} />
      <AnswerHeadline answer={answer} />
      {alone && <ItemActions ids={[id]} />}
      <Neighbours id={id} answer={answer?.neighbours ?? null} labels={labels} />
      <Answers answer={answer} />
      <section aria-label="Facts">
        <h3>Facts</h3>
        <Facts item={item} />
        {item.notes.length > 0 && (
          <>
            <h3>Notes</h3>
            <ul className="notes">
              {item.notes.map((note) => (
                <li key={note.code + JSON.stringify(note.detail)}>{noteSentence(note)}</li>
              ))}
            </ul>
          </>
        )}
      </section>
    </article>
  );
}
