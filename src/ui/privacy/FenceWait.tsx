// What stands on the page while its service worker is waited for: only on sites that send no policy, on the first visit.
import { usePrivacy } from '../../state/privacy-context';
import { megabytes } from './size-words';

export function FenceWait() {
  const copy = usePrivacy((state) => state.copy);
  if (copy.phase !== 'fetching') return null;
  const { doneBytes, totalBytes } = copy;
  return (
    <div className="fence-wait" role="status">
      <h1>Lightbench</h1>
      <p>This site sends no policy with its files, so the program puts one there itself before it begins.</p>
      <p className="numbers">{`Fetching its files, once: ${megabytes(doneBytes)} of ${megabytes(totalBytes)}`}</p>
      <progress aria-label="Files fetched" value={doneBytes} max={totalBytes} />
      <p className="muted">Research use only. Not a medical device.</p>
    </div>
  );
}
