// What every action is given: the store and the services it may use. Made once by make-workbench.ts.
import type { StoreApi } from 'zustand';
import type { AppError } from '../domain/errors';
import type { ProjectStorage } from '../storage/project-storage';
import type { Engine } from '../workers/engine';
import type { AppState } from './app-state';
import type { Jobs } from './jobs';
import type { Originals } from './originals';
import type { Pictures } from './pictures';
import type { Saver } from './saver';
import type { Recorder } from './undo';
import type { WindowParts } from './windows';

export interface Services {
  readonly store: StoreApi<AppState>;
  readonly engine: Engine;
  readonly jobs: Jobs;
  readonly pictures: Pictures;
  readonly saver: Saver;
  readonly originals: Originals;
  /** Keeps how to take back what a person changes in the set. */
  readonly history: Recorder;
  /** Settles when the kept project (or that there is none) stands in the state. */
  readonly loaded: Promise<void>;
  /** Counts up when everything is deleted: what was meant for the project before must not enter the one after. */
  readonly project: { serial: number };
  /** Opens the storage: at start, and again when the browser took it away. */
  readonly openStorage: (onLost: (lost: AppError) => void) => Promise<ProjectStorage>;
  readonly windowParts: WindowParts;
}
