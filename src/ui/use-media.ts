// Facts of the window as React values: media queries and the theme in force.
import { useSyncExternalStore } from 'react';
import { useApp } from '../state/context';
import type { ThemeName } from './palette';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** True where the three panes become three tabs. */
export function useNarrow(): boolean {
  return useMedia('(max-width: 760px)');
}

/** The chosen theme, or the system's. */
export function useThemeName(): ThemeName {
  const chosen = useApp((state) => state.settings.theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  if (chosen !== 'system') return chosen;
  return systemDark ? 'dark' : 'light';
}
