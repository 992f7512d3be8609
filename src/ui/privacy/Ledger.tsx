// The live count of requests: what the browser lists for the page, and what the service worker saw of all.
import { usePrivacy } from '../../state/privacy-context';
import { count } from '../format';

export function Ledger() {
  const { requests, hosts } = usePrivacy((state) => state.pageCount);
  const seen = usePrivacy((state) => state.workerCount);
  const elsewhere = [...hosts].filter(([host]) => host !== location.host);
  return (
    <dl className="facts" data-testid="ledger" aria-live="off">
      <dt>This page, as the browser lists it</dt>
      <dd className="numbers">
        {`${count(requests, 'request')} for its own files, to ${location.host}`}
        {elsewhere.length === 0 ? '; to nobody else' : ''}
        {elsewhere.length > 0 && (
          <span className="bad-text">{` and to ${elsewhere.map(([host, n]) => `${host} (${host.endsWith('.invalid') ? 'the try above, a name that leads nowhere' : n})`).join(', ')}`}</span>
        )}
      </dd>
      <dt>Page and workers, as the service worker sees them in all windows, since it is in charge</dt>
      {seen === null ? (
        <dd>not counted: no service worker is in charge of this window</dd>
      ) : (
        <dd className="numbers lines">
          <span>{`${count(seen.fromCopy, 'request')} answered from the kept copy: nothing went out`}</span>
          <span>{`${count(seen.fromSite, 'request')} asked of the site, without a body`}</span>
          <span className={seen.refused > 0 ? 'bad-text' : ''}>
            {`${seen.refused} refused and not sent`}
            {seen.refused > 0 &&
              ` (to ${[...seen.refusedHosts].join(', ')}; ${seen.refusedBytes} bytes of bodies)`}
          </span>
          <span>Bytes of request bodies let out: 0, since whatever has a body is refused</span>
        </dd>
      )}
    </dl>
  );
}
