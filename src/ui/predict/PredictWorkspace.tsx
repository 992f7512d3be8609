// The Predict tab: the answers of all routes, and the parts where each route is looked at and made ready.
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ClustersPanel } from '../clusters/ClustersPanel';
import { PanelBoundary } from '../controls/PanelBoundary';
import { SearchPanel } from '../search/SearchPanel';
import { TidyPanel } from '../tidy/TidyPanel';
import { useView, type WorkTab } from '../view-state';
import { WordsPanel } from '../words/WordsPanel';
import { PredictPanel } from './PredictPanel';

const parts = [
  { id: 'answers', name: 'Answers', content: <PredictPanel /> },
  { id: 'words', name: 'Words', content: <WordsPanel /> },
  { id: 'clusters', name: 'Clusters', content: <ClustersPanel /> },
  { id: 'search', name: 'Search', content: <SearchPanel /> },
  { id: 'tidy', name: 'Tidy', content: <TidyPanel /> },
] as const;

export function PredictWorkspace() {
  const { work, showWork } = useView();
  return (
    <Tabs className="work-tabs" selectedKey={work} onSelectionChange={(key) => showWork(key as WorkTab)}>
      <TabList className="work-list" aria-label="Predict">
        {parts.map(({ id, name }) => (
          <Tab key={id} id={id} className="work-tab">
            {name}
          </Tab>
        ))}
      </TabList>
      {parts.map(({ id, name, content }) => (
        <TabPanel key={id} id={id} className="work-panel">
          <PanelBoundary name={name}>{content}</PanelBoundary>
        </TabPanel>
      ))}
    </Tabs>
  );
}
