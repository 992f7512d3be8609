// The bar at the top: project name, what runs it, whether it is saved, what was sent, search, theme, help.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { EditableName } from '../controls/EditableName';
import { Icon } from '../controls/Icon';
import { DataDialog } from '../data/DataDialog';
import { useView } from '../view-state';
import { CardDialog } from './CardDialog';
import { EncoderChip } from './EncoderChip';
import { HelpDialog } from './HelpDialog';
import { PrivacyChip } from './PrivacyChip';
import { SavedChip } from './SavedChip';
import { SearchBox } from './SearchBox';
import { ThemeSwitch } from './ThemeSwitch';
import { UndoButtons } from './UndoButtons';

export function TopBar() {
  const name = useApp((state) => state.projectName);
  const { renameProject } = useActions();
  const { showHelp } = useView();
  return (
    <header className="top-bar">
      <span className="brand" aria-hidden="true">
        <svg viewBox="0 0 16 16" className="brand-mark" aria-hidden="true">
          <circle cx="5" cy="6" r="2.2" />
          <circle cx="11" cy="5" r="2.2" />
          <circle cx="8.5" cy="11" r="2.2" />
        </svg>
      </span>
      <h1 className="visually-hidden">Lightbench</h1>
      <EditableName label="Project name" value={name} onRename={renameProject} />
      <div className="chips">
        <EncoderChip />
        <SavedChip />
        <PrivacyChip />
      </div>
      <UndoButtons />
      <DataDialog />
      <SearchBox />
      <ThemeSwitch />
      <Button className="icon-button" aria-label="Help and keys" onPress={() => showHelp(true)}>
        <Icon name="help" />
      </Button>
      <HelpDialog />
      <CardDialog />
    </header>
  );
}
