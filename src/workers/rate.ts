// Tells a rate from counts: done per second over a sliding window, so that a pause or a slow start fades out.

const windowMs = 5000;

/** A meter for one job: give it the running count, get items per second (null until 300 ms have been seen). */
export function rateMeter(now: () => number = () => performance.now()): (done: number) => number | null {
  const seen: { at: number; done: number }[] = [];
  return (done) => {
    const at = now();
    seen.push({ at, done });
    while (seen.length > 2 && at - (seen[0]?.at ?? at) > windowMs) seen.shift();
    const first = seen[0];
    if (!first || at - first.at < 300) return null;
    return (1000 * (done - first.done)) / (at - first.at);
  };
}
