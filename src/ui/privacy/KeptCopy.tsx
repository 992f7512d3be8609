// Work without a network: whether all files are kept, and what a first visit loads, by size.
import { usePrivacy } from '../../state/privacy-context';
import { Fold } from '../controls/Fold';
import { count } from '../format';
import { copySentence } from './fence-words';
import { megabytes } from './size-words';

export function KeptCopy() {
  const copy = usePrivacy((state) => state.copy);
  const list = usePrivacy((state) => state.list);
  const total = list?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
  return (
    <>
      <p className={copy.phase === 'failed' ? 'bad-text' : ''}>{copySentence(copy)}</p>
      {list !== null && (
        <Fold head={`First load: ${megabytes(total)} in ${count(list.files.length, 'file')}`}>
          {() => (
            <table className="plain-table file-sizes" aria-label="Files of the first load">
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col" className="right">
                    Size
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.files.map(({ path, bytes, sha256 }) => (
                  <tr key={path} title={`SHA-256 ${sha256}`}>
                    <td>{path}</td>
                    <td className="numbers right">{megabytes(bytes)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Fold>
      )}
    </>
  );
}
