// What page and service worker say to each other: plain data, by kind.

/** What became of one request that a page or worker of ours made. */
export interface RequestTold {
  readonly kind: 'request';
  /** `copy`: answered from the kept files. `site`: asked of the site. `refused`: answered with an error, never sent. */
  readonly way: 'copy' | 'site' | 'refused';
  /** Host name, with the port where there is one. */
  readonly host: string;
  readonly method: string;
  /** Size of the body it carried. */
  readonly bodyBytes: number;
}

/** How far the service worker is with fetching the build. */
export interface FetchingTold {
  readonly kind: 'fetching';
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** A file of the site is not the one of the build, or not to be had: nothing of this build is used. */
export interface UnfitTold {
  readonly kind: 'unfit';
  readonly path: string;
  readonly why: 'missing' | 'other-content';
}

/** From the service worker to pages. */
export type WorkerTells = RequestTold | FetchingTold | UnfitTold;

/**
 * From a page to the service worker. `started`: this page runs on the worker's build. `take-over`: a person wants the
 * new build now. `own-policy`: does the policy hold the service worker itself?
 */
export interface PageAsks {
  readonly kind: 'started' | 'take-over' | 'own-policy';
}

/** Answer to `take-over`: another window of the program stands in the way, or none. */
export interface TakeOverAnswer {
  readonly taken: boolean;
}

/** Answer to `own-policy`: null where the site could not be asked. */
export interface OwnPolicyAnswer {
  readonly held: boolean | null;
}
