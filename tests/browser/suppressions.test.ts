import { describe, expect, it } from 'vitest';
import { addText, detailOf, listed, useBrowser } from './support.ts';

const FORM = `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例道路养护
预算单位\t示例县交通局
年度目标\t完成道路养护
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t≥120公里
产出指标\t质量指标\t验收合格率\t≥195%
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
`;
const browser = useBrowser();

describe('answering for a finding', () => {
  it('asks for a reason, keeps it with who and when, changes the counts, and is taken back', async () => {
    const id = await addText('忽略.txt', FORM);
    const { findings } = (await detailOf(id)).report;
    const errors = async () => (await listed()).find((d) => d.id === id)?.findings.error;
    const before = await errors();
    const page = await browser.visit(`/documents/${id}`);
    const card = page.locator('.finding', { hasText: '195' }).first();
    await card.locator('.finding-main').click();
    await page.keyboard.press('i');
    const reason = page.getByLabel('忽略的理由');
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);

    // Without a reason nothing is saved; a day that is over is told.
    await page.keyboard.press('Enter');
    await page.getByText('请写明理由').waitFor();
    expect((await detailOf(id)).suppressions).toEqual([]);
    await reason.fill('合同约定的即为此数');
    await page.getByLabel('有效至').fill('2020-01-01');
    await page.getByRole('button', { name: '忽略（Enter）' }).click();
    await page.getByText('有效期已经过去').waitFor();
    await page.getByLabel('有效至').fill('2099-12-31');
    await reason.press('Enter');

    await page.getByText('已说明理由而忽略 1 处').click();
    const told = page.locator('.suppressions li').first();
    expect(await told.textContent()).toContain('195');
    expect(await told.textContent()).toMatch(
      /理由：合同约定的即为此数\S+（\S+），\d{4}-\d\d-\d\d \d\d:\d\d，有效至 2099-12-31/,
    );
    expect(await page.locator('.finding').count()).toBe(findings.length - 1);
    await page.locator('.document-facts', { hasText: '已忽略 1 处' }).waitFor();
    expect(await errors()).toBe((before ?? 0) - 1);

    await told.getByRole('button', { name: /取消忽略/ }).click();
    await expect.poll(() => page.locator('.finding').count()).toBe(findings.length);
    await page.getByText('已结束的忽略 1 处').click();
    await page.locator('.suppressions', { hasText: '已取消' }).waitFor();
    expect(await errors()).toBe(before);
  });

  it('Esc leaves the finding as it is', async () => {
    const id = await addText('忽略.txt', FORM);
    const page = await browser.visit(`/documents/${id}`);
    await page.locator('.finding', { hasText: '195' }).first().locator('.finding-main').click();
    await page.getByRole('button', { name: '忽略并说明' }).click();
    await page.getByLabel('忽略的理由').fill('不想改');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('忽略的理由').count()).toBe(0);
    expect((await detailOf(id)).suppressions).toEqual([]);
  });
});
