import type { DocumentDetail } from '@jizhun/api';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { addressOf, ask, copyOf, detailOf, exampleWith, isInView, listed, small, useBrowser } from './support.ts';

const browser = useBrowser();
const framed = '.source-body .framed-first';

const source = (page: Page) => page.locator('.source-body [data-source]').first().waitFor();
const withSource = (detail: DocumentDetail, more = ''): string => `/documents/${detail.document.id}?tab=source${more}`;
const ending = (extension: string) => (detail: DocumentDetail) =>
  detail.document.name.endsWith(extension) && detail.disclosure.goalSheets.length > 0;

describe('the source beside the reading', () => {
  it('frames the place of a chosen cell: of a sheet, a document and a text', async () => {
    for (const [extension, look] of [
      ['.xlsx', '.src-sheet'],
      ['.docx', '.src-table'],
      ['.txt', '.src-lines'],
    ] as const) {
      const detail = await exampleWith(ending(extension));
      const page = await browser.visit(withSource(detail), small);
      await source(page);
      expect(await page.locator(look).count(), extension).toBeGreaterThan(0);
      const cell = page.locator('.paper-sheet .cell-target').last();
      await cell.click();
      await page.locator(framed).waitFor();
      // A target may stand in several places: operator, figure and unit.
      const printed = (await page.locator('.source-body .framed').allTextContents()).join('');
      expect(printed.replace(/\s/g, ''), extension).toContain(((await cell.textContent()) ?? '').replace(/\s/g, ''));
      await expect.poll(() => isInView(page, framed, '.source-body')).toBe(true);
    }
  });

  it('shows letters and numbers of a sheet, and turns to the sheet of the chosen cell', async () => {
    const detail = await exampleWith(
      (d) =>
        d.document.name.endsWith('.xlsx') &&
        new Set(Object.values(d.disclosure.provenance).flatMap((o) => o.map((one) => one.part))).size > 1,
    );
    const parts = new Map<string, string>();
    for (const [path, origins] of Object.entries(detail.disclosure.provenance)) {
      if (/\/(level3|rows\/\d+\/label)$/.test(path)) parts.set(origins[0]?.part ?? '', path);
    }
    for (const [part, path] of parts) {
      const origin = detail.disclosure.provenance[path]?.[0];
      const page = await browser.visit(withSource(detail, `&cell=${path}`));
      await page.locator(framed).waitFor();
      expect(await page.locator('.source-sheets [aria-current]').textContent()).toBe(part);
      const place = page.locator(framed);
      const row = await place.locator('xpath=ancestor::tr/th').textContent();
      expect(row).toBe(String(origin?.row));
      expect(await page.locator('.src-sheet thead th').nth(1).textContent()).toBe('A');
    }
  });

  it('stands beside the paper, each side following the other, by mouse and by keyboard', async () => {
    const detail = await exampleWith((d) => ending('.docx')(d) && d.disclosure.goalSheets[0]?.scope === 'project');
    const page = await browser.visit(`/documents/${detail.document.id}`);
    await page.locator('.paper-sheet .cell-target').first().click();
    await page.keyboard.press('y');
    await page.locator(framed).waitFor();
    expect(addressOf(page).query.get('beside')).toBe('true');
    const widths = await page.evaluate(() =>
      ['.paper-pane', '.panel'].map((name) => document.querySelector(name)?.getBoundingClientRect().width ?? 0),
    );
    expect(Math.min(...widths)).toBeGreaterThan(480);

    // From the source to the paper.
    const level3 = detail.disclosure.goalSheets[0]?.indicators.at(-1)?.level3 ?? '';
    await page.locator('.source-body td', { hasText: level3 }).first().click();
    await expect.poll(() => page.locator('.cell.chosen.first').textContent()).toContain(level3);
    await expect.poll(() => isInView(page, '.cell.chosen.first', '.paper-pane')).toBe(true);
    const before = addressOf(page).query.get('cell');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => addressOf(page).query.get('cell')).not.toBe(before);
    expect(await page.evaluate(() => document.activeElement?.classList.contains('framed-first'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('chosen'))).toBe(true);

    // A head is no value: nothing is chosen for it, and that is said.
    await page.locator('.source-body .src-none').first().click();
    await page.getByText('没有读出数值').waitFor();
    await page.keyboard.press('y');
    await expect.poll(() => page.locator('.source-pane').count()).toBe(0);
  });

  it('leads from what found no place to where it stands, and back', async () => {
    const detail = await exampleWith((d) => d.disclosure.unread.length > 0);
    const page = await browser.visit(withSource(detail, '&beside=true'));
    await page.locator('.unread-text').first().click();
    await page.locator(`${framed}.src-unread`).waitFor();
    expect(addressOf(page).query.get('cell')).toBe('/unread/0');
    await page.locator('.cell.selectable').first().click();
    await expect.poll(() => page.locator('.unread-text.chosen').count()).toBe(0);
    await page.locator('.source-body .src-unread').first().click();
    await page.locator('.unread-text.chosen').waitFor();
  });

  it('is not printed, and loads only when it is looked at', async () => {
    const detail = await exampleWith(ending('.docx'));
    const page = await browser.visit(`/documents/${detail.document.id}`);
    await page.waitForLoadState('networkidle');
    const loaded = () =>
      page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /\/source(-pane|$)/.test(name)));
    expect(await loaded()).toBe(false);
    await page.keyboard.press('s');
    await source(page);
    expect(await loaded()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.source-pane').isVisible()).toBe(false);
  });

  it('says what to do where the original cannot be opened', async () => {
    const detail = await exampleWith(ending('.docx'));
    const page = await browser.visit('/rules');
    const problem = {
      type: 'urn:jizhun:problem:unreadable',
      title: '原件不能再次打开',
      status: 422,
      detail: '文件已损坏。',
      code: 'unreadable',
      remedy: '请另存一份。',
    };
    await page.route('**/source', (route) =>
      route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await page.getByRole('link', { name: '文件', exact: true }).click();
    await page.locator('.list-table tbody tr', { hasText: detail.document.name }).locator('.row-link').click();
    await page.locator('.paper').first().waitFor();
    await page.keyboard.press('s');
    await page.getByText('原件不能再次打开').waitFor();
    await page.getByText('请另存一份。').waitFor();
  });
});

