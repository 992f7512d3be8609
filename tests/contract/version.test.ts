// Files say which version made them: the one that is released.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appVersion } from '../../src/domain/version';

test('the version that files name is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(appVersion).toBe(version);
});
