// The ledger counts who was asked and what was refused; the headers found are held against those that should be there.
import { expect, test } from 'vitest';
import { securityHeaders } from '../../headers';
import { shutDoors } from '../../src/state/privacy-doors';
import { nobodyAsked, nothingSeen, withAddresses, withTold } from '../../src/state/privacy-ledger';
import { headersFound } from '../../src/state/privacy-look';

test('requests are counted by host; what lies in the page itself is no request', () => {
  const count = withAddresses(nobodyAsked, [
    'http://127.0.0.1:80/a?id=1',
    'http://127.0.0.1/b',
    'https://elsewhere.example:8443/x',
    'blob:http://127.0.0.1/1-2',
    'data:image/png;base64,AA',
  ]);
  expect(count).toEqual({
    requests: 3,
    hosts: new Map([
      ['127.0.0.1', 2],
      ['elsewhere.example:8443', 1],
    ]),
  });
  expect(withAddresses(count, ['http://127.0.0.1/c']).hosts.get('127.0.0.1')).toBe(3);
  expect(nobodyAsked.hosts.size).toBe(0);
});

test('what the service worker tells adds up, bodies of what it refused among it', () => {
  const told = (way: 'copy' | 'site' | 'refused', host = 'a', bodyBytes = 0) =>
    ({ kind: 'request', way, host, method: 'GET', bodyBytes }) as const;
  const all = [told('copy'), told('copy'), told('site'), told('refused', 'b', 5), told('refused', 'c', 7)];
  expect(all.reduce(withTold, nothingSeen)).toEqual({
    fromCopy: 2,
    fromSite: 1,
    refused: 2,
    refusedBytes: 12,
    refusedHosts: new Set(['b', 'c']),
  });
});

test('a header that is lacking, or has other words, is not as meant', () => {
  const headers = new Headers(securityHeaders);
  expect(headersFound(headers).every(({ verdict }) => verdict === 'as-meant')).toBe(true);
  headers.delete('Cross-Origin-Opener-Policy');
  headers.append('Content-Security-Policy', "connect-src 'none'");
  const verdict = (name: string) => headersFound(headers).find((found) => found.name === name)?.verdict;
  expect(verdict('Cross-Origin-Opener-Policy')).toBe('absent');
  expect(verdict('Content-Security-Policy')).toBe('other');
  expect(verdict('Referrer-Policy')).toBe('as-meant');
});

test('doors: what cannot be shut is said to be open, what is not there to be absent', () => {
  const frozen = Object.freeze({ open: () => null, RTCPeerConnection: class {} }) as unknown as Window;
  expect(shutDoors(frozen)).toEqual({ newWindow: 'open', webrtc: 'open', leave: 'open' });
  const bare = {} as unknown as Window;
  expect(shutDoors(bare)).toEqual({ newWindow: 'shut', webrtc: 'absent', leave: 'open' });
  expect(bare.open('https://elsewhere.example/')).toBeNull();
});
