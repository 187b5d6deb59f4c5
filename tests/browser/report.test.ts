import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from './find-browser.ts';
import { ask, exampleWith, small } from './support.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-report-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser(inject('browser'));
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

it('the report of a document, saved and opened elsewhere, is whole, satisfies axe, fits the screen, and prints on A4', async () => {
  const { document, report } = await exampleWith(({ report }) => report.findings.length > 3);
  const response = await ask(`/documents/${document.id}/report.html`);
  const file = path.join(folder, '核对报告.html');
  writeFileSync(file, await response.text());
  const page = await browser.newPage({ viewport: small });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  expect(asked).toEqual([pathToFileURL(file).href]);
  expect(await page.getByRole('article').count()).toBe(report.findings.length);
  const [first] = report.findings;
  expect(await page.getByText(first?.fingerprint ?? '').count()).toBe(1);

  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const wider = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = globalThis.document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(wider).toBe(0);

  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[([\d. ]+)\]/g)].map(([, box = '']) =>
    box.trim().split(' ').map(Number),
  );
  expect(sizes.length).toBeGreaterThan(0);
  for (const [, , width = 0, height = 0] of sizes) {
    expect(Math.round(width)).toBeCloseTo(595, -0.7);
    expect(Math.round(height)).toBeCloseTo(842, -0.7);
  }
  await page.close();
});
