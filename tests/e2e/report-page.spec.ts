// The report as a reader gets it: one file, opened from the disk with the network off, on screen, on a phone, on paper.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, type TestInfo, test } from '@playwright/test';
import { reportHtml } from '../../src/domain/report/html/report-page';
import { reportCase } from '../fixtures/builders/report-case';

/** Width between the margins of an A4 page, in CSS pixels. */
const paperPx = 688;

/** Opens a report with pictures and file names in it; gives the addresses that were asked for. */
async function openReport(page: Page, info: TestInfo): Promise<readonly string[]> {
  const { pictures } = reportCase();
  const report = reportCase({ pictures: { ...pictures, thumbnailsTicked: true, fileNamesTicked: true } });
  const path = info.outputPath('report.html');
  writeFileSync(path, reportHtml(report));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => asked.push(message.text()));
  page.on('dialog', (dialog) => asked.push(dialog.message()));
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(path).href);
  return asked;
}

async function violations(page: Page) {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`opens from the disk without a network, ${colorScheme}: nothing asked for, nothing run, no violation`, async ({
    page,
  }, info) => {
    await page.emulateMedia({ colorScheme });
    const asked = await openReport(page, info);
    await expect(page.getByText(/beats 5-NN by 4 points/)).toBeVisible();
    await expect(page.getByRole('img', { name: 'Image #f00d' }).first()).toBeVisible();
    expect(
      await page.evaluate(() => document.querySelectorAll('script, iframe, link[rel=stylesheet]').length),
    ).toBe(0);
    expect(await violations(page)).toEqual([]);
    const outside = asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'));
    expect(outside).toEqual([]);
    expect(asked.filter((url) => url.startsWith('file:'))).toHaveLength(1);
  });
}

test('axe sees a planted fault, and the policy in the page stops a planted script', async ({
  page,
}, info) => {
  await openReport(page, info);
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
    document.body.append(image);
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.body.append(script);
  });
  expect((await violations(page)).map(([id]) => id)).toContain('image-alt');
  expect(await page.title()).not.toBe('run');
});

test('on a phone the page is as wide as the screen; wide tables scroll by themselves', async ({
  page,
}, info) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openReport(page, info);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
});

test('prints on A4: light, no table wider than the paper, none that fits a page is cut, heads come again', async ({
  page,
}, info) => {
  await page.setViewportSize({ width: paperPx, height: 1000 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await openReport(page, info);
  const printed = await page.evaluate(() => {
    const style = (element: Element) => getComputedStyle(element);
    const tables = [...document.querySelectorAll('table')];
    return {
      paper: style(document.body).backgroundColor,
      contents: style(document.querySelector('.contents') as Element).display,
      wide: tables
        .filter((table) => table.scrollWidth > document.body.clientWidth)
        .map((table) => table.caption?.textContent),
      cut: tables.filter((table) => table.matches('.whole') && style(table).breakInside !== 'avoid').length,
      cutRows: [...document.querySelectorAll('tr')].filter((row) => style(row).breakInside !== 'avoid')
        .length,
      heads: tables.filter((table) => table.tHead && style(table.tHead).display !== 'table-header-group')
        .length,
      overlong: tables
        .filter((table) => table.matches('.whole') && table.offsetHeight > 1000)
        .map((table) => table.caption?.textContent),
    };
  });
  expect(printed).toEqual({
    paper: 'rgb(255, 255, 255)',
    contents: 'none',
    wide: [],
    cut: 0,
    cutRows: 0,
    heads: 0,
    overlong: [],
  });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThan(3);
});
