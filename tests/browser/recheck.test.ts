import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addText, copyOf, detailOf, exampleWith, useBrowser } from './support.ts';

const FORM = `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例道路养护
预算单位\t示例县交通局
年度目标\t完成道路养护
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t≥120公里
产出指标\t质量指标\t验收合格率\t≥95%
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
`;
const TARGET = '/goalSheets/0/indicators/1/targets/0';
const browser = useBrowser();
const said = (page: Page) => page.locator('.recheck [role="status"]');
const messages = async (id: string): Promise<string[]> =>
  (await detailOf(id)).report.findings.map(({ message }) => message).sort();

describe('checking while one types', () => {
  it('tells what would be found before it is saved, without asking the server, and the server finds the same', async () => {
    const id = await addText('随填.txt', FORM);
    const before = await messages(id);
    const page = await browser.visit(`/documents/${id}?tab=source&cell=${TARGET}`);
    await page.locator('.source-file, .source-hint').first().waitFor();
    const asked: string[] = [];
    await page.locator('.cell.chosen.first').focus();
    await page.keyboard.press('F2');
    page.on('request', (request) => {
      if (request.url().includes('/api/')) asked.push(`${request.method()} ${request.url()}`);
    });
    const field = page.locator('.correction-editor textarea');
    await field.fill('≥195%');
    await expect.poll(() => said(page).textContent()).toMatch(/新增 \d+ 处问题/);
    const come = await page.locator('.recheck-come > span:last-child').allTextContents();
    expect(come.some((message) => message.includes('195'))).toBe(true);
    // Back to what is fine: the finding goes again, while still nothing was saved.
    await field.fill('≥96%');
    await expect.poll(() => said(page).textContent()).toBe('这样改：未发现新的问题');
    await field.fill('≥195%');
    await expect.poll(() => said(page).textContent()).toMatch(/新增 \d+ 处问题/);
    expect(asked).toEqual([]);

    await page.keyboard.press('Enter');
    await page.locator('.corrected-mark').first().waitFor();
    expect(asked.some((one) => one.startsWith('POST'))).toBe(true);
    expect(await messages(id)).toEqual([...before, ...come].sort());

    // The other way: what is typed takes the finding away.
    await page.keyboard.press('F2');
    await field.fill('≥97%');
    await expect.poll(() => said(page).textContent()).toMatch(new RegExp(`消除 ${come.length} 处问题`));
    expect(await page.locator('.recheck-gone').count()).toBe(come.length);
    await page.keyboard.press('Escape');
  });

  it('also follows a figure into the sums of a budget', async () => {
    const { document: summary, disclosure } = await copyOf(
      await exampleWith((d) => d.disclosure.budgetTables.length > 3),
    );
    const table = disclosure.budgetTables.findIndex(
      ({ kind }) => kind === 'income-summary' || kind === 'expenditure-summary',
    );
    const rows = disclosure.budgetTables[table]?.rows ?? [];
    const column = rows[0]?.cells.findIndex((cell) => typeof cell === 'number') ?? -1;
    const page = await browser.visit(
      `/documents/${summary.id}?tab=source&cell=/budgetTables/${table}/rows/0/cells/${column}`,
    );
    await page.locator('.cell.chosen.first').focus();
    await page.keyboard.press('F2');
    await page.locator('.correction-editor textarea').fill('987654.32');
    await expect.poll(() => said(page).textContent(), { timeout: 10_000 }).toMatch(/新增 \d+ 处问题/);
    await page.keyboard.press('Escape');
  });

  it('does without where the browser cannot start it', async () => {
    const id = await addText('随填.txt', FORM);
    const page = await browser.visit('/rules');
    await page.route('**/assets/worker-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(page.url().replace('/rules', `/documents/${id}?tab=source&cell=${TARGET}`));
    await page.locator('.cell.chosen.first').focus();
    await page.keyboard.press('F2');
    await page.locator('.correction-editor textarea').fill('≥195%');
    await page.getByText('理解为 ≥195%').waitFor();
    await expect.poll(() => page.locator('.recheck').count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await messages(id)).some((message) => message.includes('195'))).toBe(true);
  });
});
