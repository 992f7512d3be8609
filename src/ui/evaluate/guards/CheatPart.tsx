// "Show me the cheat": how much the usual mistakes would flatter each approach, as a number.
import { useActions, useApp } from '../../../state/context';
import { judgedNoun } from '../../../state/evaluation-told';
import { flatteringPoints } from '../../../state/guard-told';
import type { CheatReport } from '../../../state/guards';
import { approachNames, tooFew } from '../evaluate-words';
import { StackedEstimate } from '../FigureTable';
import { GuardStep } from './GuardStep';
import { cheatHeads, cheatHints } from './guard-words';

export function CheatPart() {
  const stage = useApp((state) => state.cheat);
  const { showCheat } = useActions();
  return (
    <GuardStep
      stage={stage}
      verb="Show me the cheat"
      doing="Repeating the usual mistakes…"
      onStart={() => void showCheat()}
    >
      {(report) => <CheatTable report={report} />}
    </GuardStep>
  );
}

function CheatTable({ report: { cheats, rows } }: { report: CheatReport }) {
  const noun = useApp(judgedNoun);
  return (
    <>
      <table className="plain-table" data-testid="cheat">
        <caption className="muted small">
          Balanced accuracy judged honestly, and the points that mistakes would add to it
        </caption>
        <thead>
          <tr>
            <th scope="col">Approach</th>
            <th scope="col" className="right">
              Honest
            </th>
            {cheats.map((cheat) => (
              <th key={cheat} scope="col" className="right">
                {cheatHeads[cheat](noun)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.approach}>
              <th scope="row">{approachNames[row.approach]}</th>
              <td className="right numbers">
                <StackedEstimate estimate={row.honest} />
              </td>
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
          <li key={cheat}>{cheatHints[cheat](noun)}</li>
        ))}
      </ul>
    </>
  );
}
