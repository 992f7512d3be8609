// Builds engine, storage, store and actions, and mounts the page: the only file that knows everything.
import { createRoot } from 'react-dom/client';
import { WorkbenchProvider } from './state/context';
import { makeWorkbench } from './state/make-workbench';
import { makePrivacyStore } from './state/privacy';
import { PrivacyProvider } from './state/privacy-context';
import { shutDoors } from './state/privacy-doors';
import { raiseFence } from './state/privacy-fence';
import { writeDown } from './state/privacy-look';
import { browserWindows } from './state/windows';
import { browserPackFiles } from './storage/pack-files';
import { openProjectStorage } from './storage/project-storage';
import { App } from './ui/App';
import { FenceWait } from './ui/privacy/FenceWait';
import { listenForPolicy } from './workers/canary';
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

/** Settles in a quiet moment: what follows is not wanted soon. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 5000 });
    else setTimeout(resolve, 2000);
  });
}

async function begin(element: HTMLElement): Promise<void> {
  const doors = shutDoors(window);
  const controlled = Boolean(navigator.serviceWorker?.controller);
  const privacy = makePrivacyStore(doors, crossOriginIsolated, controlled);
  writeDown(privacy);
  const root = createRoot(element);
  root.render(
    <PrivacyProvider store={privacy}>
      <FenceWait />
    </PrivacyProvider>,
  );
  const fence = await raiseFence({
    store: privacy,
    canary: listenForPolicy(),
    built: import.meta.env.PROD,
  });

  const engine = makeEngine({ encoderUrl: encoderUrl(), backend: chosenBackend() });
  const windows = browserWindows();
  const packFiles = browserPackFiles(engine.writePack);
  const { store, actions, flush } = makeWorkbench({
    engine,
    openStorage: (onLost) => openProjectStorage(onLost, packFiles),
    windows,
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flush();
  });
  root.render(
    <PrivacyProvider store={privacy}>
      <WorkbenchProvider workbench={{ store, actions }}>
        <App />
      </WorkbenchProvider>
    </PrivacyProvider>,
  );
  await actions.start();
  await quiet();
  await fence.whenIdle();
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
void begin(root);
