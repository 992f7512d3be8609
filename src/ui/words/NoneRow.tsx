// "None of these" as a row of its own among the answers for an image; nothing where the project does not ask for it.
import type { WordsAnswer } from '../../state/answers';
import type { RouteName } from '../../state/route-answers';
import { Bar } from '../controls/Bar';
import { Swatch } from '../controls/Swatch';
import { routeWords } from '../predict/route-words';

interface Props {
  readonly words: WordsAnswer | null;
  /** The columns of the table, in their order: only the words have this row. */
  readonly routes: readonly RouteName[];
}

export function NoneRow({ words, routes }: Props) {
  if (!words?.none) return null;
  const { share, knownShare } = words.none;
  return (
    <tr data-testid="none-row">
      <th scope="row">
        <span className="class-name">
          <Swatch swatch={null} />
          None of these
        </span>
      </th>
      {routes.map((route) => (
        <td key={route}>
          <Bar label={routeWords[route].bar('none of these')} value={route === 'words' ? share : null} />
          {route === 'words' && knownShare === 0 && (
            <span className="small bad-text block">unknown words</span>
          )}
        </td>
      ))}
    </tr>
  );
}
