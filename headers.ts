// The response headers that fence the workbench in; shared by the dev server, the preview server and the tests.
// They stand on every file, worker scripts included: a <meta> policy does not reach into workers.

/** Content-Security-Policy of the page that opens images: nothing may be sent anywhere but to the page's own origin. */
export const workbenchPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Reported to the page alone, never sent: text that would become script or markup. Enforced, it stops `new Worker`. */
export const scriptSinkPolicy = "require-trusted-types-for 'script'";

/** All headers by name: the policies, the three isolation headers (they unlock WASM threads), three that shut side doors. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': workbenchPolicy,
  'Content-Security-Policy-Report-Only': scriptSinkPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'X-Content-Type-Options': 'nosniff',
};
