// Wordings of one class with what each would change, best first; one press takes a wording over.
import { Button } from 'react-aria-components';
import type { LabelClass } from '../../domain/types';
import { useActions } from '../../state/context';
import type { LabRow } from '../../state/word-lab';
import { ratio } from '../format';
import { unknownSentence } from '../words';
import { changeWords, kindNames } from './lab-words';

interface Props {
  readonly entry: LabelClass;
  readonly rows: readonly LabRow[];
  /** With the words in use. */
  readonly balancedAccuracy: number | null;
  /** Labelled images the answers were held against. */
  readonly total: number;
}

export function WordingTable({ entry, rows, balancedAccuracy, total }: Props) {
  const sorted = [...rows].sort(
    (a, b) => (b.balancedAccuracy ?? 0) - (a.balancedAccuracy ?? 0) || a.changed - b.changed,
  );
  return (
    <div className="wording-scroll">
      <table className="plain-table wordings">
        <caption className="visually-hidden">{`Other wordings of ${entry.name}`}</caption>
        <thead>
          <tr>
            <th scope="col">Wording</th>
            <th scope="col" className="right">
              Balanced accuracy
            </th>
            <th scope="col" className="right">
              Change
            </th>
            <th scope="col" className="right">
              {`Changed answers, of ${total}`}
            </th>
            <th scope="col" className="right">
              <span className="visually-hidden">Take over</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <WordingLine key={`${row.kind} ${row.text}`} entry={entry} row={row} from={balancedAccuracy} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WordingLine({ entry, row, from }: { entry: LabelClass; row: LabRow; from: number | null }) {
  const { setPrompts } = useActions();
  const { kind, text, balancedAccuracy, changed, knownShare, unknownWords, prompts } = row;
  return (
    <tr>
      <th scope="row">
        {`“${text}”`} <span className="muted small">{kindNames[kind]}</span>
        {unknownWords.length > 0 && (
          <span className="small bad-text block">
            {knownShare === 0 ? 'Unknown words: do not rely on this.' : unknownSentence(unknownWords)}
          </span>
        )}
      </th>
      <td className="right numbers">{balancedAccuracy === null ? '–' : ratio(balancedAccuracy)}</td>
      <td className="right numbers">{changeWords(from, balancedAccuracy)}</td>
      <td className="right numbers">{changed}</td>
      <td className="right">
        {prompts !== null && (
          <Button
            className="link-button"
            aria-label={`Use “${text}” for ${entry.name}`}
            onPress={() => setPrompts(entry.id, prompts)}
          >
            Use
          </Button>
        )}
      </td>
    </tr>
  );
}
