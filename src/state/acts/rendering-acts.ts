// The project's one rendering decision: changing it makes every image anew from its file, and only when all images have the
// new rendering does the project look at it. Until then the old decision stands for everyone.
import {
  isGrey,
  keyInUse,
  type Rendering,
  recipesOf,
  renderingKey,
  sameRendering,
  tidyRendering,
} from '../../domain/intake/rendering';
import type { Item, ItemId, RenderingKey } from '../../domain/types';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import { notify } from '../jobs';
import { lackingRendering } from '../lacking-rendering';
import { encoderSha256, statisticsKey, vectorKey, windowRule } from '../selectors';
import { images } from '../undo';
import type { Services } from '../workbench';
import { renderItems } from './render-items';
import { withItems } from './set-acts';

export interface RenderingActs
  extends Pick<
    Actions,
    | 'changeRendering'
    | 'keepRendering'
    | 'renderAgain'
    | 'excludeUnrendered'
    | 'hasFile'
    | 'wholeImageUrl'
    | 'previewRendering'
  > {
  /**
   * Does what can be done now: renders what lacks its rendering and has its file at hand, and lets the decision to come take
   * over once nothing lacks it. To be called after anything that may change either. Never throws.
   */
  settle(): Promise<void>;
}

/** Renderings made of every image at intake: kept for good, so that rules can be drawn on a whole picture. */
const baseKeys: readonly RenderingKey[] = ['plain', 'percentile', 'window'];

/** The renderings that stay when a decision takes over: the base ones, the new ones, and the last ones for a way back. */
function keptKeys(state: AppState, item: Item, next: Rendering): ReadonlySet<RenderingKey> {
  const { rendering } = state.settings;
  const keys = (decision: Rendering) =>
    recipesOf(decision, item).map((recipe) => renderingKey(recipe, isGrey(item)));
  return new Set([...baseKeys, ...keys(next), ...keys(rendering)]);
}

/** The state once the decision to come is in force: settings, and what of the renderings before the last one goes. */
function takenOver(state: AppState, next: Rendering): Partial<AppState> {
  const items = new Map(state.items);
  const vectors = new Map(state.vectors);
  const sha256 = encoderSha256(state) ?? '';
  for (const item of state.items.values()) {
    const kept = keptKeys(state, item, next);
    const dropped = item.renditions.filter((key) => !kept.has(key));
    if (dropped.length === 0) continue;
    items.set(item.id, { ...item, renditions: item.renditions.filter((key) => kept.has(key)) });
    for (const key of dropped) {
      vectors.delete(vectorKey(item.pixelHash, key, sha256));
      vectors.delete(statisticsKey(item.pixelHash, key, sha256));
    }
  }
  return {
    settings: { ...state.settings, rendering: next, renderingWanted: null },
    items,
    vectors,
    renderProblems: [],
  };
}

export function makeRenderingActs(
  services: Services,
  after: { renderingChanged(): Promise<void> },
): RenderingActs {
  const { store, engine, jobs, originals, pictures, history } = services;
  let running: Promise<void> | null = null;
  let again = false;
  // A cancelled job is not taken up again by itself; the panel offers to go on.
  let paused = false;
  let drawn: Promise<void> = Promise.resolve();
  // Not part of a round: a map that is being drawn must not hold up the next decision.
  const changed = () => {
    drawn = after.renderingChanged().catch((thrown: unknown) => notify(store, thrown));
  };

  const hasFile = (id: ItemId) => originals.get(id) !== undefined;

  /** One round; true when images were rendered or the decision took over. */
  const round = async (): Promise<boolean> => {
    const state = store.getState();
    const lacking = lackingRendering(state);
    const { renderingWanted: wanted } = state.settings;
    if (lacking.length === 0) {
      paused = false;
      if (!wanted || encoderSha256(state) === null) return false;
      store.setState((now) => takenOver(now, wanted));
      changed();
      return true;
    }
    const failed = new Set(state.renderProblems.map(({ id }) => id));
    const ready = lacking.filter(({ item }) => hasFile(item.id) && !failed.has(item.id));
    if (ready.length === 0 || paused) return false;
    const ended = await renderItems(services, ready);
    if (!ended) paused = true;
    // What lacked the decision in force was left out of all that is drawn; now it is not.
    if (!store.getState().settings.renderingWanted) changed();
    return ended;
  };

  const settle = async (): Promise<void> => {
    again = true;
    running ??= (async () => {
      try {
        while (again) {
          again = false;
          while (await round());
        }
      } catch (thrown) {
        notify(store, thrown);
      } finally {
        running = null;
      }
    })();
    await running;
  };
  const restart = async () => {
    paused = false;
    store.setState({ renderProblems: [] });
    await settle();
    await drawn;
  };
  const stop = async () => {
    paused = true;
    jobs.cancelAll('render');
    await running;
  };

  return {
    settle,
    hasFile,
    async changeRendering(next) {
      const wanted = tidyRendering(next);
      await stop();
      store.setState(({ settings }) => {
        // Another name for what is in force already: nothing has to be made.
        if (sameRendering(wanted, settings.rendering)) {
          return { settings: { ...settings, rendering: wanted, renderingWanted: null } };
        }
        return { settings: { ...settings, renderingWanted: wanted } };
      });
      await restart();
    },
    async keepRendering() {
      await stop();
      store.setState(({ settings }) => ({ settings: { ...settings, renderingWanted: null } }));
      await restart();
    },
    renderAgain: restart,
    async excludeUnrendered() {
      const failed = new Set(store.getState().renderProblems.map(({ id }) => id));
      const ids = lackingRendering(store.getState())
        .map(({ item }) => item.id)
        .filter((id) => failed.has(id) || !hasFile(id));
      history.record(`exclude ${images(ids.length)}`, () =>
        store.setState(({ items }) => ({
          items: withItems(items, ids, (item) => ({ ...item, excluded: true })),
        })),
      );
      await settle();
      await drawn;
    },
    async wholeImageUrl(id) {
      const key = store
        .getState()
        .items.get(id)
        ?.renditions.find((one) => baseKeys.includes(one));
      return key === undefined ? null : pictures.url('preview', id, key);
    },
    async previewRendering(id, rendering) {
      const state = store.getState();
      const item = state.items.get(id);
      const original = originals.get(id);
      if (!item || !original) return null;
      try {
        const { input } = await engine.start();
        const wanted = tidyRendering(rendering);
        const recipes = recipesOf(wanted, item);
        // Of an image made of many slices the middle one is shown, as everywhere.
        const { stack: _slices, ...file } = original;
        const request = { ...file, input, salt: state.salt, recipes, base: false };
        const outcome = await engine.read(request);
        if (!outcome.ok) return null;
        const key = keyInUse(wanted, item, windowRule(state.items));
        return outcome.image.renditions.find(({ kind }) => kind === key)?.preview ?? null;
      } catch {
        // A preview is a courtesy: the job itself names what fails.
        return null;
      }
    },
  };
}
