// The policy word by word: the headers as this address sends them now, and where text becomes script or markup.
import { securityHeaders } from '../../../headers';
import type { HeaderFound } from '../../state/privacy';
import { usePrivacy } from '../../state/privacy-context';
import { Fold } from '../controls/Fold';
import { count } from '../format';

const verdicts: Readonly<Record<HeaderFound['verdict'], string>> = {
  'as-meant': 'as meant',
  other: 'sent, with other words',
  absent: 'not sent',
};

export function PolicyWords() {
  const headers = usePrivacy((state) => state.headers);
  const sinks = usePrivacy((state) => state.sinks);
  const held = headers?.filter(({ verdict }) => verdict === 'as-meant').length ?? 0;
  return (
    <>
      {headers === null ? (
        <p>The headers of this address could not be read: the site does not answer.</p>
      ) : (
        <Fold head={`Headers of this address: ${held} of ${headers.length} as meant`}>
          {() => (
            <dl className="policy-words" data-testid="headers">
              {headers.map(({ name, verdict }) => (
                <div key={name}>
                  <dt>
                    {`${name}: `}
                    <span className={verdict === 'as-meant' ? '' : 'bad-text'}>{verdicts[verdict]}</span>
                  </dt>
                  <dd className="mono wrap">{securityHeaders[name]}</dd>
                </div>
              ))}
            </dl>
          )}
        </Fold>
      )}
      <Fold head={`Places where text became script or markup: ${sinks.size}`}>
        {() => (
          <>
            <p className="hint">
              Trusted Types, reported to this page alone and not enforced: enforced, they would stop the
              workers. The text itself is not kept.
            </p>
            <ul data-testid="sinks">
              {[...sinks].map(([sink, n]) => (
                <li key={sink}>{`${sink}: ${count(n, 'time')}`}</li>
              ))}
            </ul>
          </>
        )}
      </Fold>
    </>
  );
}
