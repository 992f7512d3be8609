// The whole report as one HTML file: no script, nothing from outside, the same bytes for the same report.

import { researchNotice } from '../notice';
import type { Report } from '../report-facts';
import { type Section, sectionOf } from './blocks';
import { choicesSection, guardsSection, subgroupsSection } from './check-sections';
import { checklistSection } from './checklist-section';
import { glossarySection, versionsSection } from './closing-sections';
import { calibrationSection, curvesSection, signalSection } from './curve-sections';
import { externalSection, flowSection, partsSection, splitSection } from './data-sections';
import { failuresSection } from './failure-section';
import { classesSection, confusionSection, figuresSection, operatingSection } from './figure-sections';
import { limitsSection } from './limits';
import { html, isolated, Markup } from './markup';
import { approachesSection, encoderSection, preparationSection } from './method-sections';
import { openingOf, verdictSection } from './opening-section';
import { pageStyle } from './page-style';

/** A belt: there is nothing in the page that it would have to stop. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function sectionsOf(report: Report): readonly Section[] {
  const before = [
    verdictSection(report),
    flowSection(report),
    partsSection(report),
    splitSection(report),
    externalSection(report),
    encoderSection(report),
    preparationSection(report),
    approachesSection(report),
    figuresSection(report),
    classesSection(report),
    confusionSection(report),
    operatingSection(report),
    calibrationSection(report),
    curvesSection(report),
    signalSection(report),
    guardsSection(report),
    subgroupsSection(report),
    choicesSection(report),
    failuresSection(report),
    limitsSection(report),
  ].filter((section) => section !== null);
  const after = [versionsSection(report), glossarySection()];
  return [...before, checklistSection([...before, ...after]), ...after];
}

/**
 * A complete HTML document (UTF-8). Every name and sentence of the report is text in it, whatever it holds; pictures and file
 * names stand in it only where they were ticked. Parts of the report that are not there have no section.
 */
export function reportHtml(report: Report): string {
  const sections = sectionsOf(report);
  const contents = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${isolated(report.project)}: report of Lightbench</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
${openingOf(report)}<nav class="contents" aria-label="Contents"><ol>${contents}</ol></nav>
<main>
${sections.map(sectionOf)}</main>
<footer><p class="notice">${researchNotice}</p></footer>
</body>
</html>
`.text;
}
