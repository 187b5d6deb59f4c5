import { join } from 'node:path';
import {
  checkedTogetherSchema,
  type DocumentAdded,
  type DocumentDetail,
  type DocumentList,
  documentDetailSchema,
  type Problem,
  problemSchema,
} from '@jizhun/api';
import { createIntake, type Intake } from '@jizhun/intake';
import { openStore, type Store } from '@jizhun/store';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../test/folder.ts';
import { makeOffice, OFFICE, personAs, testIdentity } from '../test/people.ts';
import { createApplication } from './application.ts';
import { createAudits } from './audit/audit.ts';
import { createIdentity } from './identity/service.ts';
import { createTenants } from './tenants.ts';

const FORM = `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例道路养护
预算单位\t示例县交通局
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t≥120公里
产出指标\t质量指标\t验收合格率\t≥195%
`;

const folder = temporaryFolder();
let clock = Date.parse('2026-03-31T08:00:00.000Z');
let store: Store;
let intake: Intake;
let app: Hono;

beforeAll(async () => {
  const now = () => {
    clock += 1_000;
    return new Date(clock);
  };
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  store = await openStore({ dataDirectory: join(folder.path, 'data') });
  await makeOffice(store);
  intake = createIntake({ workers: 1 });
  const audits = createAudits(store, folder.path, now);
  const versions = { opener: 'o1', reader: 'r1', rules: 'c1' };
  const tenants = createTenants({
    store,
    audits,
    intake,
    versions,
    newId,
    now,
    log: (error) => {
      throw error;
    },
  });
  const who = createIdentity({
    store,
    oidc: undefined,
    now,
    newId,
    log: (error) => {
      throw error;
    },
  });
  app = createApplication({
    services: { store, identity: who, tenants, audits, intake, version: '0.0.0', uploadLimit: 1 << 20, now },
    identity: testIdentity(personAs('performance-office', { authority: OFFICE })),
    log: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await intake?.close();
  await store?.close();
  folder.remove();
});

const ask = async (method: string, path: string, body?: unknown) =>
  app.request(`http://127.0.0.1:7788/api/v1${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const add = async (words: string) => {
  const response = await ask('POST', `/documents?name=${encodeURIComponent(`${words}.txt`)}`, FORM + words);
  return ((await response.json()) as DocumentAdded).document.id;
};
const detail = async (response: Promise<Response>): Promise<DocumentDetail> => {
  const answer = await response;
  expect(answer.status).toBeLessThan(300);
  return documentDetailSchema.parse(await answer.json()) as DocumentDetail;
};
const problem = async (response: Promise<Response>): Promise<Problem> =>
  problemSchema.parse(await (await response).json());
const absurd = ({ report }: DocumentDetail) => {
  const finding = report.findings.find(({ message }) => message.includes('195'));
  if (finding?.fingerprint === undefined) throw new Error('nothing found');
  return finding.fingerprint;
};

test('a finding that was answered for no longer counts, and counts again when that is ended', async () => {
  const id = await add('忽略');
  const before = await detail(ask('GET', `/documents/${id}`));
  expect(before.suppressions).toEqual([]);
  const fingerprint = absurd(before);
  const body = { fingerprint, reason: ' 加权折算后的口径 ' };
  const after = await detail(ask('POST', `/documents/${id}/suppressions`, body));
  expect(after.report.findings.map((one) => one.fingerprint)).not.toContain(fingerprint);
  expect(after.report.suppressed).toMatchObject([
    {
      fingerprint,
      reason: '加权折算后的口径',
      by: '绩效科（performance-office）',
      at: '2026-03-31',
      version: before.document.sha256,
    },
  ]);
  expect(after.suppressions).toMatchObject([
    {
      id: 1,
      fingerprint,
      state: 'applied',
      author: '绩效科（performance-office）',
      about: expect.stringContaining('验收合格率'),
    },
  ]);
  const severity = before.report.findings.find((one) => one.fingerprint === fingerprint)?.severity ?? 'error';
  const { documents } = (await (await ask('GET', '/documents')).json()) as DocumentList;
  const counted = documents.find((one) => one.id === id)?.findings[severity];
  expect(counted).toBe(before.document.findings[severity] - 1);
  expect(await detail(ask('GET', `/documents/${id}`))).toEqual(after);

  expect(await problem(ask('POST', `/documents/${id}/suppressions`, body))).toMatchObject({
    code: 'already-suppressed',
  });
  const ended = await detail(ask('DELETE', `/documents/${id}/suppressions/1`));
  expect(ended.report).toEqual(before.report);
  expect(ended.suppressions).toMatchObject([{ id: 1, state: 'withdrawn', endedBy: '绩效科（performance-office）' }]);
  expect((await ask('DELETE', `/documents/${id}/suppressions/1`)).status).toBe(404);
  expect((await ask('DELETE', `/documents/${id}/suppressions/0`)).status).toBe(404);
});

test('what does not fit is refused, and nothing is kept', async () => {
  const id = await add('拒绝');
  const fingerprint = absurd(await detail(ask('GET', `/documents/${id}`)));
  const refused: [body: object, status: number][] = [
    [{ fingerprint, reason: '  ' }, 400],
    [{ fingerprint }, 400],
    [{ fingerprint, reason: '测评', expires: '2026-02-30' }, 400],
    [{ fingerprint, reason: '测评', expires: '2026-03-30' }, 422],
    [{ fingerprint: '1-0000000000000000', reason: '测评' }, 409],
  ];
  for (const [body, status] of refused)
    expect((await ask('POST', `/documents/${id}/suppressions`, body)).status, JSON.stringify(body)).toBe(status);
  const nowhere = '/documents/00000000-0000-4000-8000-00000000dead/suppressions';
  expect((await ask('POST', nowhere, { fingerprint, reason: '测评' })).status).toBe(404);
  expect((await detail(ask('GET', `/documents/${id}`))).suppressions).toEqual([]);
});

test('it holds for what was said: another value counts again', async () => {
  const id = await add('更正');
  const fingerprint = absurd(await detail(ask('GET', `/documents/${id}`)));
  await detail(ask('POST', `/documents/${id}/suppressions`, { fingerprint, reason: '口径' }));
  const edits = [{ path: '/goalSheets/0/indicators/1/targets/0/raw', from: '≥195%', to: '≥295%' }];
  const corrected = await detail(ask('POST', `/documents/${id}/corrections`, { edits }));
  expect(corrected.report.findings.some(({ message }) => message.includes('295'))).toBe(true);
  expect(corrected.suppressions).toMatchObject([{ state: 'unmatched' }]);
  const undone = await detail(ask('DELETE', `/documents/${id}/corrections/1`));
  expect(undone.suppressions).toMatchObject([{ state: 'applied' }]);
});

test('it ends after its last day in Beijing', async () => {
  const id = await add('到期');
  const fingerprint = absurd(await detail(ask('GET', `/documents/${id}`)));
  const body = { fingerprint, reason: '四月补报', expires: '2026-04-01' };
  await detail(ask('POST', `/documents/${id}/suppressions`, body));
  clock = Date.parse('2026-04-01T15:50:00.000Z');
  expect((await detail(ask('GET', `/documents/${id}`))).suppressions).toMatchObject([{ state: 'applied' }]);
  clock = Date.parse('2026-04-01T16:10:00.000Z');
  const after = await detail(ask('GET', `/documents/${id}`));
  expect(after.suppressions).toMatchObject([{ state: 'expired', endedBy: '程序' }]);
  expect(after.report.findings.map((one) => one.fingerprint)).toContain(fingerprint);
});

test('the report is a page that stands by itself, with what was answered for', async () => {
  const id = await add('报告');
  const { report } = await detail(ask('GET', `/documents/${id}`));
  const [finding] = report.findings;
  const body = { fingerprint: finding?.fingerprint, reason: '<b>口径</b>' };
  await detail(ask('POST', `/documents/${id}/suppressions`, body));
  const response = await ask('GET', `/documents/${id}/report.html`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  expect(response.headers.get('content-disposition')).toMatch(/^inline; .*\.html$/);
  const html = await response.text();
  expect(html).toContain('&lt;b&gt;口径&lt;/b&gt;');
  expect(html).toContain(`核对日期 2026-04-0`);
  expect(html.match(/<article/g)?.length ?? 0).toBe(report.findings.length - 1);
  const tag = response.headers.get('etag') ?? '';
  const again = await app.request(`http://127.0.0.1:7788/api/v1/documents/${id}/report.html`, {
    headers: { 'if-none-match': tag },
  });
  expect(again.status).toBe(304);
  expect((await ask('GET', '/documents/00000000-0000-4000-8000-00000000dead/report.html')).status).toBe(404);
});

