// How views reach what is known of the fence around the page: a React context filled by main.tsx.
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { PrivacyState, PrivacyStore } from './privacy';

const PrivacyContext = createContext<PrivacyStore | null>(null);

export function PrivacyProvider({ store, children }: { store: PrivacyStore; children: ReactNode }) {
  return <PrivacyContext value={store}>{children}</PrivacyContext>;
}

/** The store itself, for the acts of privacy-look.ts and privacy-worker.ts. */
export function usePrivacyStore(): PrivacyStore {
  const store = useContext(PrivacyContext);
  if (!store) throw new Error('a view stands outside PrivacyProvider');
  return store;
}

/** Reads from the store; the selector must return the same reference for the same state. */
export function usePrivacy<T>(selector: (state: PrivacyState) => T): T {
  return useStore(usePrivacyStore(), selector);
}
