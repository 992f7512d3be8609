// The state of a new project, and the settings it starts with.
import { defaultWordForm } from '../domain/encode/word-form';
import { defaultRendering } from '../domain/intake/rendering';
import { defaultSpec } from '../domain/predict/adapter-default';
import { nothingCompared } from './alike';
import type { AppState, Settings } from './app-state';
import { defaultClusterSettings } from './cluster-settings';
import { defaultEvaluation } from './evaluation';
import { encoderSpace } from './space';
import { notTidied } from './tidy';
import { noHistory } from './undo';
import { writing } from './windows';

export const defaultSettings: Settings = {
  mapMethod: 'umap',
  mapNeighbours: 15,
  colourBy: 'class',
  thumbnailsOnMap: false,
  voteNeighbours: 5,
  voteWeighting: 'similarity',
  adapter: defaultSpec('mlp', 1),
  seed: 1,
  theme: 'system',
  groupRule: null,
  rendering: defaultRendering,
  renderingWanted: null,
  frames: { files: null, series: null, every: 5 },
  studyVector: 'mean',
  level: 'image',
  words: defaultWordForm,
  clusters: defaultClusterSettings,
  evaluation: defaultEvaluation,
  space: encoderSpace,
  importedSpaces: [],
};

/** 128 random bits as hex: makes this project's pseudonyms its own. */
export function newSalt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  );
}

export function initialState(): AppState {
  return {
    projectName: 'Untitled project',
    salt: newSalt(),
    classes: [],
    items: new Map(),
    names: new Map(),
    settings: defaultSettings,
    keptMarks: new Set(),
    externalJudged: 0,
    vectors: new Map(),
    studies: new Map(),
    texts: new Map(),
    textsError: null,
    projection: { phase: 'empty' },
    adapter: { phase: 'empty' },
    adapters: [],
    predictions: { phase: 'empty' },
    clusters: { phase: 'empty' },
    evaluation: { phase: 'empty' },
    signal: { phase: 'empty' },
    guards: { phase: 'empty' },
    cheat: { phase: 'empty' },
    wordLab: { phase: 'empty' },
    projectionFrame: null,
    liveCurve: [],
    selection: [],
    focus: null,
    focusAnswer: null,
    where: null,
    alike: nothingCompared,
    search: null,
    retrieval: { phase: 'empty' },
    columns: new Map(),
    hiddenClasses: [],
    history: noHistory,
    tidy: notTidied,
    listing: null,
    review: null,
    frameReview: null,
    intake: { phase: 'idle' },
    drop: null,
    bin: new Map(),
    refusals: [],
    groupQuestion: null,
    embeddingsOffer: null,
    labelOffer: null,
    folderNames: new Map(),
    renderProblems: [],
    projectFile: null,
    jobs: [],
    save: { phase: 'loading' },
    window: writing,
    encoder: { phase: 'starting' },
    card: { phase: 'unread' },
    canvas: null,
    canary: null,
    notice: null,
    firstRun: true,
  };
}
