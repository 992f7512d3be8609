// What left this page: nothing; what holds that, how to check it, and the way to delete everything.
import { useActions, useApp } from '../../state/context';
import { Chip } from '../controls/Chip';
import { TwoStepButton } from '../controls/TwoStepButton';
import { canvasWords } from './canvas-words';

const workers = [
  ['decode', 'Reading files'],
  ['encode', 'Encoder'],
  ['analyse', 'Map and neighbours'],
  ['train', 'Training'],
] as const;

export function PrivacyChip() {
  const canary = useApp((state) => state.canary);
  const canvas = useApp((state) => state.canvas);
  const { deleteEverything } = useActions();
  const open = canary !== null && Object.values(canary).includes('not-enforced');
  return (
    <Chip
      label="Privacy: 0 bytes sent"
      icon={open ? 'alert' : 'shield'}
      tone={open ? 'bad' : 'plain'}
      text={open ? '0 bytes sent · policy not enforced here' : '0 bytes sent'}
    >
      <h2>Your images stay on this computer</h2>
      <p>
        This page sends nothing. Its Content-Security-Policy lets it, and its background workers, talk to
        nobody but the site it was loaded from. At each start every kind of worker tries to reach another
        site:
      </p>
      <dl className="facts" data-testid="canary">
        {workers.map(([kind, name]) => (
          <div key={kind} className="fact-row">
            <dt>{name}</dt>
            <dd className={canary?.[kind] === 'not-enforced' ? 'bad-text' : ''}>
              {canary === null
                ? 'trying…'
                : canary[kind] === 'policy'
                  ? 'stopped by policy'
                  : 'not enforced here'}
            </dd>
          </div>
        ))}
      </dl>
      {open && (
        <p className="bad-text">
          This copy of the page is served without the headers that fence it in. It still sends nothing, but
          nothing stops it.
        </p>
      )}
      {canvas !== null && canvas !== 'exact' && <p className="hint">{canvasWords[canvas]}</p>}
      <h3>Check it yourself</h3>
      <ol className="steps-list">
        <li>
          Open the developer tools (F12), tab Network, and work on: no request appears that carries an image.
        </li>
        <li>Or pull the network cable once the page has loaded: everything goes on working.</li>
      </ol>
      <p className="muted">
        A code of its own stands for each image; headers with names, numbers and dates are read, used and
        dropped. File names are kept in this browser only. Text drawn into the pixels stays in the pictures.
      </p>
      <TwoStepButton
        label="Delete everything"
        sure="Press again: images, labels and results go for good"
        className="button wide"
        onConfirm={() => void deleteEverything()}
      />
    </Chip>
  );
}
