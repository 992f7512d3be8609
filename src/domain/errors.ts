// The one error type of the project: a closed list of codes plus facts. Sentences for people live in ui/messages.ts.

/** Why one file was refused. Each has its own sentence and its own way out. */
export type FileErrorCode =
  | 'empty-file'
  | 'unreadable-file'
  | 'not-a-file'
  | 'file-too-large'
  | 'unknown-format'
  | 'unsupported-format'
  | 'truncated'
  | 'damaged'
  | 'too-many-pixels'
  | 'too-small'
  | 'no-image'
  | 'bad-header'
  | 'unsupported-transfer-syntax'
  | 'unsupported-pixels'
  | 'nested-too-deeply'
  | 'expands-past-limit'
  | 'slide-pyramid'
  | 'encrypted'
  | 'archive-unreadable'
  | 'archive-in-archive'
  | 'too-many-entries'
  | 'bad-arrays'
  | 'bad-table'
  | 'several-labels'
  | 'canvas-altered'
  | 'no-vector'
  | 'decoder-failed';

/** What can go wrong with a stage or with the whole application. */
export type StageErrorCode =
  | 'worker-crashed'
  | 'worker-silent'
  | 'encoder-missing'
  | 'encoder-damaged'
  | 'encoder-invalid-output'
  | 'no-backend'
  | 'too-few-classes'
  | 'too-few-items'
  | 'storage-full'
  | 'storage-failed'
  | 'storage-blocked'
  | 'storage-newer'
  | 'storage-damaged'
  | 'project-damaged'
  | 'project-newer'
  | 'project-not-one'
  | 'adapter-unfit'
  | 'no-own-window'
  | 'other-file'
  | 'unknown-words'
  | 'invalid-argument'
  | 'internal';

export type AppErrorCode = FileErrorCode | StageErrorCode;

/** Facts that fill a sentence: numbers and short strings only, never a person's name or a path. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/** An `AppError` as plain data: what crosses a worker wall, what is stored, what a view reads. */
export interface ErrorFacts {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly detail: ErrorDetail;
}

/** The only error our own code throws on purpose. `message` states the fact; the advice is the view's business. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: AppErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

/** Plain data of any thrown value; what is not an `AppError` becomes `fallback` (libraries throw strings and objects too). */
export function errorFacts(thrown: unknown, fallback: AppErrorCode = 'internal'): ErrorFacts {
  if (thrown instanceof AppError)
    return { code: thrown.code, message: thrown.message, detail: thrown.detail };
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { code: fallback, message, detail: {} };
}

/** Rebuilds the error on the other side of a wall. */
export function errorFrom(facts: ErrorFacts): AppError {
  return new AppError(facts.code, facts.message, facts.detail);
}

/** True for the platform's cancel signal, which is never shown and never stored as a failure. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

/** The platform's cancel signal. */
export function abortError(): DOMException {
  return new DOMException('The job was cancelled.', 'AbortError');
}
