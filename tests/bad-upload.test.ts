import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DocumentAdded, DocumentList, Problem } from '@jizhun/api';
import { type Service, startService } from '@jizhun/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hugeFont, nestedDrawings, outOfMemory } from './bad/hostile.ts';
import { bomb, docx, encrypted, gb18030, jpeg, otherZip, truncatedZip } from './bad/inputs.ts';
import { signIn } from './sign-in.ts';

const SECONDS = 2;

let folder: string;
let service: Service;
let cookie: string;
const errors: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jizhun-upload-'));
  // Under root, PostgreSQL runs as nobody.
  chmodSync(folder, 0o755);
  service = await startService({
    dataDirectory: path.join(folder, 'data'),
    demonstration: true,
    say: () => {},
    log: (error) => errors.push(error),
  });
  cookie = await signIn(service.address, 'performance-office');
});

afterAll(async () => {
  await service?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function upload(name: string, bytes: Uint8Array): Promise<{ status: number; body: string; seconds: number }> {
  const begun = performance.now();
  const url = `${service.address}api/v1/documents?name=${encodeURIComponent(name)}`;
  const response = await fetch(url, { method: 'POST', headers: { cookie }, body: new Uint8Array(bytes) });
  const body = await response.text();
  return { status: response.status, body, seconds: (performance.now() - begun) / 1_000 };
}

const list = async () => {
  const response = await fetch(`${service.address}api/v1/documents`, { headers: { cookie } });
  return ((await response.json()) as DocumentList).documents;
};

test('bad files are refused with what to do, in time, and cost nothing of what is there', {
  retry: 2,
  timeout: 60_000,
}, async () => {
  const honest = await upload('好.docx', docx(['示例局项目支出绩效目标表'], [['项目名称', '示例项目']]));
  expect([200, 201]).toContain(honest.status);
  const before = await list();
  const inputs: Record<string, Uint8Array> = {
    '空.docx': new Uint8Array(),
    '照片.docx': jpeg(),
    '加密.docx': encrypted(),
    '截断.docx': truncatedZip(),
    '炸弹.xlsx': bomb(),
    '字宽.pdf': hugeFont(),
    '图形.pdf': nestedDrawings(),
  };
  for (const [name, bytes] of Object.entries(inputs)) {
    const { status, body, seconds } = await upload(name, bytes);
    expect(status, name).toBe(422);
    const problem = JSON.parse(body) as Problem;
    expect(problem.fileName).toBe(name);
    expect(problem.detail).toContain(name);
    expect(problem.remedy).toMatch(/请/);
    expect(body).not.toMatch(/node:|\.ts:|\bat \/|undefined|NaN/);
    expect(seconds, name).toBeLessThan(SECONDS);
  }
  // A zip of pictures is an archive whatever it is called: each picture is refused by its name.
  const pictures = await upload('照片.xlsx', otherZip());
  expect(pictures.status).toBe(207);
  for (const name of ['1.jpg', '2.jpg'])
    expect(pictures.body).toMatch(new RegExp(`照片\\.xlsx/照片/${name}[^\\n]*不是可以读取的文档`));
  // All at once: one that kills its worker does not hurt the others.
  const together = await Promise.all(Object.entries(inputs).map(([name, bytes]) => upload(name, bytes)));
  expect(together.map(({ status }) => status)).toEqual(Object.keys(inputs).map(() => 422));
  expect(await list()).toEqual(before);
  expect(errors).toEqual([]);
});

test('text in GB18030 and a form without indicators are taken, with a word where one is due', async () => {
  const text = '示例市示例局2024年部门预算公开\n一、收支情况\n2024年支出预算为123.45万元。\n';
  const coded = await upload('国标.txt', gb18030(text));
  expect(coded.status).toBe(201);
  const form = docx(
    ['项目支出绩效目标表'],
    [
      ['项目名称', '示例项目'],
      ['主管部门', '示例局'],
      ['实施单位', '示例中心'],
      ['项目资金（万元）', '100'],
      ['年度目标', '完成示例设备更新。'],
    ],
  );
  const { status, body } = await upload('无指标.docx', form);
  expect(status).toBe(201);
  const { document } = JSON.parse(body) as DocumentAdded;
  expect(document).toMatchObject({ sheetCount: 1, indicatorCount: 0 });
  expect(document.notice).toMatch(/没有绩效指标/);
});

test('a file that takes more memory than there is for it is refused, and the service goes on', {
  retry: 2,
  timeout: 60_000,
}, async () => {
  const large = outOfMemory();
  const results = await Promise.all([
    upload('大.xlsx', large),
    upload('又大.xlsx', large),
    upload('小.docx', docx(['示例局2024年部门预算公开', '2024年支出预算为67.89万元。'])),
  ]);
  expect(results.map(({ status }) => status)).toEqual([422, 422, 201]);
  expect((JSON.parse(results[0]!.body) as Problem).detail).toMatch(/大\.xlsx.*内存/);
  expect((await upload('后来.docx', docx(['示例局2023年部门预算公开', '支出预算为1.5万元。']))).status).toBe(201);
});
