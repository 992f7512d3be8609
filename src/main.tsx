// Builds engine, storage, store and actions, and mounts the page: the only file that knows everything.
import { createRoot } from 'react-dom/client';
import { WorkbenchProvider } from './state/context';
import { makeWorkbench } from './state/make-workbench';
import { openProjectStorage } from './storage/project-storage';
import { App } from './ui/App';
import type { BackendChoice } from './workers/engine';
import { makeEngine } from './workers/make-engine';

const embeddedEncoder = 'lightbench-v2';

/** `?backend=wasm` or `?backend=webgpu` sets a back end on purpose, to compare them; anything else is `auto`. */
function chosenBackend(): BackendChoice {
  const asked = new URLSearchParams(location.search).get('backend');
  return asked === 'wasm' || asked === 'webgpu' ? asked : 'auto';
}

/** `?encoder=NAME` opens another folder under `encoders/`; only a plain folder name counts. */
function encoderUrl(): string {
  const asked = new URLSearchParams(location.search).get('encoder') ?? '';
  const name = /^[A-Za-z0-9][\w.-]*$/.test(asked) ? asked : embeddedEncoder;
  return new URL(`encoders/${name}/`, document.baseURI).href;
}

const engine = makeEngine({
  encoderUrl: encoderUrl(),
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
