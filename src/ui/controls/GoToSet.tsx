// The button of an empty panel that leads to the set: shows its pane where panes are tabs, and puts the keyboard there.
import { Button } from 'react-aria-components';
import { useView } from '../view-state';

/** Id of the left pane; it takes the focus. */
export const setPaneId = 'set-pane';

/** `children`: what the person is to find there, as in "Go to the images". */
export function GoToSet({ children }: { children: string }) {
  const { showPane } = useView();
  const go = () => {
    showPane('set');
    // In a narrow window the pane is drawn only now. Beside the others it is there already, and focus is all that shows.
    requestAnimationFrame(() => document.getElementById(setPaneId)?.focus());
  };
  return (
    <Button className="button small" onPress={go}>
      {children}
    </Button>
  );
}
