// The sheet of a project file on its way in: what it holds, what of it is damaged, and the way back before it takes over.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import type { OfferedProject } from '../../state/project-file';
import { Icon } from '../controls/Icon';
import { Toggle } from '../controls/Toggle';
import { explain } from '../messages';
import { useSaveProject, useSavingProject } from './ProjectFile';
import { damageSentence, heldSentence, optionsSentence, replacedSentence } from './project-file-words';

export function ProjectSheet() {
  const file = useApp((state) => state.projectFile);
  const { closeProjectFile } = useActions();
  if (file === null) return null;
  return (
    <section className="card sheet" aria-label="Project file">
      <h2 className="ellipsis" title={file.fileName}>
        {file.fileName}
      </h2>
      {file.phase === 'reading' && <p role="status">The file is being read and checked…</p>}
      {file.phase === 'taking' && <p role="status">The project is being opened…</p>}
      {file.phase === 'ready' && <Ready found={file.found} />}
      {file.phase === 'failed' && (
        <>
          <p role="alert" className="bad-text">
            {explain(file.error).sentence}
          </p>
          <p className="muted small">{explain(file.error).advice}</p>
          <Button className="button" onPress={closeProjectFile}>
            Close
          </Button>
        </>
      )}
    </section>
  );
}

function Ready({ found }: { found: OfferedProject }) {
  const items = useApp((state) => state.items.size);
  const classes = useApp((state) => state.classes.length);
  const { takeProjectFile, closeProjectFile } = useActions();
  const damage = damageSentence(found);
  const isEmpty = items === 0 && classes === 0;
  return (
    <>
      <p className="numbers" data-testid="project-offer">
        <strong>{found.projectName}</strong>
        {`. ${heldSentence(found)} ${optionsSentence(found)}`}
      </p>
      {damage !== null && (
        <p className="banner numbers" role="alert">
          <Icon name="alert" />
          <span>{damage}</span>
        </p>
      )}
      {!isEmpty && <SaveFirst sentence={replacedSentence(items, classes)} />}
      <div className="row wrap">
        <Button className="button primary grow" onPress={() => void takeProjectFile()}>
          {openWords(damage !== null, isEmpty)}
        </Button>
        <Button className="button" onPress={closeProjectFile}>
          Cancel
        </Button>
      </div>
      <p className="muted small numbers">{`Written by version ${found.appVersion}. Vectors: SHA-256 ${found.vectorsSha256.slice(0, 16)}`}</p>
    </>
  );
}

function openWords(isDamaged: boolean, isEmpty: boolean): string {
  if (isDamaged) return isEmpty ? 'Open the rest' : 'Replace by the rest';
  return isEmpty ? 'Open it' : 'Replace the open project';
}

function SaveFirst({ sentence }: { sentence: string }) {
  const [all, setAll] = useState(false);
  const [saved, setSaved] = useState(false);
  const saving = useSavingProject();
  const save = useSaveProject();
  return (
    <>
      <p className="banner" role="note">
        <Icon name="alert" />
        <span>{sentence}</span>
      </p>
      <Toggle isSelected={all} onChange={setAll}>
        With its pictures and file names
      </Toggle>
      <Button
        className="button"
        isDisabled={saving}
        onPress={() => {
          void save({ names: all, thumbnails: all, previews: all }).then(setSaved);
        }}
      >
        Save the open project first
      </Button>
      {saved && <p role="status">It was handed to the browser’s downloads.</p>}
    </>
  );
}
