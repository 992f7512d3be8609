// One question of a queue: the picture, why it is asked, and what can be done about it.
import { Button } from 'react-aria-components';
import type { ClassId, ItemId } from '../../domain/types';
import { useActions, useApp } from '../../state/context';
import { setNoun } from '../../state/group-noun';
import type { TidyEntry } from '../../state/tidy-queues';
import { Thumb } from '../controls/Thumb';
import { classNameOf, nameOf } from '../format';
import { useView } from '../view-state';
import { PutInto } from './PutInto';
import { whySentence } from './tidy-words';

/** Classes an entry names as the one to move to, the likeliest first. */
function offered(entry: TidyEntry): readonly ClassId[] {
  if (entry.kind === 'doubt') return [entry.found.other];
  if (entry.kind === 'between')
    return [entry.found.first, entry.found.second].filter((classId) => classId !== entry.own);
  return [];
}

export function TidyRow({ entry, onDealt }: { entry: TidyEntry; onDealt: () => void }) {
  const actions = useActions();
  const classes = useApp((state) => state.classes);
  const names = useApp((state) => state.names);
  const items = useApp((state) => state.items);
  const noun = useApp(setNoun);
  const { openItem } = useView();
  const { ids, kind } = entry;
  const [first] = ids as [ItemId];
  const what = ids.length === 1 ? nameOf(names, first) : `${ids.length} images`;
  const labels = items.get(first)?.labels ?? [];
  // Of copies, one stays: the first that has a class.
  const stays = ids.find((id) => (items.get(id)?.labels.length ?? 0) > 0) ?? first;
  const leaving = kind === 'copies' ? ids.filter((id) => id !== stays) : ids;

  const deal = (act: () => void) => () => {
    act();
    onDealt();
  };
  const move = (classId: ClassId) => deal(() => actions.labelItems(ids, classId))();
  return (
    <li className="tidy-row">
      <div className="tidy-thumbs">
        {ids.slice(0, 4).map((id) => (
          <Button
            key={id}
            className="example"
            aria-label={`Show ${nameOf(names, id)} large`}
            onPress={() => openItem(id)}
          >
            <Thumb id={id} sizePx={56} />
          </Button>
        ))}
      </div>
      <div className="grow">
        <p className="small">{whySentence(entry, classes, labels, noun)}</p>
        <div className="row tidy-acts">
          <Button
            className="button small"
            data-keep=""
            aria-label={`Keep ${what} as it is`}
            onPress={deal(() => actions.keepAsIs([entry.mark]))}
          >
            {kind === 'next' ? 'Pass over' : 'Keep'}
          </Button>
          {offered(entry).map((classId) => (
            <Button
              key={classId}
              className="button small"
              aria-label={`Move ${what} to ${classNameOf(classes, classId)}`}
              onPress={() => move(classId)}
            >
              {`Move to ${classNameOf(classes, classId)}`}
            </Button>
          ))}
          {(kind === 'far' || kind === 'next') && <PutInto what={what} onChoose={move} />}
          <Button
            className="button small"
            aria-label={kind === 'copies' ? `Exclude all but ${nameOf(names, stays)}` : `Exclude ${what}`}
            onPress={deal(() => actions.setExcluded(leaving, true))}
          >
            {kind === 'copies' ? 'Exclude copies' : 'Exclude'}
          </Button>
        </div>
      </div>
    </li>
  );
}
