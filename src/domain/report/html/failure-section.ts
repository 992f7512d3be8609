// The images that were answered wrongly, most often and surest first.
import type { ApproachSummary, Failure } from '../../evaluate/summary';
import { amountText, figureText, percentText } from '../figure-text';
import type { Report } from '../report-facts';
import type { Section } from './blocks';
import { html, type Markup } from './markup';
import { approachTitle, classList, imageName, rankedApproaches } from './report-names';

/** The most that are shown of one approach. */
export const shownFailures = 24;

// Nothing else may stand in a picture's address: it would be markup of somebody else's making.
const picture = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

function pictureOf({ pictures }: Report, id: string): Markup | null {
  const address = pictures.thumbnailsTicked ? pictures.thumbnails.get(id) : undefined;
  return address !== undefined && picture.test(address)
    ? html`<img src="${address}" alt="Image #${id}">`
    : null;
}

function card(report: Report, { id, truth, said, score, wrongShare }: Failure): Markup {
  const often =
    report.summary.repeats > 1 ? html`<br>wrong in ${percentText(wrongShare)} of the repeats` : null;
  return html`<li>${pictureOf(report, id)}${imageName(report, id)}<br>label: ${classList(report, truth)}<br>said: ${classList(report, said)}<br>score ${figureText(score)}${often}</li>
`;
}

function gallery(report: Report, { approach, failures }: ApproachSummary): Markup {
  const { many } = report.rowNoun;
  const shown = failures.slice(0, shownFailures);
  const rest = failures.length > shown.length ? `, the first ${shown.length} are shown` : '';
  const title = html`<h3>${approachTitle(report, approach)}</h3>`;
  if (failures.length === 0) return html`${title}<p>No ${report.rowNoun.one} was answered wrongly.</p>`;
  return html`${title}<p>${amountText(failures.length)} ${failures.length === 1 ? report.rowNoun.one : many} answered wrongly at least once${rest}.</p>
<ul class="gallery">${shown.map((failure) => card(report, failure))}</ul>`;
}

/** Of the best and of the recommended approach; of the first where there is no verdict. */
export function failuresSection(report: Report): Section {
  const ranked = rankedApproaches(report);
  const { verdict } = report.summary;
  const wanted = verdict ? [verdict.best, verdict.recommended] : [ranked[0]?.approach];
  const galleries = ranked
    .filter(({ approach }) => wanted.includes(approach))
    .map((one) => gallery(report, one));
  const pictures = report.pictures.thumbnailsTicked
    ? null
    : 'Pictures are left out: they were not asked for. ';
  const body = html`<p>${pictures}A label may be wrong, too: what the answers speak against is worth a second look.</p>${galleries}`;
  return { id: 'failures', title: 'Where it went wrong (failure gallery)', body };
}
