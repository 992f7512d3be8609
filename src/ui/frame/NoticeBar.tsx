// Lines under the top bar for what concerns the whole page: an unsupported browser, a failed act, unopened files.
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useActions, useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { count } from '../format';
import { explain } from '../messages';
import { onFailedSave } from '../predict/save-text';
import { UpdateNotice } from '../privacy/UpdateNotice';
import { missingFeatures } from '../support';
import { CanvasNotice } from './CanvasNotice';
import { OpenDropNotice } from './OpenDropNotice';
import { RemovedNotice } from './RemovedNotice';
import { WindowNotice } from './WindowNotice';

const missing = missingFeatures();

interface Props {
  /** Paths of dropped entries the browser could not open. */
  readonly unread: readonly string[];
  readonly onForget: () => void;
}

export function NoticeBar({ unread, onForget }: Props) {
  const notice = useApp((state) => state.notice);
  const { dismissNotice } = useActions();
  const told = notice && explain(notice);
  const [unsaved, setUnsaved] = useState<string | null>(null);
  useEffect(() => onFailedSave(setUnsaved), []);
  return (
    <>
      {missing.length > 0 && (
        <Line>{`This browser is not supported: use a current Chrome, Edge, or Firefox. Missing: ${missing.join(', ')}.`}</Line>
      )}
      <WindowNotice />
      <OpenDropNotice />
      <RemovedNotice />
      <CanvasNotice />
      <UpdateNotice />
      {told && <Line onClose={dismissNotice}>{`${told.sentence} ${told.advice}`}</Line>}
      {unsaved !== null && (
        <Line onClose={() => setUnsaved(null)}>
          {`${unsaved} could not be saved: the browser refused to make the file. Your set is kept as it is; free some disk space or memory, then save it again.`}
        </Line>
      )}
      {unread.length > 0 && (
        <Line onClose={onForget}>
          {`${count(unread.length, 'dropped entry', 'dropped entries')} could not be opened: ${unread.slice(0, 3).join(', ')}${
            unread.length > 3 ? ', …' : ''
          }. See that they still exist and drop them again.`}
        </Line>
      )}
    </>
  );
}

function Line({ children, onClose }: { children: ReactNode; onClose?: () => void }) {
  return (
    <div className="notice" role="alert">
      <Icon name="alert" />
      <span className="grow">{children}</span>
      {onClose && (
        <Button className="icon-button small" aria-label="Dismiss" onPress={onClose}>
          <Icon name="close" />
        </Button>
      )}
    </div>
  );
}
