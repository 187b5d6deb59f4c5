import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { overflow, violations } from './axe.ts';
import { ask, small, useBrowser } from './support.ts';

const browser = useBrowser();

/** Sends an archive and leaves as soon as the answer begins. */
async function sendAndLeave(name: string, files: number): Promise<void> {
  const bytes = zipSync(
    Object.fromEntries(
      Array.from({ length: files }, (_, i) => [
        `${i}.txt`,
        strToU8(
          `示例县2026年项目支出绩效目标表\n项目名称\t示例道路养护\n产出指标\t数量指标\t里程\t≥${i}公里\n${Date.now()}`,
        ),
      ]),
    ),
  );
  const response = await ask(`/documents?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
}

it('shows what goes on beside the page to its end, and lets it be cancelled and begun anew', async () => {
  await sendAndLeave('各所归档.zip', 6);
  const page = await browser.visit('/jobs');
  const row = page.locator('.jobs-table tbody tr').first();
  await row.getByText('已完成').waitFor();
  expect(await row.textContent()).toContain('“各所归档.zip”：加入 6 份。');
  expect(await row.textContent()).toContain('6 / 6');
  expect(await violations(page)).toEqual([]);

  await sendAndLeave('许多.zip', 400);
  // It is done in a few seconds: seen at once by who comes to the page, not when it looks again by itself.
  await page.reload();
  const running = page.locator('.jobs-table tbody tr', { hasText: '进行中' });
  await running.locator('progress').waitFor();
  await running.getByRole('button', { name: '取消' }).click();
  await row.getByText('已取消').waitFor();
  await row.getByRole('button', { name: '重新进行' }).click();
  await row.getByRole('button', { name: '取消' }).click();
  await row.getByText('已取消').waitFor();
  await page.locator('.jobs-table tbody tr').nth(1).getByRole('link', { name: '查看' }).click();
  await page.waitForURL('**/documents');
});

it('fits a small screen, and says where there is nothing', async () => {
  const page = await browser.visit('/jobs', { ...small, as: 'auditor' });
  await page.getByText('还没有后台任务。').waitFor();
  expect(await overflow(page)).toBe(0);
});
