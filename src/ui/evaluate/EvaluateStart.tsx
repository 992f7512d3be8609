// The one button, what will be learnt from and held out before it is pressed, and how far it is while it runs.
import { Button } from 'react-aria-components';
import { GoToSet } from '../controls/GoToSet';
import { WorkButton } from '../controls/WorkButton';

interface Props {
  /** What is lacking, or null when it can start. */
  readonly missing: string | null;
  /** What is learnt from and what is held out, a sentence each; [] while it cannot start. */
  readonly parts: readonly string[];
  /** A banner where nothing is known of what may not be parted; null: it is known. */
  readonly warning: string | null;
  /** null: not running. */
  readonly running: { readonly done: number; readonly total: number } | null;
  /** There is an evaluation already. */
  readonly again: boolean;
  readonly onStart: () => void;
  /** null where there is nothing to cancel yet. */
  readonly onCancel: (() => void) | null;
}

export function EvaluateStart({ missing, parts, warning, running, again, onStart, onCancel }: Props) {
  return (
    <div className="evaluate-start">
      {missing !== null ? (
        <div className="hint" data-testid="evaluate-missing">
          <p>{missing}</p>
          <GoToSet>Go to the images</GoToSet>
        </div>
      ) : (
        <>
          {warning !== null && (
            <p className="banner" data-testid="groups-unknown">
              <span>{warning}</span>
            </p>
          )}
          <ul className="muted small" data-testid="evaluate-parts">
            {parts.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <WorkButton
          className="button primary grow"
          isDisabled={missing !== null && running === null}
          isWorking={running !== null}
          onPress={onStart}
        >
          {startWords(running, again)}
        </WorkButton>
        {running !== null && onCancel && (
          <Button className="button" onPress={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
}

function startWords(running: Props['running'], again: boolean): string {
  if (running !== null) {
    const share = running.total > 0 ? Math.floor((100 * running.done) / running.total) : 0;
    return `Judging, ${share} %…`;
  }
  return again ? 'Judge again' : 'Which approach should I use?';
}
