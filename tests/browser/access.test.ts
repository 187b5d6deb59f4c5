import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { address, copyOf, enlarged, exampleWith, listed, small, useBrowser } from './support.ts';

const browser = useBrowser();
let documentPath = '';
/** `within`: the part that differs from a page that is looked at as a whole; axe takes its time with large papers. */
let pages: readonly { name: string; path: string; within?: string }[] = [];

beforeAll(async () => {
  const detail = await copyOf(
    await exampleWith((d) => d.disclosure.budgetTables.length > 3 && d.report.findings.length > 3),
  );
  documentPath = `/documents/${detail.document.id}`;
  const rule = detail.report.findings[0]?.rule;
  const together = (await listed()).map(({ id }) => id).join(',');
  pages = [
    { name: 'list', path: '/documents' },
    { name: 'empty list', path: '/documents?q=没有这样的单位' },
    { name: 'document', path: `${documentPath}?finding=${rule}.1` },
    { name: 'source of a cell', path: `${documentPath}?cell=/goalSheets/0/name&tab=source`, within: '.panel' },
    {
      name: 'source beside the paper',
      path: `${documentPath}?cell=/goalSheets/0/name&tab=source&beside=true`,
      within: '.panel',
    },
    { name: 'documents together', path: `/checks?documents=${together}` },
    { name: 'nothing to check together', path: '/checks' },
    { name: 'rules', path: '/rules' },
    { name: 'trail', path: '/audit' },
    { name: 'rule', path: `/rules/${rule}` },
    { name: 'unknown page', path: '/nowhere' },
  ];
});

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect.poll(() => page.getByText('正在打开原件').count()).toBe(0);
  await expect.poll(() => page.locator('.paper.waiting').count()).toBe(0);
}

describe('every page', () => {
  it('satisfies axe, and fits 1024 pixels without scrolling sideways', async () => {
    for (const { name, path, within } of pages) {
      const page = await browser.visit(path, small);
      await settled(page);
      expect(await violations(page, within), name).toEqual([]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    const page = await browser.visit(documentPath);
    await settled(page);
    expect(await violations(page, '.outline'), 'the outline on a large screen').toEqual([]);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    // While it fades in, its contrast is not its own.
    await page.waitForTimeout(400);
    expect(await violations(page, '[role="dialog"]'), 'keys').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }, 180_000);

  it('satisfies axe while a reading is being corrected', async () => {
    const page = await browser.visit(`${documentPath}?cell=/goalSheets/0/name&tab=source&beside=true`, small);
    await settled(page);
    await page.locator('.cell.chosen.first').focus();
    await page.keyboard.press('F2');
    await page.getByLabel('更正为').fill('另一名称');
    await page.locator('.recheck').waitFor();
    expect(await violations(page, '.panel')).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.locator('.cell', { hasText: '数量指标' }).first().waitFor();
    await page.locator('.paper-sheet .cell-target').first().click();
    await page.getByRole('button', { name: '增删行' }).click();
    await page.getByRole('button', { name: '下方加一行' }).click();
    await page.locator('.row-editor').waitFor();
    expect(await violations(page, '.panel'), 'a row is added').toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('satisfies axe while findings are fixed or answered for, and files are taken out', async () => {
    const detail = await copyOf(await exampleWith((d) => d.report.findings.some(({ fix }) => fix)));
    const fixable = detail.report.findings.find(({ fix }) => fix);
    const page = await browser.visit(`/documents/${detail.document.id}?finding=${fixable?.rule}.1`, small);
    await settled(page);
    await page.locator('.fix').waitFor();
    await page.keyboard.press('i');
    await page.getByLabel('忽略的理由').waitFor();
    await page.keyboard.press('Enter');
    expect(await violations(page, '.panel'), 'a finding').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '导出' }).click();
    expect(await violations(page, '.document-head'), 'the menu').toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: /修改后的文件/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/将写入/)
      .waitFor();
    await page.waitForTimeout(400);
    expect(await violations(page, '[role="dialog"]'), 'the dialog').toEqual([]);
  });

  it('fits 1366 pixels at 200 % without scrolling sideways', async () => {
    for (const path of ['/documents', documentPath, `${documentPath}?tab=source&beside=true`, '/rules']) {
      const page = await browser.visit(path, enlarged);
      await settled(page);
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
    }
  });

  it('does not shift after it is first shown', async () => {
    for (const path of ['/documents', documentPath, '/rules']) {
      const page = await browser.visit(path);
      await settled(page);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(sum), 300);
          }),
      );
      expect(shift, path).toBeLessThan(0.05);
    }
  });

  it('is reached by the Tab key, beginning with a way past the frame', async () => {
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      seen.add(await page.evaluate(() => document.activeElement?.className.toString() ?? ''));
    }
    expect([...seen].join(' ')).toContain('row-link');
    expect([...seen].join(' ')).toContain('navigation-link');
  });
});

describe('on paper', () => {
  it('the frame and the panel are left out, forms and findings stay', async () => {
    const page = await browser.visit(documentPath);
    await settled(page);
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.top-bar', '.navigation', '.panel', '.outline', '.document-actions']) {
      expect(await page.locator(part).isVisible(), part).toBe(false);
    }
    expect(await page.locator('.paper .form').first().isVisible()).toBe(true);
    expect(await page.locator('.printed-findings').isVisible()).toBe(true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const sheets = await page.locator('.paper').count();
    const printed = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(printed).toBeGreaterThanOrEqual(sheets - 1);
    // Upright and lying A4.
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12]/);
  });

  it('the list prints without the frame', async () => {
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.top-bar').isVisible()).toBe(false);
    expect(await page.locator('.list-table tbody tr').count()).toBe((await listed()).length);
  });
});

describe('the first load', () => {
  it('takes at most 400 kB of script, packed', async () => {
    const page = await browser.visit('/documents');
    await page.waitForLoadState('networkidle');
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((name) => /\.js(\?|$)/.test(name)),
    );
    expect(scripts.length).toBeGreaterThan(0);
    let packed = 0;
    for (const url of scripts) packed += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).byteLength;
    expect(packed).toBeLessThanOrEqual(400_000);
    expect(scripts.every((url) => url.startsWith(address))).toBe(true);
  });
});
