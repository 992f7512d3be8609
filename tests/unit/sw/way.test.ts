// What the service worker does with a request, from facts alone.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, isOurs, wayOf } from '../../../src/sw/way';

const folder = 'https://host.example/bench/';
const files = ['index.html', 'assets/index-1.js', 'assets/encode.worker-2.js', 'encoders/v2/image.onnx'];
const place = { folder, listed: (path: string) => files.includes(path) };
const page = `${folder}?encoder=other`;
const worker = `${folder}assets/encode.worker-2.js`;

const way = (path: string, more: Partial<Asked> = {}) =>
  wayOf({ url: new URL(path, folder).href, method: 'GET', navigation: false, asker: page, ...more }, place);

describe('a page or worker of the program', () => {
  test.each([page, folder, `${folder}index.html`, worker, `${folder}assets/older-9.js`, 'blob:x', undefined])(
    '%s is ours',
    (asker) => expect(isOurs(asker, place)).toBe(true),
  );

  test('files of the build come from the copy, whatever their query', () => {
    for (const asker of [page, worker])
      for (const path of files) expect(way(`${path}?v=1`, { asker })).toEqual({ to: 'copy', path });
    expect(way('.')).toEqual({ to: 'copy', path: 'index.html' });
    expect(way('files.json')).toEqual({ to: 'list' });
  });

  test('other encoders are asked of the site, anything else is only looked for in older copies', () => {
    expect(way('encoders/other/manifest.json')).toEqual({ to: 'site', path: 'encoders/other/manifest.json' });
    expect(way('assets/index-0.js')).toEqual({ to: 'older', path: 'assets/index-0.js' });
    expect(way('encoders/../notes.csv')).toEqual({ to: 'older', path: 'notes.csv' });
  });

  test('nothing goes to another origin, above the folder, or with a body', () => {
    const addresses = [
      'https://elsewhere.example/bench/index.html',
      'http://host.example/bench/',
      '/',
      '/other/',
    ];
    for (const address of addresses) expect([address, way(address)]).toEqual([address, { to: 'refuse' }]);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect([method, way('index.html', { method })]).toEqual([method, { to: 'refuse' }]);
  });

  test('whatever is asked, only encoders and listed files can leave for the site', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.webPath(), (address, path) => {
        expect(way(address).to).toBe('refuse');
        const found = way(`.${path}`);
        expect(found.to === 'site').toBe(new URL(`.${path}`, folder).pathname.startsWith('/bench/encoders/'));
      }),
    );
  });
});

test('opening the page answers from the copy; opening another page of the site passes', () => {
  const open = (path: string) => way(path, { navigation: true, asker: undefined });
  for (const path of ['.', 'index.html', '?encoder=x'])
    expect(open(path)).toEqual({ to: 'copy', path: 'index.html' });
  for (const path of ['wiki/', 'assets/index-1.js', 'https://elsewhere.example/'])
    expect([path, open(path)]).toEqual([path, { to: 'pass' }]);
});

test('what other pages of the site ask passes untouched, with bodies, too', () => {
  const asker = `${folder}wiki/start.html`;
  expect(isOurs(asker, place)).toBe(false);
  expect(way('wiki/save', { asker, method: 'POST' })).toEqual({ to: 'pass' });
  expect(way('https://elsewhere.example/', { asker })).toEqual({ to: 'pass' });
});
