// What the page on hosting says to send is what the program holds its pages to.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { securityHeaders } from '../../headers';

const text = readFileSync('docs/hosting.md', 'utf8');

test.each(Object.entries(securityHeaders))(
  '%s stands in the plain list, for nginx and for Apache',
  (name, value) => {
    expect(text).toContain(`${name}: ${value}\n`);
    expect(text).toContain(`add_header ${name} "${value}" always;`);
    expect(text).toContain(`Header always set ${name} "${value}"`);
  },
);
