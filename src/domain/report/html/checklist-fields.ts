// Fields of three reporting checklists: where this report has something for them, and what only the authors can write.
// Sources: CLAIM (Mongan, Moy and Kahn, Radiology: Artificial Intelligence 2020; 2: e200029), its update (Tejani and others,
// Radiology: Artificial Intelligence 2024; 6: e240300), TRIPOD+AI (Collins and others, BMJ 2024; 385: e078378), STARD-AI
// (Sounderajah and others, Nature Medicine 2025). Item numbers are theirs; the wording is ours.

export interface ChecklistField {
  readonly topic: string;
  /** Item numbers; '' where a checklist does not ask. `claim` of the update of 2024, `claim2020` of the first. */
  readonly claim: string;
  readonly claim2020: string;
  readonly tripod: string;
  readonly stard: string;
  /** Ids of the sections that hold something for it; a section that is not in a report does not count. */
  readonly sections: readonly string[];
  /** What the authors have to write; null: the report holds it all. */
  readonly blank: string | null;
  /** An answer that is always the same here. */
  readonly answer?: string;
}

type Row = readonly [
  topic: string,
  claim: string,
  claim2020: string,
  tripod: string,
  stard: string,
  sections: string,
  blank: string | null,
  answer?: string,
];

const rows: readonly Row[] = [
  ['Title names the kind of method', '1', '1', '1', '1', '', 'title'],
  ['Structured summary', '2', '2', '2', '2', 'verdict', 'summary of design, methods and conclusions'],
  ['Background and intended use', '3', '3', '3a, 3b', '3', '', 'background, intended use and users'],
  ['Known inequalities between groups of people', '', '', '3c', '', '', 'what is known of them'],
  ['Aims and hypotheses', '4', '4', '4', '4', 'verdict', 'aims and hypotheses'],
  ['Prospective or retrospective; goal of the study', '5, 6', '5, 6', '4', '5', '', 'design and goal'],
  ['Sources of the data', '7', '7', '5a', '11', '', 'where the images come from'],
  ['Setting, centres, dates', '', '', '5b, 6a', '9', '', 'setting, centres, dates'],
  ['Who was taken in and who was not', '8', '8', '6b', '7', 'flow', 'criteria by which images were chosen'],
  [
    'How people were found; consecutive, random or by convenience',
    '',
    '',
    '',
    '8, 10',
    '',
    'how they were found',
  ],
  ['Preparation of the data', '9', '9', '7, 12b', '14', 'preparation', null],
  ['Selection of subsets', '10', '10', '', '', 'flow parts', null],
  [
    'Definitions of the data elements',
    '',
    '11',
    '9a, 9b',
    '',
    '',
    'definitions of the labels and of other columns',
  ],
  ['Removal of identifying data', '11', '12', '', '', '', 'what was removed, how and by whom'],
  ['Missing data', '12', '13', '11', '20', 'flow', 'why data are missing'],
  ['Unclear results of test or reference standard', '', '', '', '19', '', 'how they were dealt with'],
  ['How images were taken; devices', '13', '', '', '13, 14', '', 'protocols and devices'],
  ['Reference standard', '14', '14', '8a', '16a, 16c', '', 'reference standard'],
  ['Why this reference standard', '15', '15', '8a', '16b', '', 'reasons'],
  ['Who gave the labels, and with what', '16', '16, 17', '8b', '12', '', 'who they were, and their tools'],
  [
    'Labels of the test part; who knew what',
    '17',
    '',
    '8c',
    '17a, 17b',
    '',
    'how it was labelled, and blinding',
  ],
  ['Agreement between those who labelled', '18', '18', '', '', '', 'agreement within and between them'],
  ['How data were assigned to parts', '19', '20', '12a', '15b', 'split', null],
  ['Level at which the parts are disjoint', '20', '21', '12a', '15b', 'split', null],
  ['Sample size', '21', '19', '10', '22', 'verdict', 'intended size and how it was set'],
  ['The model', '22', '22', '12c, 12g', '15a', 'encoder approaches', null],
  ['Output and thresholds', '22', '22', '15', '15c', 'operating choices', 'which were set beforehand'],
  ['Software', '23', '23', '', '13', 'versions', null],
  ['Starting values', '24', '24', '', '', 'versions', null],
  ['Training', '25', '25', '12c', '15b', 'approaches choices', null],
  ['Classes of unequal size', '', '', '13', '', 'parts approaches', null],
  ['Choice of the final model', '26', '26', '12c', '', 'verdict choices', null],
  ['Several models together', '27', '27', '', '', '', null, 'None: each approach answers for itself.'],
  ['Measures of performance', '28', '28', '12e', '18', 'figures', null],
  ['Uncertainty', '29', '29', '12e', '18', 'figures verdict', null],
  [
    'Robustness; differences between clusters',
    '30',
    '30',
    '12d, 23b',
    '21',
    'guards subgroups',
    'other checks',
  ],
  ['Explanations of answers', '31', '31', '', '', '', 'heat maps and neighbours, where they were used'],
  ['Recalibration and updating', '', '', '12f, 24', '', 'calibration', 'updating, where it was done'],
  ['Judged on data of the set', '32', '', '23a', '31', 'figures', null],
  ['Judged on data from elsewhere', '33', '32', '16', '29', 'external', 'how those data differ'],
  [
    'Flow of people and images',
    '35',
    '33',
    '20a',
    '24',
    'flow',
    'flow of people before the images came here',
  ],
  [
    'Characteristics of people in each part',
    '36',
    '34',
    '20b, 20c',
    '25, 26a, 26b',
    'parts',
    'age, sex, findings, severity',
  ],
  [
    'Time between test and reference standard; harm',
    '',
    '',
    '6c',
    '27, 32',
    '',
    'intervals, treatments, harm',
  ],
  ['Numbers in each analysis', '', '', '21', '', 'parts', null],
  ['Table of answers by truth', '', '', '', '30', 'confusion', null],
  ['Performance and its precision', '37, 38', '35, 36', '23a', '31', 'figures classes operating', null],
  ['Fairness and subgroups', '', '', '14', '23, 28, 35', 'subgroups', 'whom the data stand for'],
  ['Failures', '39', '37', '', '23', 'failures confusion', 'what the failures have in common'],
  [
    'The full model, to be used by others',
    '',
    '',
    '22',
    '',
    'encoder',
    'where the adapter file and its card are',
  ],
  ['Limits', '40', '38', '26', '33', 'limits', 'limits of the data'],
  ['Interpretation, use, next steps', '41', '39', '25, 27a to 27c', '15d, 34', '', 'what it means'],
  ['Registration', '34', '40', '18d', '36', '', 'number and registry'],
  ['Protocol', '42', '41', '18c', '37', '', 'where it can be read'],
  [
    'Availability of data, code and model',
    '43',
    '',
    '18e, 18f',
    '40a, 40b',
    '',
    'where, and under which terms',
  ],
  ['Funding and interests', '44', '42', '18a, 18b', '38, 39', '', 'funding and interests'],
  ['Ethics approval and consent', '', '', '17', '6', '', 'approval and consent'],
  ['Part taken by patients and the public', '', '', '19', '', '', 'their part, or that there was none'],
];

export const checklistFields: readonly ChecklistField[] = rows.map(
  ([topic, claim, claim2020, tripod, stard, sections, blank, answer]) => ({
    topic,
    claim,
    claim2020,
    tripod,
    stard,
    sections: sections.split(' ').filter((id) => id !== ''),
    blank,
    ...(answer === undefined ? {} : { answer }),
  }),
);
