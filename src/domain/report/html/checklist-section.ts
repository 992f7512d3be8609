// The checklist fields as a table: where to look in this report, and blanks for what the tool cannot know.
import { type Section, tableOf } from './blocks';
import { type ChecklistField, checklistFields } from './checklist-fields';
import { html, joined, type Part } from './markup';

const claimItems = ({ claim, claim2020 }: ChecklistField) =>
  claim === claim2020 ? claim : `${claim || '-'} (2020: ${claim2020 || '-'})`;

/** @param there the sections of this report: a field is filled only by what is in it. */
export function checklistSection(there: readonly Section[]): Section {
  const known = new Map(there.map(({ id, title }) => [id, title]));
  const filled = ({ sections, answer }: ChecklistField): Part => {
    const links = sections.flatMap((id) => {
      const title = known.get(id);
      return title === undefined ? [] : [html`<a href="#${id}">${title}</a>`];
    });
    if (answer !== undefined) return answer;
    return links.length === 0 ? '' : joined(links);
  };
  const blank = (field: ChecklistField): Part => {
    const nothing = field.answer === undefined && !field.sections.some((id) => known.has(id));
    const open = field.blank ?? (nothing ? 'not looked at here' : null);
    return open === null ? '' : html`<span class="blank">to be filled in by the authors: ${open}</span>`;
  };
  const table = tableOf(
    'Fields of CLAIM (2024 and 2020), TRIPOD+AI and STARD-AI',
    [
      { head: 'Field' },
      { head: 'CLAIM' },
      { head: 'TRIPOD+AI' },
      { head: 'STARD-AI' },
      { head: 'In this report' },
      { head: 'Blank' },
    ],
    checklistFields.map((field) => [
      field.topic,
      claimItems(field),
      field.tripod,
      field.stard,
      filled(field),
      blank(field),
    ]),
  );
  const body = html`<p>Prepared to help with CLAIM, TRIPOD+AI and STARD-AI: it shows where their fields are met with in this report, and leaves marked blanks for what only the authors know. It does not say that any of them is fulfilled. The topics are in our words; read the checklists themselves.</p>
${table}`;
  return { id: 'checklists', title: 'For reporting checklists', body };
}
