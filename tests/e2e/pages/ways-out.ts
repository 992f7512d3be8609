// Ways for data to leave a page or a worker, as a careless library would use them, and listeners that notice each.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Worker } from '@playwright/test';

export interface Listeners {
  /** Address of the other site. */
  readonly url: string;
  /** Address of its WebRTC server. */
  readonly stun: string;
  /** Ways by which something came, each once. */
  heard(): readonly string[];
  close(): Promise<void>;
}

/** Another site on this machine: notes which path was asked for, and whether a packet of WebRTC came. */
export async function listen(): Promise<Listeners> {
  const heard = new Set<string>();
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1).split('?')[0] ?? '';
    // A window that opens asks for this by itself.
    if (path !== 'favicon.ico') heard.add(path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/javascript');
    response.end('');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = createSocket('udp4', () => heard.add('webrtc'));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stun: `stun:127.0.0.1:${socket.address().port}`,
    heard: () => [...heard].sort(),
    async close() {
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Keeps the browser's own functions before the page shuts them, as code would that runs first. Call before the page opens. */
export async function keepOwnFunctions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { RTCPeerConnection: Connection, open } = window;
    Object.assign(window, { own: { Connection, open: open.bind(window) } });
  });
}

/** Five ways out of a page. `own`: by the functions kept from before the page's start. */
export async function leakFromPage(page: Page, { url, stun }: Listeners, own = false): Promise<void> {
  await page.evaluate(
    async ([to, server, kept]) => {
      const functions = kept
        ? (window as unknown as { own: { Connection: typeof RTCPeerConnection; open: typeof window.open } })
            .own
        : { Connection: window.RTCPeerConnection, open: window.open };
      const image = new Image();
      const seen = new Promise((resolve) => {
        image.onload = image.onerror = resolve;
      });
      image.src = `${to}/image?id=1`;
      navigator.sendBeacon(`${to}/beacon`, 'id=1');
      await fetch(`${to}/fetch?id=1`, { mode: 'no-cors' }).catch(() => undefined);
      // What a runtime does whose files are left at a CDN.
      await import(/* @vite-ignore */ `${to}/import?id=1`).catch(() => undefined);
      functions.open(`${to}/window?id=1`);
      if (functions.Connection) {
        const connection = new functions.Connection({ iceServers: [{ urls: server }] });
        connection.createDataChannel('out');
        await connection.setLocalDescription(await connection.createOffer());
      }
      await seen;
    },
    [url, stun, own] as const,
  );
  // A packet and another window's request come by themselves.
  await page.waitForTimeout(1500);
}

/** Three ways out of a worker: it has no images, windows, beacons or calls. */
export async function leakFromWorker(worker: Worker, { url }: Listeners): Promise<void> {
  await worker.evaluate(async (to) => {
    await fetch(`${to}/worker-fetch?id=1`, { mode: 'no-cors' }).catch(() => undefined);
    await import(/* @vite-ignore */ `${to}/worker-import?id=1`).catch(() => undefined);
    const request = new XMLHttpRequest();
    await new Promise((resolve) => {
      request.onloadend = resolve;
      request.open('GET', `${to}/worker-request?id=1`);
      request.send();
    });
  }, url);
}
