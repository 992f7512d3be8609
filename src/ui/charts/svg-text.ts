// A drawing as the text of an SVG file that stands for itself: colours inside, title, and the sentence every picture carries.
import type { ThemeName } from '../palette';
import type { Drawing, Role, Shape, Tone } from './chart-spec';

/** The sentence every picture that leaves must carry. */
export const researchNote = 'Research use only. Not a medical device.';

interface Ink {
  readonly back: string;
  readonly ink: string;
  readonly muted: string;
  readonly hair: string;
  readonly accent: string;
}

// The values of styles/tokens.css: a file cannot ask the page.
const inks: Readonly<Record<ThemeName, Ink>> = {
  light: { back: '#ffffff', ink: '#1a1f24', muted: '#5a646d', hair: '#b6bec5', accent: '#0b6bcb' },
  dark: { back: '#14181c', ink: '#e6eaee', muted: '#9aa4ae', hair: '#47515a', accent: '#6db3ff' },
};

/** Text as XML takes it, in a text or an attribute; control characters, which it cannot hold, are dropped. */
export function xmlText(text: string): string {
  return text.replace(/[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Presentation attributes of a role. */
function paint(role: Role, tone: Tone, { muted, hair, accent, back }: Ink): string {
  const colour = tone === 'second' ? accent : muted;
  switch (role) {
    case 'axis':
      return `fill="none" stroke="${hair}"`;
    case 'reference':
      return `fill="none" stroke="${muted}" stroke-dasharray="2 3"`;
    case 'band':
      return `fill="${colour}" fill-opacity="0.18"`;
    case 'whisker':
      return `fill="none" stroke="${colour}"`;
    case 'line':
      return `fill="none" stroke="${colour}" stroke-width="1.75" stroke-linejoin="round"`;
    case 'dashed':
      return `fill="none" stroke="${colour}" stroke-width="1.75" stroke-dasharray="5 4"`;
    case 'dot':
      return `fill="${colour}"`;
    case 'mark-dot':
      return `fill="${back}" stroke="${colour}" stroke-width="2"`;
    case 'tick':
      return `fill="${muted}"`;
    case 'line-name':
      return `fill="${colour}"`;
  }
}

function shapeText(shape: Shape, ink: Ink): string {
  const look = paint(shape.role, shape.tone, ink);
  switch (shape.kind) {
    case 'path':
      return `<path d="${shape.d}" ${look}/>`;
    case 'dot':
      return `<circle cx="${shape.x.toFixed(1)}" cy="${shape.y.toFixed(1)}" r="${shape.radius}" ${look}/>`;
    case 'text':
      return `<text x="${shape.x.toFixed(1)}" y="${shape.y.toFixed(1)}" text-anchor="${shape.anchor}" ${look}>${xmlText(shape.text)}</text>`;
  }
}

const margin = { side: 12, top: 30 } as const;
const noteLinePx = 13;
/** Signs of 10 px that fit beside one another in a chart's width. */
const signsALine = 66;

/** A text broken at its spaces into lines of at most `most` signs; a longer word has a line of its own. '' gives []. */
export function wrapWords(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (word === '') continue;
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export interface SvgFile {
  readonly text: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * A whole SVG file: the drawing under its title, above what it rests on (`caption`) and the note. Equal input, equal text. No
 * style, script or address but the name space.
 */
export function svgFile(drawing: Drawing, title: string, caption: string, theme: ThemeName): SvgFile {
  const ink = inks[theme];
  const notes = [...wrapWords(caption, signsALine), researchNote];
  const widthPx = drawing.widthPx + 2 * margin.side;
  const notesTop = margin.top + drawing.heightPx + 14;
  const heightPx = notesTop + notes.length * noteLinePx;
  const line = (y: number, size: number, fill: string, says: string) =>
    `<text x="${margin.side}" y="${y}" font-size="${size}" fill="${fill}">${xmlText(says)}</text>`;
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}" font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif" font-size="11">`,
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(`${caption} ${researchNote}`.trim())}</desc>`,
    `<rect width="${widthPx}" height="${heightPx}" fill="${ink.back}"/>`,
    line(19, 13, ink.ink, title),
    `<g transform="translate(${margin.side} ${margin.top})">`,
    ...drawing.shapes.map((shape) => shapeText(shape, ink)),
    '</g>',
    ...notes.map((says, i) => line(notesTop + i * noteLinePx, 10, ink.muted, says)),
    '</svg>',
    '',
  ].join('\n');
  return { text, widthPx, heightPx };
}
