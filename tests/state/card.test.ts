// The model card in the state: read once, read again only after a failure.
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors';
import { inProcessEngine } from './in-process-engine';
import { opened } from './opened';

test('the card is read when asked for, as blocks, and once', async () => {
  const engine = inProcessEngine();
  let reads = 0;
  const { store, actions } = await opened({
    ...engine,
    readCard: (options) => {
      reads += 1;
      return engine.readCard(options);
    },
  });
  expect(store.getState().card).toEqual({ phase: 'unread' });
  await Promise.all([actions.readCard(), actions.readCard()]);
  await actions.readCard();
  expect(reads).toBe(1);
  const { card } = store.getState();
  expect(card.phase === 'ready' && card.blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph']);
});

test('a card that cannot be had is a fact in the state, and may be asked for again', async () => {
  const engine = inProcessEngine();
  let reads = 0;
  const { store, actions } = await opened({
    ...engine,
    readCard: async (options) => {
      reads += 1;
      if (reads === 1) throw new AppError('encoder-damaged', 'card.md is not the file', { file: 'card.md' });
      return engine.readCard(options);
    },
  });
  await actions.readCard();
  expect(store.getState().card).toMatchObject({ phase: 'failed', error: { code: 'encoder-damaged' } });
  await actions.readCard();
  expect(store.getState().card.phase).toBe('ready');
});
