// Who belongs together where the files name no patient: asked about once, applied to all, open to change.

import { isUnknown, regrouped } from '../../domain/intake/group-items';
import {
  codesByName,
  type GroupRule,
  groupSearch,
  type NamedFile,
  previewPattern,
  type RuleScope,
} from '../../domain/intake/group-rule';
import { pseudonym } from '../../domain/intake/pseudonym';
import type { Item, ItemId } from '../../domain/types';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import type { GroupQuestion } from '../intake-state';
import { notify } from '../jobs';
import type { Services } from '../workbench';

type GroupOpenActs = Pick<
  Actions,
  'askForGroups' | 'previewGroups' | 'chooseGroups' | 'leaveGroupsUnknown' | 'closeGroupQuestion'
>;

export interface GroupActs extends GroupOpenActs {
  /** Groups new items by the rule in force; without one, or where it fits few of them, asks. */
  groupNew(ids: readonly ItemId[]): Promise<void>;
  /** Groups all images by the rule in force once more, after it was changed back. */
  regroup(): Promise<void>;
}

/** Below this share of fitting names the rule was made for other files. */
const fewestFitting = 0.5;
const breatheEveryMs = 20;

const named = ({ names }: AppState, item: Item): NamedFile => ({
  name: names.get(item.id) ?? '',
  folder: item.origins?.folder ?? null,
  labels: item.labels,
});

/** Images that a rule may group. */
const open = (items: Iterable<Item>) => [...items].filter(({ groupSource }) => groupSource !== 'patient');

/** Images that a question of this scope is about. */
function inScope({ items }: AppState, scope: RuleScope): Item[] {
  return open(items.values()).filter((item) => scope === 'all' || isUnknown(item));
}

async function questionOf(state: AppState, scope: RuleScope): Promise<GroupQuestion> {
  const items = inScope(state, scope);
  const search = groupSearch(
    items.map((item) => named(state, item)),
    (code) => state.folderNames.get(code) ?? `#${code.slice(0, 6)}`,
    scope,
  );
  let breathed = performance.now();
  for (let step = search.next(); ; step = search.next()) {
    if (step.done) return { candidates: step.value, scope, total: items.length };
    if (performance.now() - breathed < breatheEveryMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    breathed = performance.now();
  }
}

/** Pseudonyms of what the names of items say under a rule. */
async function nameCodes(
  state: AppState,
  rule: GroupRule,
  items: readonly Item[],
): Promise<ReadonlyMap<ItemId, string | null>> {
  if (rule.by !== 'name') return new Map();
  const codes = codesByName(
    rule.pattern,
    items.map(({ id }) => state.names.get(id) ?? ''),
  );
  const known = new Map<string, string | null>();
  for (const code of codes) {
    if (code !== null && !known.has(code)) known.set(code, await pseudonym(state.salt, `name:${code}`));
  }
  return new Map(
    items.map(({ id }, i) => {
      const code = codes[i];
      return [id, typeof code === 'string' ? (known.get(code) ?? null) : null];
    }),
  );
}

export function makeGroupActs({ store, project, history }: Services): GroupActs {
  /** Puts a rule into force for these items, as they are when it is worked out. */
  const apply = async (rule: GroupRule, ids: readonly ItemId[]) => {
    const { serial } = project;
    const state = store.getState();
    const items = ids.flatMap((id) => state.items.get(id) ?? []);
    const codes = await nameCodes(state, rule, items);
    if (serial !== project.serial) return;
    store.setState((now) => {
      const next = new Map(now.items);
      let changed = false;
      for (const id of ids) {
        const item = next.get(id);
        if (!item) continue;
        const other = regrouped(item, rule, codes.get(id) ?? null);
        changed ||= other !== item;
        next.set(id, other);
      }
      return changed ? { items: next } : {};
    });
  };

  // A person who has put the question off is not asked again in this tab; the class cards lead to it.
  let putOff = false;

  const ask = async (scope: RuleScope, always: boolean) => {
    const { serial } = project;
    const question = await questionOf(store.getState(), scope);
    if (serial !== project.serial) return;
    if (always || question.candidates.length > 0) store.setState({ groupQuestion: question });
  };

  const regroup = async () => {
    const { settings, items } = store.getState();
    const ids = open(items.values()).map(({ id }) => id);
    // Before anybody was asked, the files alone had grouped them.
    await apply(settings.groupRule ?? { by: 'files' }, ids);
  };
  const choose = async (rule: GroupRule) => {
    history.record('change who belongs together', () =>
      store.setState(({ settings }) => ({ settings: { ...settings, groupRule: rule } })),
    );
    store.setState({ groupQuestion: null });
    await regroup();
  };

  return {
    regroup,
    async groupNew(ids) {
      try {
        const state = store.getState();
        const rule = state.settings.groupRule;
        const fresh = open(ids.flatMap((id) => state.items.get(id) ?? []));
        if (rule) await apply(rule, ids);
        if (rule?.by === 'files') return;
        const { items } = store.getState();
        const left = fresh.filter(({ id }) => isUnknown(items.get(id) ?? { groupSource: 'patient' }));
        if (rule && left.length <= fresh.length * (1 - fewestFitting)) return;
        // About all that have no group yet: an earlier drop may have been too small to tell.
        if (left.length > 0 && !putOff) await ask('unknown', false);
      } catch (thrown) {
        notify(store, thrown);
      }
    },
    async askForGroups() {
      await ask('all', true);
    },
    previewGroups(pattern) {
      const state = store.getState();
      return previewPattern(
        pattern,
        inScope(state, state.groupQuestion?.scope ?? 'all').map((item) => named(state, item)),
      );
    },
    chooseGroups: choose,
    leaveGroupsUnknown: () => choose({ by: 'files' }),
    closeGroupQuestion() {
      putOff = true;
      store.setState({ groupQuestion: null });
    },
  };
}
