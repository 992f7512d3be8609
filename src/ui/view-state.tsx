// What is open where: tabs, tool of the map, help. Lives in the page only; nothing here is saved.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { ItemId } from '../domain/types';
import { useActions } from '../state/context';

export type PaneName = 'set' | 'map' | 'item';
export type AboutTab = 'item' | 'predict' | 'train' | 'evaluate';
/** The parts of the Predict tab. */
export type WorkTab = 'answers' | 'words' | 'clusters' | 'search' | 'tidy';
export type MapTool = 'pan' | 'select' | 'lasso';

export interface ViewState {
  readonly pane: PaneName;
  readonly tab: AboutTab;
  readonly work: WorkTab;
  readonly tool: MapTool;
  /** Counts requests to fit the map; the map follows when it changes. */
  readonly fits: number;
  readonly helpOpen: boolean;
  readonly cardOpen: boolean;
  readonly dataOpen: boolean;
  readonly showPane: (pane: PaneName) => void;
  readonly showTab: (tab: AboutTab) => void;
  /** Shows a part of the Predict tab. */
  readonly showWork: (work: WorkTab) => void;
  readonly takeTool: (tool: MapTool) => void;
  readonly fitMap: () => void;
  readonly showHelp: (open: boolean) => void;
  readonly showCard: (open: boolean) => void;
  readonly showData: (open: boolean) => void;
  /** Selects one image and shows it large. */
  readonly openItem: (id: ItemId) => void;
}

const ViewContext = createContext<ViewState | null>(null);

export function ViewProvider({ children }: { children: ReactNode }) {
  const actions = useActions();
  const [pane, showPane] = useState<PaneName>('set');
  const [tab, setTab] = useState<AboutTab>('item');
  const [work, setWork] = useState<WorkTab>('answers');
  const [tool, takeTool] = useState<MapTool>('pan');
  const [fits, setFits] = useState(0);
  const [helpOpen, showHelp] = useState(false);
  const [cardOpen, showCard] = useState(false);
  const [dataOpen, showData] = useState(false);

  const acts = useMemo(
    () => ({
      showPane,
      takeTool,
      showHelp,
      showCard,
      showData,
      showTab: (next: AboutTab) => {
        setTab(next);
        showPane('item');
      },
      showWork: (next: WorkTab) => {
        setWork(next);
        setTab('predict');
        showPane('item');
      },
      fitMap: () => setFits((n) => n + 1),
      openItem: (id: ItemId) => {
        actions.select([id]);
        actions.focusItem(id);
        setTab('item');
        showPane('item');
      },
    }),
    [actions],
  );
  const value = useMemo(
    () => ({ pane, tab, work, tool, fits, helpOpen, cardOpen, dataOpen, ...acts }),
    [pane, tab, work, tool, fits, helpOpen, cardOpen, dataOpen, acts],
  );
  return <ViewContext value={value}>{children}</ViewContext>;
}

export function useView(): ViewState {
  const view = useContext(ViewContext);
  if (!view) throw new Error('a view stands outside ViewProvider');
  return view;
}
