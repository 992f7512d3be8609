// Builds engine, storage, store and actions, and mounts the page: the only file that knows everything.
import { createRoot } from 'react-dom/client';
import { WorkbenchProvider } from './state/context';
import { makeWorkbench } from './state/make-workbench';
import { openProjectStorage } from './storage/project-storage';
import { App } from './ui/App';
import type { BackendChoice } from './workers/engine';
import { makeEngine } from './workers/make-engine';

/** `?backend=wasm` or `?backend=webgpu` sets a back end on purpose, to compare them; anything else is `auto`. */
function chosenBackend(): BackendChoice {
  const asked = new URLSearchParams(location.search).get('backend');
  return asked === 'wasm' || asked === 'webgpu' ? asked : 'auto';
}

const engine = makeEngine({
  encoderUrl: new URL('encoders/lightbench-v1/', document.baseURI).href,
  backend: chosenBackend(),
});
const { store, actions, flush } = makeWorkbench({ engine, openStorage: openProjectStorage });

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void flush();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <WorkbenchProvider workbench={{ store, actions }}>
    <App />
  </WorkbenchProvider>,
);
void actions.start();
