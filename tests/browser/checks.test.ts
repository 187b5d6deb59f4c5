import { describe, expect, it } from 'vitest';
import { addressOf, addText, small, useBrowser } from './support.ts';

const sheet = (target: string): string => `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例道路养护
预算单位\t示例县交通局
年度目标\t完成道路养护
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t${target}
产出指标\t质量指标\t验收合格率\t≥95%
`;
const browser = useBrowser();

describe('several documents together', () => {
  it('are chosen in the list by mouse or key, and what they say differently leads to both places', async () => {
    const [one, other] = [
      await addText('本级目标表.txt', sheet('≥120公里')),
      await addText('项目目标表.txt', sheet('≥90公里')),
    ];
    const page = await browser.visit('/documents', small);
    await page.getByRole('checkbox', { name: '勾选 本级目标表.txt' }).check();
    const go = page.getByRole('button', { name: '一起核对' });
    expect(await go.isDisabled()).toBe(true);
    await page.locator('tr', { hasText: '项目目标表.txt' }).locator('.row-link').focus();
    await page.keyboard.press(' ');
    await page.getByText('已勾选 2 份').waitFor();
    await go.click();

    const finding = page.locator('.checks-finding', { hasText: '养护里程' }).first();
    await finding.waitFor();
    expect(await finding.locator('.finding-message').textContent()).toMatch(/120[\s\S]*90|90[\s\S]*120/);
    expect(await finding.locator('.checks-places a').allTextContents()).toEqual(
      expect.arrayContaining(['本级目标表.txt', '项目目标表.txt']),
    );
    const named = addressOf(page).query.get('documents')?.split(',');
    expect(named?.sort()).toEqual([one, other].sort());
    for (const name of ['本级目标表.txt', '项目目标表.txt']) {
      await finding.locator('.checks-places').getByRole('link', { name }).click();
      await page.locator('.cell.chosen.first').waitFor();
      expect(await page.locator('.cell.chosen').allTextContents()).toEqual([
        name === '本级目标表.txt' ? '≥120公里' : '≥90公里',
      ]);
      await page.goBack();
      await finding.waitFor();
    }
    await page.getByRole('button', { name: '不再一起核对 项目目标表.txt' }).click();
    await page.getByText('在文件列表中勾选两份以上').waitFor();
  });
});
