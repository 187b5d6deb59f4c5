import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TokenIssued } from '@jizhun/api';
import { afterAll, expect, test } from 'vitest';
import { overflow, violations } from './axe.ts';
import { address, ask, small, useBrowser } from './support.ts';

const browser = useBrowser();
const endings: (() => void)[] = [];
afterAll(() => {
  for (const end of endings) end();
});

test('a token is given out within what one may, shown once, used, and taken back', async () => {
  const page = await browser.visit('/interface');
  await page.getByRole('button', { name: '发放' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: '发放' }).click();
  await expect.poll(() => form.getByText('写明用途').count()).toBe(1);
  expect(await form.getByText('至少选择一项').count()).toBe(1);
  expect(await form.getByText('授予、收回角色').count()).toBe(0);
  expect(await violations(page)).toEqual([]);

  const name = `对接 ${Date.now()}`;
  await form.getByLabel('用途').fill(name);
  await form.getByLabel('查看文件和核对结果').check();
  const answered = page.waitForResponse((response) => response.url().endsWith('/tokens') && response.status() === 201);
  await form.getByRole('button', { name: '发放' }).click();
  const { secret } = (await (await answered).json()) as TokenIssued;
  await page.getByRole('dialog').getByText(secret).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '已保存，关闭' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect.poll(() => row.getByText('有效').count()).toBe(1);
  expect(await page.content()).not.toContain(secret);

  const headers = { authorization: `Bearer ${secret}` };
  const list = async () => (await fetch(`${address}/api/v1/documents`, { headers })).status;
  expect(await list()).toBe(200);
  expect((await fetch(`${address}/api/v1/people`, { headers })).status).toBe(403);

  await row.getByRole('button', { name: `收回“${name}”` }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '收回', exact: true }).click();
  await expect.poll(() => row.getByText('已收回').count()).toBe(1);
  expect(await list()).toBe(401);
  expect(await violations(page)).toEqual([]);
});

test('the system administrator names an address, which is told, and sees that it was', async () => {
  const heard: string[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      heard.push(`${request.headers['jizhun-signature']} ${body}`);
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  endings.push(() => receiver.close());
  await once(receiver, 'listening');
  const bound = receiver.address();
  const url = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/hook`;

  const page = await browser.visit('/interface', { as: 'system-administrator', ...small });
  await page.getByRole('button', { name: '增加' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('接收地址').fill('http://8.8.8.8/');
  await form.getByLabel('加入文件', { exact: true }).check();
  await form.getByLabel('移除文件').check();
  await form.getByRole('button', { name: '增加' }).click();
  await expect.poll(() => form.getByText('8.8.8.8 不是内网地址').count()).toBe(1);
  await form.getByLabel('接收地址').fill(url);
  await form.getByRole('button', { name: '增加' }).click();
  await page.getByRole('button', { name: '已保存，关闭' }).click();
  const row = page.getByRole('row', { name: new RegExp(url) });
  await row.waitFor();

  const text = `示例\n推送 ${Date.now()}\n`;
  const added = await ask(`/documents?name=${encodeURIComponent('推送.txt')}`, { method: 'POST', body: text });
  const { document } = (await added.json()) as { document: { id: string } };
  await ask(`/documents/${document.id}`, { method: 'DELETE' });
  await expect.poll(() => heard.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
  expect(heard[0]).toMatch(/^t=\d+,v1=[0-9a-f]{64} \{"schema":"jizhun\/event@1"/);
  const own = heard.filter((line) => line.includes(document.id));
  expect(own.map((line) => /"operation":"([a-z.]+)"/.exec(line)?.[1])).toEqual(['document.add', 'document.remove']);

  await row.getByRole('button', { name: '最近的通知' }).click();
  await expect.poll(() => page.getByText('已送达').count()).toBeGreaterThanOrEqual(2);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await row.getByRole('button', { name: '停止' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '停止', exact: true }).click();
  await expect.poll(() => row.getByText(/停止$/).count()).toBeGreaterThanOrEqual(1);
});

test('who neither gives out tokens nor has anything to tell finds no such page in the navigation', async () => {
  const page = await browser.visit('/', { as: 'third-party' });
  expect(await page.getByRole('navigation', { name: '主导航' }).getByText('接口').count()).toBe(0);
});