describe('correcting a reading', () => {
  /** A target whose only fault a better figure takes away. */
  const wrong = (d: DocumentDetail) => d.report.findings.find(({ rule }) => rule === 'pct-over-100');
  const cards = (page: Page) => page.locator('.finding');

  afterEach(async () => {
    for (const { id } of await listed()) {
      for (const { change, state } of (await detailOf(id)).corrections) {
        if (state !== 'withdrawn') await ask(`/documents/${id}/corrections/${change}`, { method: 'DELETE' });
      }
    }
  });

  it('takes the finding away, marks the cell, keeps both values, lasts, and is undone', async () => {
    const detail = await copyOf(await exampleWith((d) => wrong(d) !== undefined));
    const path = wrong(detail)?.paths.find((one) => one.includes('/targets/')) ?? '';
    const [, sheet, indicator, target] = (/goalSheets\/(\d+)\/indicators\/(\d+)\/targets\/(\d+)/.exec(path) ?? []).map(
      Number,
    );
    const printed =
      detail.disclosure.goalSheets[sheet ?? 0]?.indicators[indicator ?? 0]?.targets[target ?? 0]?.raw ?? '';
    const count = detail.report.findings.length;
    const page = await browser.visit(`/documents/${detail.document.id}?cell=${path}`);
    const cell = page.locator('.cell.chosen.first');
    await cell.dblclick();
    const field = page.getByLabel('更正为');
    await expect.poll(() => field.inputValue()).toBe(printed);
    await page.keyboard.type('不低于95%');
    await page.getByText('理解为 ≥95%').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/已更正。问题 \d+ → \d+ 处/).waitFor();
    expect(await cell.locator('.corrected-mark').count()).toBe(1);
    expect(await cell.textContent()).toContain('不低于95%');
    expect(await cell.getAttribute('title')).toMatch(
      new RegExp(`印出「${printed}」，更正为「不低于95%」，由\\S+（\\S+）于`),
    );
    expect(await page.locator('.correction').textContent()).toContain(printed);
    // The file itself says what it said.
    await page.locator(framed).waitFor();
    expect((await page.locator('.source-body .framed').allTextContents()).join('')).toContain(printed);
    expect(await page.evaluate(() => document.activeElement?.classList.contains('chosen'))).toBe(true);
    await page.getByRole('tab', { name: /问题/ }).click();
    await expect.poll(() => page.getByRole('tab', { name: /问题/ }).textContent()).toBe(`问题 ${count - 1}`);

    await page.reload();
    await page.locator('.cell.chosen.first .corrected-mark').waitFor();
    await page.getByRole('button', { name: '导出' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '读取结果，含更正' }).click(),
    ]);
    expect(download.suggestedFilename()).toContain('含更正');

    // Corrected once more, and back by the keyboard; then the first one by its button.
    await page.locator('.cell.chosen.first').focus();
    await page.keyboard.press('F2');
    await page.getByLabel('更正为').fill('≥90%');
    await page.keyboard.press('Enter');
    await expect.poll(() => cell.textContent()).toContain('≥90%');
    await page.keyboard.press('Control+z');
    await expect.poll(() => cell.textContent()).toContain('不低于95%');
    await page.getByRole('button', { name: '撤销更正' }).click();
    await expect.poll(() => page.locator('.corrected-mark').count()).toBe(0);
    expect(await cell.textContent()).toContain(printed);
    await expect.poll(() => page.getByRole('tab', { name: /问题/ }).textContent()).toBe(`问题 ${count}`);
    expect(await cards(page).count()).toBe(0);
    expect((await detailOf(detail.document.id)).disclosure).toEqual(detail.disclosure);
    // What was tried here, and taken back, stays to be seen.
    await page.getByText(/此前的更正 \d+ 次/).click();
    const past = page.locator('details', { hasText: '此前的更正' });
    expect(await past.textContent()).toMatch(/不低于95%/);
    expect(await past.textContent()).toMatch(/撤销/);
  });

  it('lists what has to be looked at again after a new reading', async () => {
    const detail = await exampleWith((d) => d.disclosure.goalSheets.length > 0);
    const pending = {
      change: 7,
      path: '/goalSheets/0/name',
      from: '旧的名称',
      to: '更正的名称',
      author: '张三',
      at: '2026-03-31T01:05:00.000Z',
      state: 'pending',
    };
    const page = await browser.visit('/rules');
    await page.route(`**/api/v1/documents/${detail.document.id}`, (route) =>
      route.fulfill({ json: { ...detail, corrections: [pending] } }),
    );
    await page.getByRole('link', { name: '文件', exact: true }).click();
    await page.locator('.list-table tbody tr', { hasText: detail.document.name }).locator('.row-link').click();
    await page.locator('.paper').first().waitFor();
    await page.keyboard.press('s');
    const list = page.locator('.corrections-pending');
    await list.getByText('待核对的更正 1 处').waitFor();
    expect(await list.textContent()).toMatch(/旧的名称.*更正的名称.*张三/);
    expect(await page.locator('.corrected-mark').count()).toBe(0);
    await list.locator('.sum-label').click();
    await expect.poll(() => addressOf(page).query.get('cell')).toBe(pending.path);
  });

  it('says what cannot be taken, and Esc leaves everything as it was', async () => {
    const detail = await copyOf(await exampleWith((d) => (d.disclosure.goalSheets[0]?.funding.length ?? 0) > 0));
    const page = await browser.visit(`/documents/${detail.document.id}?cell=/goalSheets/0/funding/0&tab=source`);
    await page.getByRole('button', { name: '更正' }).click();
    await page.getByLabel('更正为').fill('约十二');
    await page.getByText('不是金额').waitFor();
    expect(await page.getByRole('button', { name: /保存/ }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('更正为').count()).toBe(0);
    expect((await detailOf(detail.document.id)).corrections.filter(({ state }) => state !== 'withdrawn')).toEqual([]);
  });
});
