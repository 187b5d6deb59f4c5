import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, listed, useBrowser } from './support.ts';

const examples = path.resolve(import.meta.dirname, '../../examples');
const example = (extension: string): { name: string; buffer: Buffer } => {
  const name = readdirSync(examples).find((f) => f.endsWith(extension));
  if (!name) throw new Error(`no example ends with ${extension}`);
  return { name, buffer: readFileSync(path.join(examples, name)) };
};

const browser = useBrowser();
const add = (page: Page, files: { name: string; buffer: Buffer }[]): Promise<void> =>
  page.setInputFiles(
    'input[type=file]',
    files.map((f) => ({ ...f, mimeType: 'application/octet-stream' })),
  );
const entry = (page: Page, name: string) => page.locator('.upload', { hasText: name });

describe('adding files', () => {
  it('takes good ones, refuses bad ones with a remedy, and keeps what was there', async () => {
    const docx = example('.docx');
    const text = example('.txt');
    const there = `绩效目标：修建道路三公里。${Date.now()}`;
    await ask(`/documents?name=${encodeURIComponent('在列表中.txt')}`, { method: 'POST', body: there });
    const before = await listed();
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    // An example's text with a line more is a document that is not there yet.
    const fresh = Buffer.concat([text.buffer, Buffer.from(`\n测试 ${Date.now()}\n`)]);
    await add(page, [
      { name: '空文件.docx', buffer: Buffer.alloc(0) },
      { name: '截断.docx', buffer: docx.buffer.subarray(0, docx.buffer.length >> 1) },
      { name: '图片.xlsx', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
      { name: '新文件.txt', buffer: fresh },
      { name: '同一份.txt', buffer: Buffer.from(there) },
    ]);
    for (const name of ['空文件.docx', '截断.docx', '图片.xlsx']) {
      const problem = entry(page, name).locator('.upload-problem');
      await problem.waitFor();
      expect(await problem.textContent()).toMatch(/怎么办：\S+/);
      expect(await problem.textContent()).not.toMatch(/Error|undefined|at .*\.ts/);
    }
    await entry(page, '同一份.txt').getByText('内容相同的文件已在列表中').waitFor();
    await entry(page, '新文件.txt').getByText('已加入').waitFor();
    await page.getByText('已加入 1 份，1 份已在列表中，3 份未加入').waitFor();

    const after = await listed();
    expect(after.length).toBe(before.length + 1);
    expect(after.map((d) => d.id)).toEqual(expect.arrayContaining(before.map((d) => d.id)));
    await page.locator('.list-table', { hasText: '新文件.txt' }).waitFor();

    // From the queue straight to the document, while the queue stays.
    await entry(page, '新文件.txt').getByRole('link', { name: '打开' }).click();
    await page.locator('.paper').first().waitFor();
    await page.getByRole('button', { name: '关闭进度' }).click();
    expect(await page.locator('.uploads').count()).toBe(0);
    const added = after.find((d) => d.name === '新文件.txt');
    await ask(new URL(page.url()).pathname, { method: 'DELETE' });
    expect((await listed()).map((d) => d.id)).not.toContain(added?.id);
    for (const { id } of after.filter((d) => d.name === '在列表中.txt'))
      await ask(`/documents/${id}`, { method: 'DELETE' });
  });

  it('takes a zip archive as the documents in it, and tells of each', async () => {
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    const text = example('.txt');
    const fresh = (mark: string): Uint8Array =>
      Buffer.concat([text.buffer, Buffer.from(`\n压缩包测试 ${mark} ${Date.now()}\n`)]);
    const copy = fresh('甲');
    await add(page, [
      {
        name: '各单位.zip',
        buffer: Buffer.from(
          zipSync({
            '甲局/目标表.txt': copy,
            '乙局/目标表.txt': fresh('乙'),
            '乙局/副本.txt': copy,
            '照片.jpg': text.buffer,
            '截断.docx': example('.docx').buffer.subarray(0, 3_000),
            '__MACOSX/._目标表.txt': text.buffer,
          }),
        ),
      },
    ]);
    const item = entry(page, '各单位.zip');
    await page.getByText('已加入 2 份，1 份已在列表中，2 份未加入', { exact: true }).waitFor();
    const problems = await item.locator('.upload-problem').allTextContents();
    expect(problems).toHaveLength(2);
    for (const problem of problems) expect(problem).toMatch(/怎么办：\S+/);
    await item.getByText('跳过 1 个').click();
    await item.getByText('__MACOSX/._目标表.txt').waitFor();
    await item.locator('summary', { hasText: '已在列表中 1 份' }).click();
    await item.getByText('与「甲局/目标表.txt」内容相同').waitFor();
    // Two of one name are told apart by their folders.
    await page.locator('.list-table', { hasText: '甲局-目标表.txt' }).waitFor();
    await item.locator('summary', { hasText: '已加入 2 份' }).click();
    await item.getByRole('link', { name: '打开' }).last().click();
    await page.locator('.paper').first().waitFor();
    for (const { id, name } of await listed())
      if (/^[甲乙]局-目标表/.test(name)) await ask(`/documents/${id}`, { method: 'DELETE' });
  });

  it('takes files that are dropped anywhere on the page', async () => {
    const page = await browser.visit('/rules');
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File([], '空白.docx'));
      return data;
    });
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText('松开即加入文件').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await entry(page, '空白.docx').locator('.upload-problem').waitFor();
    expect(await page.getByText('松开即加入文件').count()).toBe(0);
  });

  it('can be cancelled', async () => {
    const page = await browser.visit('/documents');
    await page.locator('.row-link').first().waitFor();
    await page.route('**/api/v1/documents?name=*', async () => {
      // Never answered: the file stays on its way.
    });
    await add(page, [{ name: '慢.txt', buffer: Buffer.from('慢') }]);
    await page.getByRole('button', { name: '取消 慢.txt' }).click();
    await entry(page, '慢.txt').getByText('已取消').waitFor();
    await page.getByRole('button', { name: '重新加入 慢.txt' }).waitFor();
  });
});
