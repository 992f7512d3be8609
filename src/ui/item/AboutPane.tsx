// The right pane: four tabs about the image in focus, the answers of all routes, the training, and the evaluation.
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { PanelBoundary } from '../controls/PanelBoundary';
import { EvaluatePanel } from '../evaluate/EvaluatePanel';
import { PredictWorkspace } from '../predict/PredictWorkspace';
import { TrainPanel } from '../train/TrainPanel';
import { type AboutTab, useView } from '../view-state';
import { ItemPanel } from './ItemPanel';

const tabs = [
  { id: 'item', name: 'Item', content: <ItemPanel /> },
  { id: 'predict', name: 'Predict', content: <PredictWorkspace /> },
  { id: 'train', name: 'Train', content: <TrainPanel /> },
  { id: 'evaluate', name: 'Evaluate', content: <EvaluatePanel /> },
] as const;

export function AboutPane() {
  const { tab, showTab } = useView();
  return (
    <section className="pane about-pane" aria-label="About">
      <Tabs className="about-tabs" selectedKey={tab} onSelectionChange={(key) => showTab(key as AboutTab)}>
        <TabList className="tab-list" aria-label="About">
          {tabs.map(({ id, name }) => (
            <Tab key={id} id={id} className="tab">
              {name}
            </Tab>
          ))}
        </TabList>
        {tabs.map(({ id, name, content }) => (
          <TabPanel key={id} id={id} className="tab-panel">
            {/* An image's name is the heading of its own tab. */}
            {id !== 'item' && <h2 className="visually-hidden">{name}</h2>}
            <PanelBoundary name={name}>{content}</PanelBoundary>
          </TabPanel>
        ))}
      </Tabs>
    </section>
  );
}
