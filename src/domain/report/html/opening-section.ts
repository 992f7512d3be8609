// How the report begins: what it is, what it holds, the question and the verdict.
import { namesNotice } from '../notice';
import { fullNotice, type Report } from '../report-facts';
import { verdictWords } from '../verdict-words';
import { loud, type Section, sentenceList } from './blocks';
import { bare, html, joined, type Markup, type Part } from './markup';
import { className, standingOn } from './report-names';

/** Title, notices, and what must be known before it is sent on. */
export function openingOf(report: Report): Markup {
  const { project, made, pictures, summary, groupNoun, rowNoun } = report;
  return html`<header><h1>${bare(project)}: which approach to use</h1>
<p class="notice">${fullNotice}</p>
${pictures.fileNamesTicked ? loud(`${namesNotice} Read them before you send this on.`) : null}
${pictures.thumbnailsTicked ? loud('This report holds small pictures of images. Look at them before you send it on.') : null}
${summary.groups === null ? loud(`The ${groupNoun.many} are unknown: every ${rowNoun.one} counts as one of its own, in every figure below.`) : null}
<p class="quiet">Made on ${made.date} with Lightbench ${made.appVersion}. It opens without a network and holds no script.</p></header>
`;
}

function questionOf(report: Report): Part {
  if (report.question !== null) return bare(report.question);
  const names = joined(report.classes.map(({ id }) => className(report, id)));
  return html`Which approach tells these classes apart best: ${names}?`;
}

export function verdictSection(report: Report): Section {
  const { sentence, advice, notes } = verdictWords(report);
  const body = html`<p>${questionOf(report)}</p>
<p class="verdict">${sentence}${advice === null ? null : html`<br>${advice}`}</p>
<p>Judged on ${standingOn(report)} that no approach had learnt from.</p>
${sentenceList(notes, 'notes')}`;
  return { id: 'verdict', title: 'Question and verdict', body };
}
