// From a rule to each image's group. A patient the file names is never overruled; codes are pseudonyms before they get here.
import type { GroupOrigins, Item } from '../types';
import type { GroupRule } from './group-rule';

type Grouped = Pick<Item, 'group' | 'groupSource'>;

/** The group by what file and confirmed folder layout say; none where they say nothing. */
export function groupByFiles({ patientFolder, study, stack }: GroupOrigins): Grouped {
  if (patientFolder !== null) return { group: patientFolder, groupSource: 'folder' };
  if (study !== null) return { group: study, groupSource: 'study' };
  return stack ?? { group: null, groupSource: null };
}

/** True where nothing says who the image is of: a stack of slices is of one person, but of whom? */
export function isUnknown({ groupSource }: Pick<Item, 'groupSource'>): boolean {
  return groupSource === null || groupSource === 'series' || groupSource === 'file';
}

/** What could group an item; one of an older project carries only the group that it has. */
export function originsOf({ origins, group, groupSource }: Item): GroupOrigins {
  return (
    origins ?? {
      study: groupSource === 'study' ? group : null,
      patientFolder: groupSource === 'folder' ? group : null,
      folder: null,
    }
  );
}

/**
 * The item under a rule; the same object when nothing changes.
 * @param nameCode pseudonym of what its name says under a rule by name; null where the pattern does not fit: then the
 *   item is grouped by what its file says.
 */
export function regrouped(item: Item, rule: GroupRule, nameCode: string | null): Item {
  if (item.groupSource === 'patient') return item;
  const origins = originsOf(item);
  let next: Grouped = groupByFiles(origins);
  if (rule.by !== 'files' && (rule.scope === 'all' || isUnknown(next))) {
    if (rule.by === 'name' && nameCode !== null) next = { group: nameCode, groupSource: 'name' };
    if (rule.by === 'folder' && origins.folder !== null) {
      next = { group: origins.folder, groupSource: 'folder' };
    }
  }
  if (next.group === item.group && next.groupSource === item.groupSource) return item;
  return { ...item, ...next, origins };
}
