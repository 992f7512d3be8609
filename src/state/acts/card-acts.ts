// The encoder's model card: read when it is first asked for, kept for this tab.
import { parseCard } from '../../domain/encode/card';
import { errorFacts } from '../../domain/errors';
import type { Actions } from '../actions';
import type { Services } from '../workbench';

export function makeCardActs({ store, engine }: Services): Pick<Actions, 'readCard'> {
  return {
    async readCard() {
      const { phase } = store.getState().card;
      if (phase === 'reading' || phase === 'ready') return;
      store.setState({ card: { phase: 'reading' } });
      try {
        const text = await engine.readCard();
        store.setState({ card: { phase: 'ready', blocks: parseCard(text) } });
      } catch (thrown) {
        store.setState({ card: { phase: 'failed', error: errorFacts(thrown, 'encoder-missing') } });
      }
    },
  };
}
