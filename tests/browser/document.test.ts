import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addressOf, ask, exampleWith, isInView, small, useBrowser } from './support.ts';

const browser = useBrowser();
const firstChosen = '.cell.chosen.first';

async function standsStill(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.querySelector('main')?.scrollTop)).toBe(0);
}

/** Waits until sections that follow while the browser is idle are all there. */
async function complete(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.paper.waiting').count()).toBe(0);
}

describe('a document', () => {
  it('shows each sheet and table as paper, and every finding', async () => {
    const { document: summary, disclosure, report } = await exampleWith((d) => d.disclosure.budgetTables.length > 3);
    const page = await browser.visit(`/documents/${summary.id}`);
    await complete(page);
    expect(await page.locator('.paper-sheet .form').count()).toBe(disclosure.goalSheets.length);
    expect(await page.locator('.paper-table .form').count()).toBe(disclosure.budgetTables.length);
    expect(await page.locator('.finding').count()).toBe(report.findings.length);
    const indicator = disclosure.goalSheets[0]?.indicators[0];
    expect(await page.locator('.paper-sheet').first().textContent()).toContain(indicator?.level3);
    if (disclosure.unread.length > 0) {
      expect(await page.locator('.unread li').count()).toBe(disclosure.unread.length);
    }
  });

  it('goes from a finding to its cells, with the arithmetic, and keeps it in the address', async () => {
    const { document: summary, report } = await exampleWith((d) => d.report.findings.some((f) => f.arithmetic));
    const page = await browser.visit(`/documents/${summary.id}`);
    const wanted = report.findings.find((f) => f.arithmetic);
    const card = page.locator('.finding', { hasText: wanted?.message ?? '' }).first();
    await card.locator('.finding-main').click();
    await page.locator(firstChosen).waitFor();
    await expect.poll(() => isInView(page, firstChosen, '.paper-pane')).toBe(true);
    expect(addressOf(page).query.get('finding')).toMatch(new RegExp(`^${wanted?.rule}\\.\\d+$`));
    const figures = await card.locator('.sum .number').allInnerTexts();
    const number = (text = ''): number => Number(text.replace(/,/g, ''));
    expect(figures.map(number)).toEqual([
      ...(wanted?.arithmetic?.terms.map((t) => t.value) ?? []),
      wanted?.arithmetic?.result,
      wanted?.arithmetic?.printed.value,
      Math.abs(wanted?.arithmetic?.difference ?? Number.NaN),
    ]);
    await standsStill(page);

    // A colleague who gets the address sees the same, scrolled to the same place.
    const again = await browser.visit(addressOf(page).path + new URL(page.url()).search, small);
    await expect.poll(() => isInView(again, firstChosen, '.paper-pane')).toBe(true);
    await expect.poll(() => isInView(again, '.finding.chosen .finding-main', '.panel-scroll')).toBe(true);
  });

  it('goes through the findings by J and K, to the cell by Enter, and back by Esc', async () => {
    const { document: summary } = await exampleWith((d) => d.report.findings.length > 3);
    const page = await browser.visit(`/documents/${summary.id}`);
    await page.locator('.finding').first().waitFor();
    const keys = await page
      .locator('.finding')
      .evaluateAll((cards) => cards.map((c) => c.getAttribute('data-finding')));
    const finding = (): string | null => addressOf(page).query.get('finding');
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-finding]')?.dataset.finding);
    await page.keyboard.press('j');
    await expect.poll(finding).toBe(keys[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(finding).toBe(keys[2]);
    await page.keyboard.press('k');
    await expect.poll(finding).toBe(keys[1]);
    await expect.poll(focused).toBe(keys[1]);
    await page.keyboard.press('Enter');
    const onCell = (): Promise<boolean> => page.evaluate(() => document.activeElement?.matches('.cell') ?? false);
    await expect.poll(onCell).toBe(true);
    expect(await isInView(page, '.cell:focus', '.paper-pane')).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe(keys[1]);
    await standsStill(page);
  });

  it('shows the findings of a cell and where in the file it stands', async () => {
    const detail = await exampleWith((d) => d.report.findings.length > 3 && d.disclosure.goalSheets.length > 0);
    const page = await browser.visit(`/documents/${detail.document.id}`);
    await page.locator('.finding-mark').first().waitFor();
    const marked = page.locator('.cell.selectable', { has: page.locator('.finding-mark') }).first();
    await marked.click();
    const pointer = addressOf(page).query.get('cell') ?? '';
    const origins = detail.disclosure.provenance[pointer];
    expect(origins).toBeDefined();
    expect(await page.locator('.finding-group h3').first().textContent()).toContain('所选单元格');
    expect(await page.locator('.finding-group').first().locator('.finding').count()).toBeGreaterThan(0);
    expect(await page.locator('.chosen-line').textContent()).toContain('出处：');

    await page.getByRole('tab', { name: '出处' }).click();
    expect(addressOf(page).query.get('tab')).toBe('source');
    const place = await page.locator('.origins li').first().textContent();
    const [origin] = origins ?? [];
    expect(place).toContain(String(origin?.cell ?? origin?.line ?? origin?.row));
    expect(place).toMatch(/原样|带下|移回|修复|推测/);
    expect(await page.locator('.source-file').textContent()).toContain(detail.document.name);
  });

  it('lets one walk over the paper with the arrow keys', async () => {
    const { document: summary } = await exampleWith((d) => d.disclosure.goalSheets.length > 0);
    const page = await browser.visit(`/documents/${summary.id}`);
    await complete(page);
    const cell = page.locator('.paper-sheet .cell-target, .paper-sheet .cell-number').first();
    await cell.click();
    const from = addressOf(page).query.get('cell');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => addressOf(page).query.get('cell')).not.toBe(from);
    expect(await page.evaluate(() => document.activeElement?.classList.contains('chosen'))).toBe(true);
    expect(await page.locator('.cell[tabindex="0"]:focus').count()).toBe(1);
    await page.keyboard.press('s');
    await page.locator('.source-value').first().waitFor();
  });

  it('filters findings by severity and by words', async () => {
    const { document: summary, report } = await exampleWith(
      (d) => new Set(d.report.findings.map((f) => f.severity)).size > 1,
    );
    const page = await browser.visit(`/documents/${summary.id}`);
    const cards = page.locator('.finding');
    const severity = report.findings[0]?.severity;
    const words = { error: '错误', warning: '警告', info: '建议' };
    await page.locator('.severity-toggle', { hasText: words[severity ?? 'error'] }).click();
    await expect.poll(() => cards.count()).toBe(report.findings.filter((f) => f.severity === severity).length);
    expect(addressOf(page).query.get('severity')).toBe(severity);
    await page.locator('.severity-toggle', { hasText: words[severity ?? 'error'] }).click();
    await page.getByRole('searchbox', { name: '在问题中查找' }).fill('没有这样的问题');
    await page.getByText('没有符合条件的问题').waitFor();
  });

  it('shows what could not be checked, and what was seen on opening', async () => {
    const detail = await exampleWith((d) => d.report.findings.length > 0);
    const [finding] = detail.report.findings;
    if (!finding) throw new Error('no finding');
    const altered = {
      ...detail,
      notices: [{ kind: 'hidden', part: 'Sheet1', message: '工作表「Sheet1」有 2 行隐藏。' }],
      report: { ...detail.report, unchecked: [{ rule: finding.rule, missing: '部门预算收入总表' }] },
    };
    const page = await browser.visit('/rules');
    await page.route(`**/api/v1/documents/${detail.document.id}`, (route) => route.fulfill({ json: altered }));
    await page.getByRole('link', { name: '文件', exact: true }).click();
    await page.locator('.list-table tbody tr', { hasText: detail.document.name }).locator('.row-link').click();
    await page.getByText('打开文件时看到 1 处').click();
    await page.getByText('工作表「Sheet1」有 2 行隐藏。').waitFor();
    await page.getByText('未能核对 1 项').last().click();
    await page.getByText('缺：部门预算收入总表').waitFor();
  });

  it('gives what the interface gives as downloads', async () => {
    const { document: summary } = await exampleWith((d) => d.document.mediaType.includes('openxmlformats'));
    const page = await browser.visit(`/documents/${summary.id}`);
    for (const [name, part] of [
      ['读取结果', 'disclosure'],
      ['核对结果', 'report'],
      ['原文件', 'original'],
    ] as const) {
      await page.getByRole('button', { name: '导出' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.export-item', { has: page.getByText(name, { exact: true }) }).click(),
      ]);
      const answer = await ask(`/documents/${summary.id}/${part}`);
      expect(readFileSync(await download.path()).equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    }
    // What is made anew each time.
    for (const [name, ending] of [['带批注的文件', /（批注）\.(docx|xlsx)$/]] as const) {
      await page.getByRole('button', { name: '导出' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.export-item', { has: page.getByText(name, { exact: true }) }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(ending);
      expect(await download.failure()).toBeNull();
    }
    await page.getByRole('button', { name: '导出' }).click();
    await page.keyboard.press('Escape');
    expect(await page.locator('.export-menu').count()).toBe(0);
  });

  it('says so where there is none', async () => {
    const page = await browser.visit('/documents/00000000-0000-4000-8000-000000000000');
    expect(await page.getByRole('alert').textContent()).toMatch(/找不到|没有/);
    await page.getByRole('link', { name: '回到文件列表' }).click();
    await page.locator('.row-link').first().waitFor();
  });
});
