// A Vite plugin that keeps plotly.js inside `style-src 'self'`: three places write a style attribute as text, which the
// policy blocks, although the same rule set through the style object is allowed.
import type { Plugin } from 'vite';

const edits: readonly { readonly file: RegExp; readonly from: string; readonly to: string }[] = [
  { file: /components\/colorbar\/draw\.js$/, from: ".attr('style', '')", to: ".attr('style', null)" },
  {
    file: /traces\/heatmap\/plot\.js$/,
    from: ".attr('style', PIXELATED_IMAGE_STYLE)",
    to: ".style('image-rendering', 'pixelated')",
  },
];

export function plotlyUnderPolicy(): Plugin {
  return {
    name: 'plotly-under-policy',
    transform(code, id) {
      const edit = edits.find(({ file }) => id.includes('plotly.js') && file.test(id));
      if (!edit?.from || !code.includes(edit.from)) return null;
      return { code: code.replaceAll(edit.from, edit.to), map: null };
    },
  };
}
