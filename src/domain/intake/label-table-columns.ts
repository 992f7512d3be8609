// Which columns of a label table hold what, and which ones a table of labels should not hold.
import { namedPart } from './embeddings-file-columns';

export interface LabelColumns {
  /** Numbers of columns. */
  readonly id: number;
  readonly labels: readonly number[];
  readonly part: number | null;
}

const labelName =
  /^(labels?|class(es)?|class ?name|category|target|ground ?truth( ?labels?)?|findings?|findings? labels?|diagnos[ei]s)( ?\d+)?$/i;
const partName = /^(part|split|subset|set|fold)$/i;

const plain = (name: string) => name.trim().replace(/[_-]+/g, ' ');

/** Ids: by a usual name, else the first column. `lacking`: what there is no column of; a part alone is a table, too. */
export function labelColumns(fields: readonly string[]): LabelColumns | { readonly lacking: 'id' | 'label' } {
  const labels = fields.flatMap((name, i) => (labelName.test(plain(name)) ? [i] : []));
  const part = fields.findIndex((name) => partName.test(plain(name)));
  const named = namedPart('ids', fields);
  const id = named === null ? (labels.includes(0) || part === 0 ? -1 : 0) : fields.indexOf(named);
  if (id < 0 || fields.length === 0) return { lacking: 'id' };
  if (labels.length === 0 && part < 0) return { lacking: 'label' };
  return { id, labels: labels.filter((i) => i !== id), part: part < 0 ? null : part };
}

/** Names of columns that are likely to name or describe a person, by their usual names in English and German tables. */
export function personColumns(fields: readonly string[]): string[] {
  const telling =
    /(^|[^a-z])(name|surname|forename|firstname|lastname|birth|birthdate|dob|mrn|ssn|nhs|address|street|phone|telephone|email|e mail|accession|insurance|zip|postcode|physician|doctor|referr\w*)([^a-z]|$)|patient ?(id|name|nr|no|number)|geburt|vorname|nachname|versichert/i;
  const fileName = /^(file|image|class|category|study|series) ?names?$/i;
  return fields.filter((name) => {
    const spaced = plain(name.replace(/([a-z])([A-Z])/g, '$1 $2'));
    return telling.test(spaced) && !fileName.test(spaced);
  });
}
