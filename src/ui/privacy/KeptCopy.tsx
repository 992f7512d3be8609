// Work without a network: whether all files are kept, and what a first visit loads, by size.
import { usePrivacy } from '../../state/privacy-context';
import { type BuiltFile, isForGraphics } from '../../sw/build-list';
import { Fold } from '../controls/Fold';
import { count } from '../format';
import { copySentence } from './fence-words';
import { megabytes } from './size-words';

const bytesOf = (files: readonly BuiltFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);

export function KeptCopy() {
  const copy = usePrivacy((state) => state.copy);
  const list = usePrivacy((state) => state.list);
  const files = list?.files ?? [];
  const always = files.filter(({ path }) => !isForGraphics(path));
  const graphicsBytes = bytesOf(files) - bytesOf(always);
  return (
    <>
      <p className={copy.phase === 'failed' ? 'bad-text' : ''}>{copySentence(copy)}</p>
      {list !== null && (
        <Fold head={`First load: ${megabytes(bytesOf(always))} in ${count(always.length, 'file')}`}>
          {() => (
            <>
              <p className="hint">
                {`And ${megabytes(graphicsBytes)} more where a graphics processor is used: the encoder's runtime for it.`}
              </p>
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
                  {files.map(({ path, bytes, sha256 }) => (
                    <tr key={path} title={`SHA-256 ${sha256}`}>
                      <td>
                        {path}
                        {isForGraphics(path) && <span className="muted"> (graphics processor only)</span>}
                      </td>
                      <td className="numbers right">{megabytes(bytes)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </Fold>
      )}
    </>
  );
}