test('the SARIF log has every finding, corrected values and suppressions that fit nothing any more', async () => {
  const id = await add('日志');
  const before = await detail(ask('GET', `/documents/${id}`));
  const fingerprint = absurd(before);
  await detail(ask('POST', `/documents/${id}/suppressions`, { fingerprint, reason: '口径' }));
  const edits = [{ path: '/goalSheets/0/indicators/1/targets/0/raw', from: '≥195%', to: '≥95%' }];
  const { report } = await detail(ask('POST', `/documents/${id}/corrections`, { edits }));
  const response = await ask('GET', `/documents/${id}/report.sarif`);
  expect(response.headers.get('content-type')).toBe('application/sarif+json; charset=utf-8');
  const log = (await response.json()) as {
    runs: { results: { kind?: string }[]; invocations: { toolConfigurationNotifications: unknown[] }[] }[];
  };
  const [run] = log.runs;
  expect(run?.results.filter(({ kind }) => kind === 'fail')).toHaveLength(report.findings.length);
  expect(run?.invocations[0]?.toolConfigurationNotifications).toHaveLength(1);
  expect(JSON.stringify(run?.results)).not.toContain('195');
});

test('what documents say of each other is answered for at the document concerned, and counts only among them', async () => {
  const sheet = (amount: string, words: string) => `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例桥梁养护
预算单位\t示例县交通局
资金总额\t${amount}
其中：财政拨款\t${amount}
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护座数\t≥12座
${words}
`;
  const addSheet = async (amount: string, words: string) => {
    const response = await ask('POST', `/documents?name=${encodeURIComponent(`${words}.txt`)}`, sheet(amount, words));
    return ((await response.json()) as DocumentAdded).document.id;
  };
  const ids = [await addSheet('100.00', '附甲'), await addSheet('120.00', '附乙')];
  const together = async () => {
    const response = await ask('POST', '/checks', { documents: ids });
    return checkedTogetherSchema.parse(await response.json()).report.documents;
  };
  const before = await together();
  const at = before.findIndex(({ findings }) => findings.length > 0);
  const [finding] = before[at]?.findings ?? [];
  const id = ids[at] ?? '';
  const body = { fingerprint: finding?.fingerprint, reason: '年中追加' };
  expect(await problem(ask('POST', `/documents/${id}/suppressions`, body))).toMatchObject({ code: 'finding-gone' });
  const after = await detail(ask('POST', `/documents/${id}/suppressions`, { ...body, together: ids }));
  expect(after.suppressions).toMatchObject([{ rule: finding?.rule, state: 'applied' }]);
  const [own] = (await together()).slice(at);
  expect(own?.findings).toHaveLength((before[at]?.findings.length ?? 0) - 1);
  expect(own?.suppressed).toMatchObject([{ fingerprint: finding?.fingerprint, reason: '年中追加' }]);
  const twice = ask('POST', `/documents/${id}/suppressions`, { ...body, together: ids });
  expect(await problem(twice)).toMatchObject({ code: 'already-suppressed' });
  await detail(ask('DELETE', `/documents/${id}/suppressions/1`));
  expect(await together()).toEqual(before);
  expect((await ask('POST', `/documents/${id}/suppressions`, { ...body, together: [id] })).status).toBe(400);
  const elsewhere = await add('无关');
  const foreign = ask('POST', `/documents/${elsewhere}/suppressions`, { ...body, together: ids });
  expect((await foreign).status).toBe(400);
});
