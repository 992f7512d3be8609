// The privacy panel: who holds the page, what was asked of whom, how to check it, where data lies. Claims what is checked.
import { useApp } from '../../state/context';
import { usePrivacy } from '../../state/privacy-context';
import { canvasWords } from '../frame/canvas-words';
import { fenceSentence } from './fence-words';
import { KeptCopy } from './KeptCopy';
import { Ledger } from './Ledger';
import { PolicyWords } from './PolicyWords';
import { Tries } from './Tries';
import { WhereItLies } from './WhereItLies';

export function PrivacyPanel() {
  const canvas = useApp((state) => state.canvas);
  const fence = usePrivacy((state) => state.fence);
  const isolated = usePrivacy((state) => state.isolated);
  return (
    <>
      <p className={fence?.by === 'nobody' ? 'bad-text' : ''}>{fenceSentence(fence)}</p>
      {!isolated && (
        <p>The page is not isolated here, so the encoder runs on one thread. Results are the same, slower.</p>
      )}
      <Tries />
      {canvas !== null && canvas !== 'exact' && <p className="hint">{canvasWords[canvas]}</p>}
      <h3>Requests since this page opened</h3>
      <Ledger />
      <h3>Check it yourself</h3>
      <ol className="steps-list">
        <li>
          Open the developer tools (F12), tab Network, and work on. Each line is a request. All go to this
          site or to the service worker, and none has a payload.
        </li>
        <li>
          {isolated
            ? 'Pull the network cable, load the page anew and work on: everything goes on working once the files below are kept.'
            : 'Pull the network cable once the page has loaded: what has been loaded goes on working.'}
        </li>
      </ol>
      <h3>Without a network</h3>
      <KeptCopy />
      <h3>What lies where</h3>
      <WhereItLies />
      <h3>The policy, word by word</h3>
      <PolicyWords />
    </>
  );
}
