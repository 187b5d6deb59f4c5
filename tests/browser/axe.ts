import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe says of the page, or of a part of it. */
export async function violations(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(
    (part) => (globalThis as unknown as { axe: { run(part: string): Promise<AxeResults> } }).axe.run(part),
    within,
  );
  return results.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
}

/** Whether anything can be scrolled sideways that is not meant to: by how many pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const boxes = [document.documentElement, document.querySelector('main')];
    return Math.max(...boxes.map((box) => (box ? box.scrollWidth - box.clientWidth : 0)));
  });
