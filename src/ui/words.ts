// Sentences about the words the encoder does not know, and the list of words a person types.

/** 'The encoder does not know the words: a, b.'; at most `most` are named. */
export function unknownSentence(words: readonly string[], most = 6): string {
  const named = words.slice(0, most).join(', ');
  const rest = words.length > most ? ` and ${words.length - most} more` : '';
  return `The encoder does not know the ${words.length === 1 ? 'word' : 'words'}: ${named}${rest}.`;
}

/** Words a class is looked for by, one a line or between commas; blank ones are left out. */
export function promptsFrom(text: string): readonly string[] {
  return text
    .split(/[\n,;]/)
    .map((prompt) => prompt.trim())
    .filter(Boolean);
}
