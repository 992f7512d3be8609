// The frame of the workbench: three panes side by side, or three tabs where the window is narrow.
import { useCallback, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ClassesPane } from './classes/ClassesPane';
import { PanelBoundary } from './controls/PanelBoundary';
import { NoticeBar } from './frame/NoticeBar';
import { StatusLine } from './frame/StatusLine';
import { TopBar } from './frame/TopBar';
import { AboutPane } from './item/AboutPane';
import { MapPane } from './map/MapPane';
import { useDrops } from './use-drops';
import { useKeys } from './use-keys';
import { useNarrow } from './use-media';
import { type PaneName, useView, ViewProvider } from './view-state';

export function App() {
  return (
    <ViewProvider>
      <Keys />
      <Frame />
    </ViewProvider>
  );
}

/** Alone in a component of its own: it follows the whole store and draws nothing. */
function Keys() {
  useKeys();
  return null;
}

const panes = {
  set: (
    <PanelBoundary name="The set">
      <ClassesPane />
    </PanelBoundary>
  ),
  map: (
    <PanelBoundary name="The map">
      <MapPane />
    </PanelBoundary>
  ),
  item: (
    <PanelBoundary name="This panel">
      <AboutPane />
    </PanelBoundary>
  ),
} as const;

const paneNames: readonly (readonly [PaneName, string])[] = [
  ['set', 'Set'],
  ['map', 'Map'],
  ['item', 'Item'],
];

function Frame() {
  const narrow = useNarrow();
  const { pane, showPane } = useView();
  const [unread, setUnread] = useState<readonly string[]>([]);
  useDrops(useCallback((path: string) => setUnread((paths) => [...paths, path]), []));
  return (
    <div className="app">
      <TopBar />
      <NoticeBar unread={unread} onForget={() => setUnread([])} />
      {narrow ? (
        <main className="narrow-panes">
          <Tabs
            className="pane-tabs"
            selectedKey={pane}
            onSelectionChange={(key) => showPane(key as PaneName)}
          >
            <TabList className="tab-list" aria-label="Panes">
              {paneNames.map(([id, name]) => (
                <Tab key={id} id={id} className="tab">
                  {name}
                </Tab>
              ))}
            </TabList>
            {paneNames.map(([id]) => (
              <TabPanel key={id} id={id} className="pane-panel">
                {panes[id]}
              </TabPanel>
            ))}
          </Tabs>
        </main>
      ) : (
        <main className="panes">
          {panes.set}
          {panes.map}
          {panes.item}
        </main>
      )}
      <StatusLine />
    </div>
  );
}
