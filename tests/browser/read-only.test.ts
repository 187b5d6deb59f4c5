import { describe, expect, it } from 'vitest';
import { ask, exampleWith, useBrowser } from './support.ts';

const browser = useBrowser();
const auditor = { as: 'auditor' } as const;

describe('a document that one may only read', () => {
  it('shows findings and fixes, and offers no change', async () => {
    const { document, report } = await exampleWith((d) => d.report.findings.some(({ fix }) => fix !== undefined));
    const page = await browser.visit(`/documents/${document.id}`, auditor);
    await page.getByText('只能查看').waitFor();
    expect(await page.locator('.finding').count()).toBe(report.findings.length);
    await page.locator('.finding-main').first().click();
    for (const name of ['删除', '忽略并说明', '应用', '更正', '增删行'])
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
    // Keys and double clicks do no more than buttons would.
    await page.keyboard.press('i');
    expect(await page.getByLabel('忽略的理由').count()).toBe(0);
    await page.locator('.cell.chosen').first().dblclick();
    await page.getByText('这份文件您只能查看，不能更正。').waitFor();
    expect(await page.getByLabel('更正为').count()).toBe(0);
    // Nor does the interface.
    const refused = await ask(`/documents/${document.id}`, { method: 'DELETE' }, 'auditor');
    expect(refused.status).toBe(403);
    expect(((await refused.json()) as { detail: string }).detail).toMatch(
      /由填报人、.*在各自的范围内进行；您现在的角色是审计/,
    );
  });

  it('stays in the list, and one of another unit is not there at all', async () => {
    const page = await browser.visit('/documents', auditor);
    await page.locator('.row-link').first().waitFor();
    expect(await page.getByRole('button', { name: /^删除 / }).count()).toBe(0);
    const text = '绩效目标：修建道路三公里，财政部门自己的文件。';
    const added = await ask(`/documents?name=${encodeURIComponent('财政.txt')}`, { method: 'POST', body: text });
    const { document } = (await added.json()) as { document: { id: string } };
    const clerk = await browser.visit(`/documents/${document.id}`, { as: 'clerk' });
    await clerk.getByText('没有这份文件').waitFor();
    await ask(`/documents/${document.id}`, { method: 'DELETE' });
  });
});
