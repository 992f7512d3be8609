// "Show me the cheat": how much the usual mistakes would flatter each approach, as a number.
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../../state/context';
import { flatteringPoints } from '../../../state/guard-told';
import { type CheatReport, guardsKey } from '../../../state/guards';
import { FailedStage } from '../../controls/FailedStage';
import { approachNames, estimateWords, tooFew } from '../evaluate-words';
import { cheatHeads, cheatHints, needsEvaluation, staleWords } from './guard-words';

export function CheatPart() {
  const stage = useApp((state) => state.cheat);
  const key = useApp(guardsKey);
  const { showCheat } = useActions();
  const running = stage.phase === 'running';
  return (
    <div className="part-body">
      <Button
        className="button wide"
        isPending={running}
        isDisabled={key === ''}
        onPress={() => void showCheat()}
      >
        {running ? 'Repeating the usual mistakes…' : 'Show me the cheat'}
      </Button>
      {key === '' && <p className="muted small">{needsEvaluation}</p>}
      <FailedStage stage={stage} />
      {stage.phase === 'done' && (
        <>
          {stage.key !== key && <p className="muted small">{staleWords}</p>}
          <CheatTable report={stage.value} />
        </>
      )}
    </div>
  );
}

function CheatTable({ report: { cheats, rows } }: { report: CheatReport }) {
  return (
    <>
      <table className="plain-table" data-testid="cheat">
        <caption className="muted small">
          Balanced accuracy judged honestly, and the points that mistakes would add to it
        </caption>
        <thead>
          <tr>
            <th scope="col">Approach</th>
            <th scope="col">Honest</th>
            {cheats.map((cheat) => (
              <th key={cheat} scope="col" className="right">
                {cheatHeads[cheat]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.approach}>
              <th scope="row">{approachNames[row.approach]}</th>
              <td className="numbers">{estimateWords(row.honest)}</td>
              {row.cheated.map(({ cheat, balancedAccuracy }) => (
                <td key={cheat} className="right numbers">
                  {flatteringPoints(row, balancedAccuracy) ?? tooFew}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="notes muted small">
        {cheats.map((cheat) => (
          <li key={cheat}>{cheatHints[cheat]}</li>
        ))}
      </ul>
    </>
  );
}
