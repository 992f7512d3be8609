// One class (or, with `entry` null, the unlabelled tray): name, count, pictures. Files dropped on it go into it.
import { memo, useState } from 'react';
import { Button, FileTrigger, ToggleButton } from 'react-aria-components';
import type { LabelClass } from '../../domain/types';
import { useActions } from '../../state/context';
import { EditableName } from '../controls/EditableName';
import { Icon } from '../controls/Icon';
import { Swatch } from '../controls/Swatch';
import { TwoStepButton } from '../controls/TwoStepButton';
import { filesOfInput } from '../dropped-files';
import { count } from '../format';
import { ClassWindowFlag } from '../rendering/Findings';
import { useClassItems } from '../use-class-items';
import { ClassFacts } from './ClassFacts';
import { UnknownWords, WordsField } from './ClassWords';
import { ItemGrid } from './ItemGrid';
import { ItemStrip } from './ItemStrip';
import { SharedItems } from './SharedItems';

interface Props {
  readonly entry: LabelClass | null;
  /** The key that puts the selection here. */
  readonly digit: number | null;
}

export const ClassCard = memo(function ClassCard({ entry, digit }: Props) {
  const actions = useActions();
  const ids = useClassItems(entry?.id ?? null);
  const [open, setOpen] = useState(false);
  const [wording, setWording] = useState(false);
  const name = entry?.name ?? 'Unlabelled';
  return (
    <li
      className="card class-card"
      aria-label={name}
      data-drop-class={entry?.id ?? ''}
      data-testid="class-card"
    >
      <div className="card-head">
        <Swatch swatch={entry?.swatch ?? null} />
        {entry === null ? (
          <h2 className="grow card-title">Unlabelled</h2>
        ) : (
          <EditableName
            label="Class name"
            value={name}
            onRename={(next) => actions.renameClass(entry.id, next)}
          />
        )}
        {digit !== null && <kbd title={`Press ${digit} to put the selection here`}>{digit}</kbd>}
        <span className="numbers count" data-testid="class-count" title={count(ids.length, 'image')}>
          {ids.length}
        </span>
        {ids.length > 0 && (
          <ToggleButton
            className="icon-button small"
            aria-label={`${open ? 'Fold' : 'Unfold'} ${name}`}
            isSelected={open}
            onChange={setOpen}
          >
            <Icon name={open ? 'down' : 'right'} />
          </ToggleButton>
        )}
      </div>
      {ids.length === 0 ? (
        <p className="muted small">
          {entry === null ? 'Images without a class wait here.' : 'Drop images or a folder here.'}
        </p>
      ) : open ? (
        <ItemGrid ids={ids} label={`Images of ${name}`} />
      ) : (
        <ItemStrip ids={ids} onMore={() => setOpen(true)} />
      )}
      {entry !== null && <SharedItems ids={ids} name={name} />}
      <ClassFacts classId={entry?.id ?? null} name={name} />
      {entry !== null && <UnknownWords entry={entry} />}
      {entry !== null && <ClassWindowFlag classId={entry.id} />}
      {entry !== null && wording && <WordsField entry={entry} />}
      <div className="card-foot">
        <FileTrigger
          allowsMultiple
          onSelect={(list) => {
            if (!list || list.length === 0) return;
            void actions.addFiles(
              filesOfInput(list),
              entry ? { to: 'class', classId: entry.id } : { to: 'unlabelled' },
            );
          }}
        >
          <Button className="link-button" aria-label={`Add files to ${name}`}>
            Add files…
          </Button>
        </FileTrigger>
        {entry !== null && (
          <ToggleButton
            className="link-button"
            aria-label={`Words for ${name}`}
            isSelected={wording}
            onChange={setWording}
          >
            Words…
          </ToggleButton>
        )}
        {entry !== null && open && (
          <TwoStepButton
            className="link-button"
            label="Remove class"
            sure="Press again: its images become unlabelled"
            onConfirm={() => actions.removeClass(entry.id)}
          />
        )}
      </div>
    </li>
  );
});
