// What may not be parted, by its name: patients where each is one or stands for one, else studies, else groups. One word for
// the page and the report.
import type { Noun } from '../domain/report/report-facts';
import type { Item, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { lastOf } from './selectors';

type Source = Item['groupSource'];

const patients: Noun = { one: 'patient', many: 'patients' };
const studies: Noun = { one: 'study', many: 'studies' };
const groups: Noun = { one: 'group', many: 'groups' };
const images: Noun = { one: 'image', many: 'images' };

/** A folder or a part of the name stands for a patient because a person said so. */
const asPatients: readonly Source[] = ['patient', 'folder', 'name'];

/** What the groups of some items are called, by where each is from; null: of none. Patients where nothing is known. */
export function groupNoun(sources: Iterable<Source>): Noun {
  const known = new Set(sources);
  known.delete(null);
  const all = [...known];
  if (all.every((source) => asPatients.includes(source))) return patients;
  return all.every((source) => source === 'study') ? studies : groups;
}

/** The same of the rows of a table, by the images that they are or that stand for them. */
export function nounOfRows(items: AppState['items'], ids: readonly ItemId[]): Noun {
  return groupNoun(ids.map((id) => items.get(id)?.groupSource ?? null));
}

const nounOfSet = lastOf((items: AppState['items']) =>
  groupNoun(Array.from(items.values(), ({ excluded, groupSource }) => (excluded ? null : groupSource))),
);

/** What the groups of the set are called, excluded images aside. */
export function setNoun({ items }: Pick<AppState, 'items'>): Noun {
  return nounOfSet(items);
}

/** What one row of a table is, where `noun` is what groups are called. */
export function rowNounAt(level: AppState['settings']['level'], noun: Noun): Noun {
  return level === 'group' ? noun : images;
}

/** What one row of the table is now: an image, or what may not be parted. */
export function rowNoun(state: AppState): Noun {
  return rowNounAt(state.settings.level, setNoun(state));
}
