import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { type PredictionRow, predictionsCsv } from '../../../src/domain/report/predictions-csv';

const bare: PredictionRow = {
  id: 'a1',
  name: null,
  label: '',
  neighboursAnswer: '',
  similarity: null,
  adapterAnswer: '',
  probabilities: null,
  prototypes: null,
  group: null,
  differ: null,
  distance: null,
  unlike: false,
  words: null,
};

function table(rows: readonly PredictionRow[], classNames: readonly string[] = []) {
  return Papa.parse<Record<string, string>>(predictionsCsv(rows, classNames), {
    header: true,
    comments: '#',
    skipEmptyLines: true,
  });
}

describe('the table of answers as CSV', () => {
  test('says what it is before anything else, and leaves out routes that no row has', () => {
    expect(predictionsCsv([bare], []).split('\r\n')[0]).toContain('Research use only. Not a medical device.');
    expect(table([bare]).meta.fields).toEqual([
      'id',
      'label',
      "neighbours' answer",
      'similarity',
      "adapter's answer",
      'routes differ',
      'distance from the set',
      'unlike anything here',
    ]);
  });

  test('holds all routes side by side; a row without one has empty cells', () => {
    const whole: PredictionRow = {
      ...bare,
      name: 'x.png',
      similarity: 0.9,
      distance: 0.1,
      differ: 0.5,
      unlike: true,
      adapterAnswer: 'Round; Sickle',
      probabilities: [0.6, 0.7],
      prototypes: { answer: 'Round', similarity: 0.81, margin: 0.02 },
      group: { answer: 'Sickle', name: 'Cluster 2', distance: 0.4, fartherShare: 0.25 },
      words: { answer: 'none of these', share: 0.5, unknownWords: 'zorg' },
    };
    const { data } = table([whole, { ...bare, name: 'y.png' }], ['Round', 'Sickle']);
    expect(data[0]).toMatchObject({
      file: 'x.png',
      "adapter's answer": 'Round; Sickle',
      'probability Sickle': '0.7000',
      "prototypes' answer": 'Round',
      'prototype margin': '0.0200',
      "group's answer": 'Sickle',
      group: 'Cluster 2',
      'group images farther out': '0.2500',
      'routes differ': '0.5000',
      'distance from the set': '0.1000',
      'unlike anything here': 'yes',
      "words' answer": 'none of these',
    });
    expect(data[1]).toMatchObject({
      'prototype margin': '',
      group: '',
      'unlike anything here': '',
      'similarity share': '',
    });
  });

  test('a similarity below zero is a number, while text that begins with a minus is defused', () => {
    const { data } = table([{ ...bare, label: '-x', similarity: -0.25 }]);
    expect(data[0]).toMatchObject({ similarity: '-0.25', label: "'-x" });
  });
});
