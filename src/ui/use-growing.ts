// The first part of a long list, more as it is scrolled: a collection costs about half a millisecond an entry to set
// up, even where only the entries in view are in the page.
import { useMemo, useState } from 'react';

const stepEntries = 100;

export interface Growing<T> {
  readonly shown: readonly T[];
  readonly hasMore: boolean;
  readonly more: () => void;
}

export function useGrowing<T>(list: readonly T[]): Growing<T> {
  const [limit, setLimit] = useState(stepEntries);
  const shown = useMemo(() => (list.length <= limit ? list : list.slice(0, limit)), [list, limit]);
  return { shown, hasMore: shown.length < list.length, more: () => setLimit((n) => n + stepEntries) };
}
