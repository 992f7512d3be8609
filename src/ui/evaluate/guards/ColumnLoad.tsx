// Further facts of the images (sex, site, age) from a table, so that figures can be told by them.
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import type { ColumnsTold } from '../../../state/columns';
import { useActions } from '../../../state/context';
import { count } from '../../format';

export function ColumnLoad() {
  const { loadColumns } = useActions();
  const [told, setTold] = useState<ColumnsTold | null>(null);
  const load = async (file: File) => setTold(await loadColumns(file));
  return (
    <div data-testid="columns">
      <FileTrigger
        acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) void load(file);
        }}
      >
        <Button className="button wide">Tell figures by a column (CSV)…</Button>
      </FileTrigger>
      <p className="muted small">
        A table with file names or ids, and columns such as sex, site or age. It is used in this tab and not
        kept.
      </p>
      {told && (
        <p className="small" role="status">
          {columnsSentence(told)}
        </p>
      )}
    </div>
  );
}

const listed = (names: readonly string[]) => names.join(', ');

/** What was taken of the table, and what was left. */
export function columnsSentence({ columns, images, of, personColumns, tooMany }: ColumnsTold): string {
  const taken =
    columns.length > 0
      ? `Taken for ${count(images, 'image')} of ${of.toLocaleString('en-US')}: ${listed(columns)}.`
      : 'Nothing was taken: no row names an image of this set by its id or file name.';
  const people =
    personColumns.length > 0 ? ` Not read, since they may name people: ${listed(personColumns)}.` : '';
  const many = tooMany.length > 0 ? ` Left out, too many different values: ${listed(tooMany)}.` : '';
  return `${taken}${people}${many}`;
}
