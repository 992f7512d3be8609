// The state as the contents of a project file and back, and what a file is held against before it is believed.
import type { ErrorFacts } from '../domain/errors';
import { adapterForward } from '../domain/predict/adapter-predict';
import type { KeptAdapter } from '../domain/predict/adapter-set';
import type { ProjectContents, ProjectCounts, ProjectTicks } from '../domain/project-file/layout';
import type { DamagedPart, ProjectChecks, ReadProject } from '../domain/project-file/read-project-file';
import type { LabelledRow } from '../domain/report/labels-csv';
import type { ProjectRecord } from '../storage/database';
import type { SavedProject } from '../storage/project-storage';
import type { AppState, Settings } from './app-state';
import { changeBetween } from './change-between';
import { tidyName } from './exports';
import { defaultSettings, initialState } from './initial-state';

/** What is shown of a file before it takes the place of the project that is open. */
export interface OfferedProject {
  readonly projectName: string;
  readonly counts: ProjectCounts;
  readonly options: ProjectTicks;
  readonly appVersion: string;
  readonly parts: number;
  readonly damaged: readonly DamagedPart[];
  readonly resultsLeftOut: number;
  /** SHA-256 (hex) of its vectors and their keys. */
  readonly vectorsSha256: string;
}

/** A project file on its way in; null: none is. */
export type ProjectFileState =
  | null
  | { readonly phase: 'reading'; readonly fileName: string }
  | { readonly phase: 'failed'; readonly fileName: string; readonly error: ErrorFacts }
  | { readonly phase: 'ready'; readonly fileName: string; readonly found: OfferedProject }
  /** It is taking the place of the project that was open. */
  | { readonly phase: 'taking'; readonly fileName: string };

/**
 * All that is kept of a project, without pictures: items in the order they came in, and vectors of these alone. The salt goes
 * along: without it an image dropped later would get another pseudonym than the same one in the file.
 */
export function projectContents(state: AppState): ProjectContents {
  const { project, stages = [] } = changeBetween({ ...state, bin: new Map() }, initialState());
  const items = [...state.items.values()].sort((a, b) => a.serial - b.serial);
  const hashes = new Set(items.flatMap(({ pixelHash, pictureHash }) => [pixelHash, pictureHash]));
  const ofItem = (key: string) => hashes.has(key.slice(0, key.indexOf(':')));
  return {
    record: { ...project },
    items,
    // Names and vectors of removed images stand in the state, too.
    names: new Map([...state.names].filter(([id]) => state.items.has(id))),
    vectors: new Map([...state.vectors].filter(([key]) => ofItem(key))),
    stages: stages.flatMap(([name, stage]) => (stage ? [[name, stage] as const] : [])),
  };
}

/** The rows of the file's labels.csv. */
export function projectLabels({ items, names, classes }: AppState): LabelledRow[] {
  const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
  return [...items.values()]
    .sort((a, b) => a.serial - b.serial)
    .map(({ id, labels, part = null }) => ({
      id,
      name: names.get(id) ?? null,
      labels: labels.flatMap((label) => nameOf.get(label) ?? []),
      part,
    }));
}

/** What was read, as the storage would give it. */
export function savedProject({ record, items, names, vectors, stages }: ProjectContents): SavedProject {
  return { project: record as unknown as ProjectRecord, items, names, vectors, stages: new Map(stages) };
}

