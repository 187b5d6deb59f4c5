import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addText, detailOf, useBrowser } from './support.ts';

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
const LEVEL3 = '/goalSheets/0/indicators/1/level3';
const browser = useBrowser();
const names = async (id: string): Promise<string[]> =>
  (await detailOf(id)).disclosure.goalSheets[0]?.indicators.map(({ level3 }) => level3) ?? [];
const open = async (id: string): Promise<Page> => {
  const page = await browser.visit(`/documents/${id}?tab=source&cell=${LEVEL3}`);
  await page.getByRole('button', { name: '增删行' }).click();
  return page;
};

describe('rows of a reading', () => {
  it('that the reader missed are added, checked while they are filled in, and taken back', async () => {
    const id = await addText('增行.txt', FORM);
    const page = await open(id);
    await page.getByRole('button', { name: '下方加一行' }).click();
    const form = page.locator('.row-editor');
    const name = form.getByLabel('三级指标');
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await form.getByLabel('二级指标').inputValue()).toBe('质量指标');
    await page.keyboard.press('Enter');
    await form.getByText('请填写三级指标').waitFor();
    await name.fill('返工率');
    await form.getByLabel(/指标值/).fill('≤195%');
    await form.locator('.recheck [role="status"]').waitFor();
    await form.getByLabel(/指标值/).fill('≤5%');
    await form.getByLabel('理由').fill('原件此处有一行未读到');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(id)).toEqual(['养护里程', '验收合格率', '返工率', '群众满意度']);
    await page.locator('.cell', { hasText: '返工率' }).click();
    await page.getByText('这一行是增加的').waitFor();
    expect(await page.locator('.correction').textContent()).toMatch(
      /增加一行：返工率 ≤5%.*理由：原件此处有一行未读到/s,
    );

    // What was added can be corrected like any other value.
    await page.keyboard.press('F2');
    await page.locator('.correction-editor textarea').fill('返工处数');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(id)).toEqual(['养护里程', '验收合格率', '返工处数', '群众满意度']);
    await page.getByText('已更正 2 处').click();
    await page.getByRole('button', { name: '撤销对增加一行的更正' }).click();
    await expect.poll(() => names(id)).toEqual(['养护里程', '验收合格率', '群众满意度']);
    expect(await page.locator('.corrections-pending').count()).toBe(0);
  });

  it('that are none are taken out, and come back where they were', async () => {
    const id = await addText('删行.txt', FORM);
    const page = await open(id);
    await page.getByRole('button', { name: '删去这一行' }).click();
    await expect.poll(() => names(id)).toEqual(['养护里程', '群众满意度']);
    await page.getByText('已更正 1 处').click();
    expect(await page.locator('.corrections').textContent()).toContain('删去一行：验收合格率 ≥95%');
    await page.keyboard.press('Control+z');
    await expect.poll(() => names(id)).toEqual(['养护里程', '验收合格率', '群众满意度']);
  });

  it('are added where none was read at all', async () => {
    const id = await addText('无指标.txt', FORM.split('\n').slice(0, 6).join('\n'));
    const page = await browser.visit(`/documents/${id}?tab=source&cell=/goalSheets/0/name`);
    await page.getByRole('button', { name: '增删行' }).click();
    await page.getByRole('button', { name: '增加指标' }).click();
    const form = page.locator('.row-editor');
    await form.getByLabel('一级指标').fill('产出指标');
    await form.getByLabel('二级指标').fill('数量指标');
    await form.getByLabel('三级指标').fill('养护里程');
    await form.getByLabel(/指标值/).fill('≥120公里');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(id)).toEqual(['养护里程']);
  });
});
