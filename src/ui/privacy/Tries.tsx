// The tries to reach another site, by page and workers, and what the browser did about each.

import { useApp } from '../../state/context';
import { usePrivacy } from '../../state/privacy-context';
import type { Door } from '../../state/privacy-doors';
import type { CanaryVerdict } from '../../workers/engine';
import { doorWords } from './fence-words';

const workers = [
  ['decode', 'Reading files'],
  ['encode', 'Encoder'],
  ['analyse', 'Map and neighbours'],
  ['train', 'Training'],
  ['keep', 'Writing to disk'],
] as const;

const doors = [
  ['newWindow', 'Opening another window'],
  ['webrtc', 'WebRTC (calls)'],
  ['leave', 'Going to another site'],
] as const;

export function Tries() {
  const canary = useApp((state) => state.canary);
  const page = usePrivacy((state) => state.page);
  const held = usePrivacy((state) => state.workerHeld);
  const shut = usePrivacy((state) => state.doors);
  return (
    <>
      <p>At each start the page and every kind of worker try to reach another site:</p>
      <dl className="facts" data-testid="canary-page">
        <Try name="This page" verdict={page} />
      </dl>
      <dl className="facts" data-testid="canary">
        {workers.map(([kind, name]) => (
          <Try key={kind} name={name} verdict={canary?.[kind] ?? null} />
        ))}
      </dl>
      {held === false && (
        <p className="hint">
          The service worker itself is not held: a browser takes the policy of that one script from the site,
          which sends none. It asks the site for the files listed below, and it lets nothing out that has a
          body.
        </p>
      )}
      <p>Three ways out are not stopped by any policy. The page shuts their functions before it begins:</p>
      <dl className="facts" data-testid="doors">
        {doors.map(([door, name]) => (
          <Shut key={door} name={name} door={shut[door]} />
        ))}
      </dl>
    </>
  );
}

function Try({ name, verdict }: { name: string; verdict: CanaryVerdict | null }) {
  return (
    <div className="fact-row">
      <dt>{name}</dt>
      <dd className={verdict === 'not-enforced' ? 'bad-text' : ''}>
        {verdict === null ? 'trying…' : verdict === 'policy' ? 'stopped by policy' : 'not enforced here'}
      </dd>
    </div>
  );
}

function Shut({ name, door }: { name: string; door: Door }) {
  return (
    <div className="fact-row">
      <dt>{name}</dt>
      <dd className={door === 'open' ? 'bad-text' : ''}>{doorWords[door]}</dd>
    </div>
  );
}
