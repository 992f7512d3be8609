// The tables of the set to take away: what each holds, how many rows, in which formats.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { savable, type TableKind } from '../../state/exports';
import { Icon } from '../controls/Icon';
import { Toggle } from '../controls/Toggle';
import { saveBlob } from '../predict/save-text';
import {
  emptyWords,
  formatNames,
  leftOutSentence,
  rowsWords,
  type TableFormat,
  tableFacts,
} from './data-words';

const kinds = ['embeddings', 'map', 'labels', 'answers', 'words'] as const satisfies readonly TableKind[];

export function SaveTables() {
  const found = useApp(savable);
  const level = useApp((state) => state.settings.level);
  const busy = useApp((state) => state.jobs.some(({ kind }) => kind === 'export'));
  const { saveTable } = useActions();
  const [withNames, setWithNames] = useState(false);
  const save = async (kind: TableKind, format: TableFormat) => {
    const saved = await saveTable({ kind, format, withNames });
    if (saved) saveBlob(saved.fileName, saved.blob);
  };
  return (
    <>
      <Toggle isSelected={withNames} onChange={setWithNames}>
        With file names in the tables
      </Toggle>
      {withNames && (
        <p className="banner" role="note">
          <Icon name="alert" />
          <span>
            File names may name people. They stand in every table saved from here while this is on (the map
            has none).
          </span>
        </p>
      )}
      {kinds.map((kind) => {
        const { title, what, formats } = tableFacts[kind];
        const rows = found.rows[kind];
        return (
          <section key={kind} className="data-part" aria-label={title}>
            <div className="row between wrap-row">
              <h4>{title}</h4>
              <span className="row">
                {formats.map((format) => (
                  <Button
                    key={format}
                    className="button small"
                    aria-label={`Save ${title.toLowerCase()} as ${formatNames[format]}`}
                    isDisabled={rows === 0}
                    isPending={busy}
                    onPress={() => void save(kind, format)}
                  >
                    {formatNames[format]}
                  </Button>
                ))}
              </span>
            </div>
            <p className="muted small numbers">
              {rows === 0 ? emptyWords[kind] : `${rowsWords(kind, found, level)}. ${what}`}
            </p>
          </section>
        );
      })}
      <p className="muted small numbers">{leftOutSentence(found)}</p>
    </>
  );
}