export function offeredProject({ contents, manifest, ...rest }: ReadProject): OfferedProject {
  const { counts, options, appVersion } = manifest;
  const { parts, damaged, resultsLeftOut, vectorsSha256 } = rest;
  const projectName = String(contents.record.projectName);
  return { projectName, counts, options, appVersion, parts, damaged, resultsLeftOut, vectorsSha256 };
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Where today's settings have a value, the other has one of its kind; null may stand for anything that is set. */
function isLike(model: unknown, value: unknown): boolean {
  if (value === undefined || model === null) return true;
  if (typeof model === 'number') return Number.isFinite(value);
  if (Array.isArray(model)) return Array.isArray(value);
  if (!isPlain(model)) return typeof model === typeof value;
  return isPlain(value) && Object.entries(model).every(([key, part]) => isLike(part, value[key]));
}

const choices: Partial<Record<keyof Settings, readonly unknown[]>> = {
  mapMethod: ['pca', 'umap'],
  colourBy: ['class', 'prediction', 'group', 'cluster'],
  theme: ['system', 'light', 'dark'],
  studyVector: ['mean', 'statistics'],
  level: ['image', 'group'],
};

function soundSettings(settings: unknown): boolean {
  const chosen = Object.entries(choices).every(([name, allowed]) => {
    const value = (settings as Plain)[name];
    return value === undefined || allowed.includes(value);
  });
  return chosen && isLike(defaultSettings, settings);
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

function soundAdapter(value: unknown): boolean {
  const { id, name, adapter, trainedOn } = value as KeptAdapter;
  const { classes, dim, parameters, curve, trainingIds, validationIds } = adapter;
  const tensors = parameters.every(({ shape, data }) => {
    const size = shape.reduce((product, side) => product * side, 1);
    return data instanceof Float32Array && data.length === size && data.every(Number.isFinite);
  });
  const listed = [classes, trainingIds, validationIds].every(isTexts) && Array.isArray(curve);
  if (!tensors || !listed || ![id, name].every((text) => typeof text === 'string')) return false;
  // It answers for what it says it is made for, or throws.
  const logits = adapterForward(adapter)(new Float32Array(dim));
  return logits.length === classes.length && logits.every(Number.isFinite) && isPlain(trainedOn);
}

/** Whether a stage is of the shape it has today, as far as it can be told without working it out anew. */
function soundStage(name: string, value: unknown): boolean {
  if (name.startsWith('adapter:')) return soundAdapter(value);
  if (name === 'adapters') return isTexts(value);
  const all = value as Plain;
  const { ids, xy, placed, labels, names, basis, cases, judged, summary, signals, curves } = all;
  switch (name) {
    case 'projection':
      return (
        isTexts(ids) && xy instanceof Float32Array && xy.length === 2 * ids.length && placed instanceof Map
      );
    case 'predictions':
      return Array.isArray(value) && value.every((one) => isPlain(one) && typeof one.id === 'string');
    case 'clusters':
      return (
        isTexts(ids) &&
        labels instanceof Int32Array &&
        labels.length === ids.length &&
        names instanceof Map &&
        isPlain(basis) &&
        isPlain(all.silhouette) &&
        Array.isArray(all.reach)
      );
    case 'evaluation':
      return (
        isPlain(cases) && isTexts(cases.ids) && isPlain(judged) && isPlain(judged.plan) && isPlain(summary)
      );
    case 'signal':
      return Array.isArray(signals) && Array.isArray(curves);
    default:
      return true;
  }
}

/** The checks of today's state. Both may throw for what is far from it. */
export const projectChecks: ProjectChecks = { settings: soundSettings, stage: soundStage };

/** Adds up damaged parts of a kind: images of vectors, of pictures, and so on. */
export function damageByKind(
  damaged: readonly DamagedPart[],
): ReadonlyMap<DamagedPart['kind'], DamagedPart & { readonly parts: number }> {
  const byKind = new Map<DamagedPart['kind'], DamagedPart & { readonly parts: number }>();
  for (const { kind, holds } of damaged) {
    const before = byKind.get(kind);
    byKind.set(kind, { kind, holds: holds + (before?.holds ?? 0), parts: 1 + (before?.parts ?? 0) });
  }
  return byKind;
}

/** What the file is called: by the project, which a person has named; nothing else of it. */
export function projectFileName({ projectName }: Pick<AppState, 'projectName'>): string {
  return `${tidyName(projectName)}.lightbench`;
}

export const isProjectFile = (name: string): boolean => /\.lightbench$/i.test(name);
