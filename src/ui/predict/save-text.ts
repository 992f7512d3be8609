// Hands a text or a file to the browser's downloads, and tells whoever listens where the browser refuses to make one.

type Listener = (fileName: string) => void;
const listeners = new Set<Listener>();

/** Calls back with the name of a file that could not be made; gives how to stop listening. */
export function onFailedSave(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function saveText(fileName: string, type: string, text: string): void {
  saveBlob(fileName, new Blob([text], { type }));
}

export function saveBlob(fileName: string, blob: Blob): void {
  let url: string;
  try {
    url = URL.createObjectURL(blob);
  } catch {
    for (const tell of listeners) tell(fileName);
    return;
  }
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
