// Can the classes be told without looking at what the pictures show? The probes, and figures by subgroup.
import { Button } from 'react-aria-components';
import type { Subgroups } from '../../../domain/evaluate/guards/subgroups';
import { useActions, useApp } from '../../../state/context';
import { shortcutLines } from '../../../state/guard-told';
import { guardsKey } from '../../../state/guards';
import { FailedStage } from '../../controls/FailedStage';
import { Fold } from '../../controls/Fold';
import { approachNames, estimateWords } from '../evaluate-words';
import { GuardLines } from './GuardLines';
import { needsEvaluation, staleWords } from './guard-words';

export function ShortcutPart() {
  const stage = useApp((state) => state.guards);
  const key = useApp(guardsKey);
  const { lookForShortcuts } = useActions();
  const running = stage.phase === 'running';
  return (
    <div className="part-body">
      <Button
        className="button wide"
        isPending={running}
        isDisabled={key === ''}
        onPress={() => void lookForShortcuts()}
      >
        {running ? 'Looking for shortcuts…' : 'Look for shortcuts'}
      </Button>
      {key === '' && <p className="muted small">{needsEvaluation}</p>}
      <FailedStage stage={stage} />
      {stage.phase === 'done' && (
        <>
          {stage.key !== key && <p className="muted small">{staleWords}</p>}
          <GuardLines lines={shortcutLines(stage.value)} label="Shortcuts" />
          {stage.value.subgroups.map((subgroups) => (
            <Fold
              key={subgroups.column}
              head={<span className="grow">{`By ${subgroups.column.toLowerCase()}`}</span>}
            >
              {() => <SubgroupTable subgroups={subgroups} />}
            </Fold>
          ))}
        </>
      )}
    </div>
  );
}

function SubgroupTable({ subgroups: { column, approach, rows, without } }: { subgroups: Subgroups }) {
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
              Groups
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
