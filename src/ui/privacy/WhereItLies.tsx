// What is kept in this browser, where, and how to delete it.
import { useActions, useApp } from '../../state/context';
import { usePrivacy, usePrivacyStore } from '../../state/privacy-context';
import { removeCopy } from '../../state/privacy-look';
import { mostSteps } from '../../state/undo';
import { TwoStepButton } from '../controls/TwoStepButton';
import { count } from '../format';
import { megabytes } from './size-words';

export function WhereItLies() {
  const { deleteEverything, emptyBin } = useActions();
  const removed = useApp((state) => state.bin.size);
  const store = usePrivacyStore();
  const keptBytes = usePrivacy((state) => state.keptBytes);
  const kept = usePrivacy((state) => state.copy.phase === 'kept' || state.copy.phase === 'past-it');
  return (
    <>
      <dl className="facts">
        <dt>Project</dt>
        <dd>
          labels, file names, results: in this browser's database (IndexedDB <code>lightbench</code>);
          embeddings and small pictures beside it, in this site's private files (OPFS <code>lightbench</code>
          ), or in the database where the browser has none. Your original files are not copied.
        </dd>
        {removed > 0 && (
          <>
            <dt>Removed</dt>
            <dd>{`${count(removed, 'image', 'images')}, part of nothing, kept so that Undo can bring ${removed === 1 ? 'it' : 'them'} back, for at most ${mostSteps} more steps`}</dd>
          </>
        )}
        <dt>Program</dt>
        <dd>its own files, the same for everybody: in this browser's cache (Cache Storage)</dd>
        {keptBytes !== null && (
          <>
            <dt>Together</dt>
            <dd className="numbers">{`about ${megabytes(keptBytes)}, as the browser estimates it`}</dd>
          </>
        )}
      </dl>
      <p className="muted">
        A code of its own stands for each image; headers with names, numbers and dates are read, used and
        dropped. File names are kept in this browser only. Text drawn into the pixels stays in the pictures.
        What you downloaded, and what browser extensions or a backup of this computer read, is out of this
        page's reach.
      </p>
      <p>
        Deleting takes the project. The program's own files stay, so that the page opens without a network.
      </p>
      {removed > 0 && (
        <TwoStepButton
          label={`Remove ${count(removed, 'removed image', 'removed images')} for good`}
          sure="Press again: they cannot be brought back then"
          className="button wide"
          onConfirm={() => void emptyBin()}
        />
      )}
      <TwoStepButton
        label="Delete everything"
        sure="Press again: images, labels and results go for good"
        className="button wide"
        onConfirm={() => void deleteEverything()}
      />
      {kept && (
        <TwoStepButton
          label="Remove the program's kept files"
          sure="Press again: the page then needs the network to open"
          className="button wide"
          onConfirm={() => void removeCopy(store)}
        />
      )}
    </>
  );
}
