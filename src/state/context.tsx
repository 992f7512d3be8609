// How views reach the one store and the actions: a React context filled by main.tsx (or by a test).
import { createContext, type ReactNode, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { Actions } from './actions';
import type { AppState } from './app-state';

interface Workbench {
  readonly store: StoreApi<AppState>;
  readonly actions: Actions;
}

const WorkbenchContext = createContext<Workbench | null>(null);

export function WorkbenchProvider({ workbench, children }: { workbench: Workbench; children: ReactNode }) {
  return <WorkbenchContext value={workbench}>{children}</WorkbenchContext>;
}

function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('a view stands outside WorkbenchProvider');
  return workbench;
}

/** Reads from the store; the selector must return the same reference for the same state. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useWorkbench().store, selector);
}

export function useActions(): Actions {
  return useWorkbench().actions;
}
