// What runs, as the status line shows it: kinds of jobs and how far each is.

export type JobKind =
  | 'start'
  | 'scan'
  | 'read'
  | 'map'
  | 'train'
  | 'predict'
  | 'sample'
  | 'render'
  | 'alike'
  | 'tidy'
  | 'look'
  | 'words'
  | 'clusters'
  | 'studies'
  | 'search'
  | 'retrieval'
  | 'evaluate'
  | 'signal'
  | 'shortcuts'
  | 'import'
  | 'export'
  | 'cheat'
  | 'save-project'
  | 'open-project';

/** One line of the status bar. */
export interface JobState {
  readonly id: string;
  readonly kind: JobKind;
  readonly done: number;
  readonly total: number;
  readonly unit:
    | 'images'
    | 'groups'
    | 'rows'
    | 'files'
    | 'epochs'
    | 'bytes'
    | 'squares'
    | 'wordings'
    | 'steps'
    | 'percent';
  readonly perSecond: number | null;
}
