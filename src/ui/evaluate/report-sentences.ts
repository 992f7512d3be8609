// What the report takes from the page: sentences about refused files, the rendering, and what could not be judged.
import type { ReportSentences } from '../../state/report';
import { classNameOf } from '../format';
import { explain } from '../messages';
import { cropRuleWords, windowingWords } from '../rendering/words';
import { leftOutWords } from './evaluate-words';

export const reportSentences: ReportSentences = {
  refusal: (code) => explain({ code, message: '', detail: {} }).sentence,
  rendering: (rendering, rule) => [
    {
      name: 'Windowing of grey images',
      value:
        rendering.windowing.by === 'auto'
          ? `automatic: ${rule === 'window' ? "the file's own window" : '1st to 99th percentile of the image'}`
          : windowingWords(rendering.windowing),
    },
    { name: 'Part of the image', value: cropRuleWords(rendering) },
  ],
  leftOut: (left, { classes }) => leftOutWords(left, (id) => classNameOf(classes, id)),
};
