// The name of what the service worker keeps: the program's own files, none of which says anything of a project.

/**
 * Names of the service worker's caches begin with this; the build's name follows. Frozen, as the database's name is.
 * Deleting a project leaves them (see wipe.ts), so that the page still opens without a network.
 */
export const programCachePrefix = 'program-files-of-lightbench-';
