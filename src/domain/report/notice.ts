// The lines that every saved file carries, where its format has a place for text.

/** In each file. */
export const researchNotice = 'Research use only. Not a medical device.';

/** In files with base file names, which stand there only when a person asked for them. */
export const namesNotice = 'With file names: they may name people.';
