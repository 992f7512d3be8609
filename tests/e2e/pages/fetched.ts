// What the server has for a request that a test changes on its way.
import type { APIResponse, Route } from '@playwright/test';

/**
 * The answer of the server. A connection that was kept open may be closed by the server in the moment it is used once more; the test
 * tool asks again then, on a new one, when it is told to.
 */
export function fetched(route: Route): Promise<APIResponse> {
  return route.fetch({ maxRetries: 3 });
}
