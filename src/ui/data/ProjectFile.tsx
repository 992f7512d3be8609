// The whole project as one file: out with what is ticked, in by a file picker. What a file holds is shown before it is opened.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ProjectTicks } from '../../domain/project-file/layout';
import { useActions, useApp } from '../../state/context';
import { projectFileName } from '../../state/project-file';
import { Icon } from '../controls/Icon';
import { Toggle } from '../controls/Toggle';
import { saveBlob } from '../predict/save-text';
import { useView } from '../view-state';
import { PickFile } from './PickFile';

const none: ProjectTicks = { names: false, thumbnails: false, previews: false };

/** Saves the project and hands it to the browser's downloads. */
export function useSaveProject(): (ticks: ProjectTicks) => Promise<boolean> {
  const { saveProjectFile } = useActions();
  const fileName = useApp(projectFileName);
  return async (ticks) => {
    const file = await saveProjectFile(ticks);
    if (file) saveBlob(fileName, file);
    return file !== null;
  };
}

export function useSavingProject(): boolean {
  return useApp((state) => state.jobs.some(({ kind }) => kind === 'save-project'));
}

export function SaveProject() {
  const [ticks, setTicks] = useState(none);
  const saving = useSavingProject();
  const save = useSaveProject();
  const tick = (name: keyof ProjectTicks) => (on: boolean) => setTicks({ ...ticks, [name]: on });
  return (
    <section className="data-part" aria-label="The whole project">
      <div className="row between">
        <h4>The whole project</h4>
        <Button className="button small" isDisabled={saving} onPress={() => void save(ticks)}>
          Save project file
        </Button>
      </div>
      <p className="muted small">
        One .lightbench file with labels, vectors, results and adapters: to go on elsewhere, or as a copy that
        does not depend on this browser. Other programs can read it, too: it is a ZIP archive of plain tables.
      </p>
      <Toggle isSelected={ticks.thumbnails} onChange={tick('thumbnails')}>
        With small pictures
      </Toggle>
      <Toggle isSelected={ticks.previews} onChange={tick('previews')}>
        With large pictures
      </Toggle>
      <Toggle isSelected={ticks.names} onChange={tick('names')}>
        With file names in the project file
      </Toggle>
      {(ticks.thumbnails || ticks.previews) && (
        <p className="banner" role="note">
          <Icon name="alert" />
          <span>Pictures of patients are in the file then, with any text that stands in them.</span>
        </p>
      )}
      {ticks.names && (
        <p className="banner" role="note">
          <Icon name="alert" />
          <span>File names may name people; the file says on its first lines that they are in it.</span>
        </p>
      )}
    </section>
  );
}

export function OpenProject() {
  const { openProjectFile } = useActions();
  const { showData, showPane } = useView();
  return (
    <PickFile
      label="Open a project"
      name="A project file…"
      types={['.lightbench']}
      onFile={(file) => {
        showData(false);
        showPane('set');
        void openProjectFile(file, file.name);
      }}
    >
      Saved here before, by this or an older version. It is read and checked whole, and shown, before anything
      is replaced.
    </PickFile>
  );
}
