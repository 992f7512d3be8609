// The map in words for those who do not see it: how many of each entry of the legend, and where its centre lies.
import type { PointGroup } from './points';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function MapSummary({ groups }: { groups: readonly PointGroup[] }) {
  return (
    <table className="visually-hidden" aria-label="Map summary" data-testid="map-summary">
      <thead>
        <tr>
          <th scope="col">In the legend</th>
          <th scope="col">Images</th>
          <th scope="col">Centre, across</th>
          <th scope="col">Centre, up</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, name, ids, x, y }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{ids.length}</td>
            <td>{mean(x).toFixed(2)}</td>
            <td>{mean(y).toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
