// Whether the browser has promised to keep what is stored here; asks it once, when the first images have been saved.
import { useEffect, useState } from 'react';
import { useApp } from '../../state/context';

/** null: not known (yet), or this browser makes no such promise. */
export function useLasting(): boolean | null {
  const hasImages = useApp(
    ({ items, save, window }) => items.size > 0 && save.phase === 'saved' && window.role === 'writer',
  );
  const [lasting, setLasting] = useState<boolean | null>(null);
  useEffect(() => {
    // Not before: a browser that asks the person would ask about an empty page.
    if (!hasImages || lasting !== null) return;
    const ask = async () => {
      const { storage } = navigator;
      if (!storage?.persist) return null;
      return (await storage.persisted()) || (await storage.persist());
    };
    ask().then(setLasting, () => undefined);
  }, [hasImages, lasting]);
  return lasting;
}
