// Can the classes be told without looking at what the pictures show? The probes, and figures by subgroup.
import type { Subgroups } from '../../../domain/evaluate/guards/subgroups';
import { useActions, useApp } from '../../../state/context';
import { judgedNoun } from '../../../state/evaluation-told';
import { shortcutLines } from '../../../state/guard-told';
import { Fold } from '../../controls/Fold';
import { capital } from '../../format';
import { approachNames, estimateWords } from '../evaluate-words';
import { ColumnLoad } from './ColumnLoad';
import { GuardLines } from './GuardLines';
import { GuardStep } from './GuardStep';

export function ShortcutPart() {
  const stage = useApp((state) => state.guards);
  const { lookForShortcuts } = useActions();
  return (
    <GuardStep
      stage={stage}
      verb="Look for shortcuts"
      doing="Looking for shortcuts…"
      onStart={() => void lookForShortcuts()}
    >
      {(guards) => (
        <>
          <GuardLines lines={shortcutLines(guards)} label="Shortcuts" />
          {guards.subgroups.map((subgroups) => (
            <Fold
              key={subgroups.column}
              head={<span className="grow">{`By ${subgroups.column.toLowerCase()}`}</span>}
            >
              {() => <SubgroupTable subgroups={subgroups} />}
            </Fold>
          ))}
          <ColumnLoad />
        </>
      )}
    </GuardStep>
  );
}

function SubgroupTable({ subgroups: { column, approach, rows, without } }: { subgroups: Subgroups }) {
  const noun = useApp(judgedNoun);
  return (
    <>
      <table className="plain-table">
        <caption className="muted small">{approachNames[approach]}</caption>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            <th scope="col" className="right">
              Images
            </th>
            <th scope="col" className="right">
              {capital(noun.many)}
            </th>
            <th scope="col">Right, class by class</th>
            <th scope="col">Found of the positive class</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ value, rows: images, groups, balancedAccuracy, sensitivity }) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              <td className="right numbers">{images}</td>
              <td className="right numbers">{groups}</td>
              <td className="numbers">{estimateWords(balancedAccuracy)}</td>
              <td className="numbers">{estimateWords(sensitivity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {without > 0 && (
        <p className="muted small">{`${without} held-out images have no value in this column.`}</p>
      )}
    </>
  );
}
