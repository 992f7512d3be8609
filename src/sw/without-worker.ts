// A planted fault for tests: a server that has no service worker to give, as on a host where none is possible.
import type { Plugin } from 'vite';
import { workerPath } from './build-list.ts';

/** Answers the service worker's script with 404 on the preview server. */
export function withoutWorker(): Plugin {
  return {
    name: 'without-worker',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (!request.url?.endsWith(`/${workerPath}`)) return next();
        response.statusCode = 404;
        response.end();
      });
    },
  };
}
