// Said once a visit where the browser changes pixels that a page reads back from a canvas, and what that means here.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useApp } from '../../state/context';
import { Icon } from '../controls/Icon';
import { canvasWords } from './canvas-words';

export function CanvasNotice() {
  const verdict = useApp((state) => state.canvas);
  const [told, setTold] = useState(false);
  if (told || verdict === null || verdict === 'exact') return null;
  return (
    <div className="notice" role="alert">
      <Icon name="alert" />
      <span className="grow">{canvasWords[verdict]}</span>
      <Button className="icon-button small" aria-label="Dismiss" onPress={() => setTold(true)}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
