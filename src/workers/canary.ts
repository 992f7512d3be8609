// Each worker's own check that the policy reaches into it: it tries to fetch from elsewhere and must be stopped by us.
import type { CanaryVerdict } from './engine';

// A reserved name that no resolver knows (RFC 2606): even where no policy stops it, nothing can be reached.
const foreignUrl = 'https://lightbench-canary.invalid/';
const graceMs = 250;

/**
 * Makes the check. `policy` only when the browser itself reports that `connect-src` stopped the fetch; a fetch that
 * merely failed (no network) proves nothing and counts as `not-enforced`.
 */
export function listenForPolicy(): () => Promise<CanaryVerdict> {
  return async () => {
    let stopped = false;
    const note = (event: SecurityPolicyViolationEvent) => {
      if (event.blockedURI.startsWith(foreignUrl.slice(0, -1))) stopped = true;
    };
    self.addEventListener('securitypolicyviolation', note);
    try {
      await fetch(foreignUrl, { mode: 'no-cors', cache: 'no-store' });
    } catch {
      // Expected: either our policy or the missing network. Which of the two, the event below tells.
    }
    // The violation event is queued as a task of its own and can come after the rejection.
    if (!stopped) await new Promise((resolve) => setTimeout(resolve, graceMs));
    self.removeEventListener('securitypolicyviolation', note);
    return stopped ? 'policy' : 'not-enforced';
  };
}
