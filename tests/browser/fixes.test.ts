import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressOf, addText, detailOf, exampleWith, useBrowser } from './support.ts';

const FORM = `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例道路养护
预算单位\t示例县交通局
年度目标\t完成道路养护
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t≥120公里
产出指标\t质量指标\t验收合格率\t≥100%
产出指标\t质量指标\t巡查覆盖率\t≥100%
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
`;
const TARGETS = [1, 2].map((i) => `/goalSheets/0/indicators/${i}/targets/0/raw`);

const browser = useBrowser();
const raws = async (id: string): Promise<string[]> =>
  (await detailOf(id)).disclosure.goalSheets[0]?.indicators.map(({ targets }) => targets[0]?.raw ?? '') ?? [];

describe('suggested fixes', () => {
  it('are shown as a difference, applied as a correction by key, and taken back as one', async () => {
    const id = await addText('修改.txt', FORM);
    const page = await browser.visit(`/documents/${id}`);
    const card = page.locator('.finding', { hasText: '验收合格率' }).first();
    await card.locator('.finding-main').click();
    const difference = card.locator('.change-table-values tbody tr');
    expect(await difference.locator('td').allTextContents()).toEqual(['≥100%', '=100%']);
    await page.keyboard.press('a');
    await page.getByText('已按建议修改').waitFor();
    await expect.poll(() => raws(id)).toEqual(['≥120公里', '=100%', '≥100%', '≥90%']);
    const [correction] = (await detailOf(id)).corrections;
    expect(correction).toMatchObject({ path: TARGETS[0], from: '≥100%', to: '=100%', state: 'applied' });
    expect(correction?.reason).toContain('按建议修改');
    await page.locator('.corrected-mark').first().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => raws(id)).toEqual(['≥120公里', '≥100%', '≥100%', '≥90%']);
    expect(addressOf(page).path).toBe(`/documents/${id}`);
  });

  it('of one rule are applied together, those that are wanted, and taken back in one step', async () => {
    const id = await addText('修改.txt', FORM);
    const page = await browser.visit(`/documents/${id}`);
    await page.locator('.finding', { hasText: '验收合格率' }).first().locator('.finding-main').click();
    await page.getByRole('button', { name: '同类 2 处全部应用' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('.fix-list > li').count()).toBe(2);
    await dialog.getByRole('checkbox').first().uncheck();
    await dialog.getByRole('button', { name: '应用 1 处' }).waitFor();
    await dialog.getByRole('checkbox').first().check();
    await dialog.getByRole('button', { name: '应用 2 处' }).click();
    await expect.poll(() => raws(id)).toEqual(['≥120公里', '=100%', '=100%', '≥90%']);
    expect((await detailOf(id)).corrections.map(({ change, path }) => [change, path])).toEqual(
      TARGETS.map((path) => [1, path]),
    );
    await page.getByRole('button', { name: '撤销（U）' }).click();
    await expect.poll(() => raws(id)).toEqual(['≥120公里', '≥100%', '≥100%', '≥90%']);
  });

  it('are written into a copy of the file, after a look at what changes in it', async () => {
    const detail = await exampleWith(
      (d) => d.document.mediaType.includes('openxmlformats') && d.report.findings.some(({ fix }) => fix),
    );
    const page = await browser.visit(`/documents/${detail.document.id}`);
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('button', { name: /修改后的文件/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/将写入 \d+ 处/).waitFor();
    expect(await dialog.locator('.change-table-values ins').first().textContent()).not.toBe('');
    await dialog.getByRole('checkbox').uncheck();
    await dialog.getByText('没有可写入的改动').waitFor();
    expect(await dialog.getByRole('button', { name: '下载' }).isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await dialog.getByText(/将写入 \d+ 处/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '下载' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/（修改）\.(docx|xlsx)$/);
    expect(statSync(await download.path()).size).toBeGreaterThan(1_000);
  });
});
