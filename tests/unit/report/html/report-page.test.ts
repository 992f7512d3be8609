import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../../../src/domain/report/html/report-page';
import { researchNotice } from '../../../../src/domain/report/notice';
import { fullNotice, type Report } from '../../../../src/domain/report/report-facts';
import {
  approachCase,
  hostileNames,
  range,
  reportCase,
  summaryCase,
  thumbnail,
} from '../../../fixtures/builders/report-case';

const page = (change: Partial<Report> = {}) => reportHtml(reportCase(change));

/** Tags with what stands in them; all text is escaped, so that every `<` begins one. */
const tagsOf = (text: string) => [...text.matchAll(/<(!?\/?[a-z][a-z0-9]*)\b([^>]*)>/gi)];

/** The text of one section, without tags. */
function sectionText(text: string, id: string): string {
  const from = text.indexOf(`<section id="${id}"`);
  if (from < 0) return '';
  return text
    .slice(from, text.indexOf('</section>', from))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

/** What could run, load or lead anywhere; [] for a page that does none of it. */
function dangers(text: string): string[] {
  const allowed = /^(#[a-z]+|data:,|data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+)$/;
  return tagsOf(text.replace(/<style>[^<]*<\/style>/, '')).flatMap(([tag, name = '', inside = '']) => {
    const addresses = [...inside.matchAll(/\b(?:src|href|action|data|srcset|poster)="([^"]*)"/g)];
    const bad =
      /^(script|iframe|object|embed|form|base|audio|video|style)$/i.test(name) ||
      /\son\w+\s*=/i.test(inside.replace(/"[^"]*"/g, '""')) ||
      addresses.some(([, address = '']) => !allowed.test(address));
    return bad ? [tag] : [];
  });
}

describe('the report as one page', () => {
  test('no script, nothing from outside; the guard sees each planted fault', () => {
    const text = page({
      pictures: { ...reportCase().pictures, thumbnailsTicked: true, fileNamesTicked: true },
    });
    expect(dangers(text)).toEqual([]);
    expect(text).not.toMatch(/@import|url\(/);
    expect(text).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:">`,
    );
    for (const planted of [
      '<script>1</script>',
      '<img src="https://a.example/x.png">',
      '<p onclick="x()">',
      '<a href="javascript:x()">',
    ])
      expect([planted, dangers(text.replace('</main>', `${planted}</main>`)).length]).toEqual([planted, 1]);
  });

  test('names that would be markup are text, wherever they stand', () => {
    const text = page({ pictures: { ...reportCase().pictures, fileNamesTicked: true } });
    for (const name of Object.values(hostileNames))
      expect(text.includes(name) && /[<"]/.test(name)).toBe(false);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('&quot;onload=&quot;alert(2)&quot; x=&#39;');
    expect(text).toContain(`<bdi>${hostileNames.turning}</bdi>`);
    expect(text).toContain('<title>\u2068&lt;/title&gt;');
    // A picture's address that is none is left out, so nothing of it stands anywhere.
    expect(text).not.toContain('javascript:');
  });

  test('the same report gives the same bytes', () => {
    expect(page()).toBe(page());
    expect(page({ project: 'Other' })).not.toBe(page());
  });

  test('required sentences are there, words to avoid are not', () => {
    const text = page();
    expect(text).toContain(fullNotice);
    expect(text).toContain(researchNotice);
    expect(text).toContain('Prepared to help with CLAIM, TRIPOD+AI and STARD-AI');
    expect(text).toContain('to be filled in by the authors: reference standard');
    expect(text).toContain('distances between clusters on a map are not quantitative');
    const avoided = /diagnos|anonymi[sz]|hipaa|gdpr|clinical-grade|\bAI says|confidence|complian|\u2014/i;
    expect(text.match(avoided)).toBeNull();
    expect(avoided.test(text.replace('Prepared to help', 'Compliant'))).toBe(true);
  });

  test('sections come in their order; what was not worked out has none', () => {
    const ids = (text: string) => [...text.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);
    const whole = ids(page());
    expect(whole).toEqual([
      'verdict',
      'flow',
      'parts',
      'split',
      'encoder',
      'preparation',
      'approaches',
      'figures',
      'classes',
      'confusion',
      'operating',
      'calibration',
      'curves',
      'signal',
      'guards',
      'subgroups',
      'choices',
      'failures',
      'limits',
      'checklists',
      'versions',
      'glossary',
    ]);
    const { signal: _s, learning: _l, guards: _g, subgroups: _u, ...bare } = reportCase();
    const optional = ['signal', 'guards', 'subgroups'];
    expect(ids(reportHtml(bare))).toEqual(whole.filter((id) => !optional.includes(id ?? '')));
    const linked = [...page().matchAll(/href="#([a-z]+)"/g)].map(([, id]) => id);
    expect(linked.filter((id) => !whole.includes(id ?? ''))).toEqual([]);
  });

  test('pictures and file names only where they were ticked, and then with a banner', () => {
    const { pictures } = reportCase();
    const bare = page();
    expect(bare).not.toContain(thumbnail);
    expect(bare).not.toContain('onerror');
    expect(bare).not.toContain('they may name people');
    const seen = page({ pictures: { ...pictures, thumbnailsTicked: true } });
    expect(seen.match(/<img /g)).toHaveLength(2);
    expect(seen).toContain('holds small pictures');
    expect(seen).not.toContain('onerror');
    const named = page({ pictures: { ...pictures, fileNamesTicked: true } });
    expect(named).toContain('&lt;img src=x onerror=alert(3)&gt;.png');
    expect(named).toContain('they may name people');
  });

  test('each figure stands with its interval and how it was come by, and n with the tables', () => {
    const figures = sectionText(page(), 'figures');
    expect(figures).toContain('n = 360 images of 60 patients');
    expect(figures).toContain('The MLP adapter 0.830 0.740 to 0.900 approximate');
    expect(figures).toContain('0.850 0.770 to 0.910 Wilson');
    expect(figures).toContain('too few to say');
    const points = sectionText(page(), 'operating');
    expect(points).toContain('prevalence of 12.5 %');
    expect(points).toContain('0.410 (0.380 to 0.520)');
  });

  test('the flow tells what fell out and why, and says so where it does not add up', () => {
    const { flow } = reportCase();
    const told = sectionText(page(), 'flow');
    for (const words of [
      '400 files dropped',
      '7 refused: The file ends early.',
      '18 without a label',
      '360 images analysed',
    ])
      expect(told).toContain(words);
    expect(told).not.toContain('do not add up');
    expect(sectionText(page({ flow: { ...flow, unlabelled: 10 } }), 'flow')).toContain(
      '8 images not accounted for',
    );
    expect(sectionText(page({ flow: { ...flow, files: { ...flow.files!, gotIn: 380 } } }), 'flow')).toContain(
      '6 files not accounted for',
    );
    expect(sectionText(page({ flow: { ...flow, files: null } }), 'flow')).toContain('not known any more');
  });

  test('patients unknown: loud at the head, in the split and in the limits', () => {
    const text = page({ summary: summaryCase({ groups: null }) });
    expect(text.slice(0, text.indexOf('<main>'))).toContain('The patients are unknown');
    expect(sectionText(text, 'split')).toContain('The patients are unknown');
    expect(sectionText(text, 'limits')).toContain('The patients are unknown');
    expect(sectionText(text, 'figures')).toContain('n = 360 images, patients unknown');
    expect(page()).not.toContain('patients are unknown');
  });

  test('limits follow the facts', () => {
    const limits = (change: Partial<Report>) => sectionText(page(change), 'limits');
    expect(limits({})).toContain('fewer than 20 patients');
    expect(limits({})).toContain('Nothing from elsewhere was judged');
    expect(limits({})).toContain('The answer by words is not in the comparison');
    const { split, flow } = reportCase();
    const outside = {
      summary: summaryCase({ kind: 'external', folds: 1, repeats: 1 }),
      split: { ...split, externalJudged: 3, groupsAcrossParts: 2 },
    };
    expect(limits(outside)).toContain('judged 3 times');
    expect(limits(outside)).toContain('The split is not clean');
    expect(limits(outside)).not.toContain('Nothing from elsewhere');
    expect(sectionText(page(outside), 'external')).toContain('marked as external');
    expect(limits({ flow: { ...flow, nearDuplicates: null } })).toContain(
      'Near-duplicates were not looked for',
    );
  });

  test('a checklist field is filled only by what is in the report', () => {
    const row = (text: string, topic: string) =>
      sectionText(text, 'checklists').split(topic)[1]?.slice(0, 160) ?? '';
    const { guards: _g, subgroups: _u, ...bare } = reportCase();
    expect(row(page(), 'Robustness; differences between clusters')).toContain('Guards');
    expect(row(reportHtml(bare), 'Robustness; differences between clusters')).not.toContain('Guards');
    expect(row(page(), 'Judged on data from elsewhere')).toContain('33 (2020: 32) 16 29 to be filled in');
  });

  test('charts have a spoken form; a small evaluation says what is not drawn', () => {
    expect(page()).toContain('ROC curve, area 0.970 (95 % interval 0.910 to 0.995, approximate)');
    const none = {
      roc: [],
      precisionRecall: [],
      calibration: [],
      reject: [],
      operating: null,
      confusion: null,
    };
    const small = page({
      task: 'multi',
      summary: summaryCase({ approaches: [approachCase('mlp', range(0.8), none)], verdict: null }),
    });
    expect(sectionText(small, 'curves')).toContain('No curve: too few to say.');
    expect(sectionText(small, 'calibration')).toContain('at least 100 held-out images');
    expect(sectionText(small, 'operating')).toContain('No operating point');
    expect(small).not.toContain('<section id="confusion"');
    expect(small).not.toMatch(/NaN|undefined|\[object/);
  });

  test('nothing is told that is no number, also of a whole report', () => {
    expect(page()).not.toMatch(/NaN|undefined|\[object|Infinity/);
  });

  test('with many classes, the columns of the confusion are headed by numbers', () => {
    const ids = Array.from({ length: 8 }, (_, i) => `k${i}`);
    const one = approachCase('mlp', range(0.8, 0.7, 0.9), {
      confusion: ids.map(() => ids.map(() => [])),
      perClass: [],
    });
    const text = page({
      classes: ids.map((id) => ({ id, name: `Class ${id}` })),
      summary: summaryCase({
        approaches: [one],
        verdict: null,
        classes: ids.map((classId) => ({ classId, rows: 30, groups: 30 })),
        positive: 'k1',
      }),
    });
    const told = sectionText(text, 'confusion');
    expect(told).toContain('Truth, by the number of what was said 1 2 3 4 5 6 7 8');
    expect(told).toContain('8. Class k7');
  });
});
