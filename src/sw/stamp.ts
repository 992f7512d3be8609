// Responses of the service worker: content type by the file's name, and all headers of the policy on every one.
import { securityHeaders } from '../../headers';

// Plain static servers know few of these names; a module or a WebAssembly file with a wrong type does not run.
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  wasm: 'application/wasm',
};

/** The header that carries a kept file's SHA-256, by which a later build recognises it. */
export const hashHeader = 'X-Content-SHA256';

/** MIME type of a file by its name's ending; unknown ones are bytes. */
export function typeOf(path: string): string {
  return types[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** A response with `body`, the type that `path` asks for, the policy's headers and `extra`. */
export function stamped(
  path: string,
  body: BodyInit | null,
  extra: Readonly<Record<string, string>> = {},
  status = 200,
): Response {
  return new Response(body, {
    status,
    headers: { 'Content-Type': typeOf(path), ...extra, ...securityHeaders },
  });
}
