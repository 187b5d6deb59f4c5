import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type ArchiveLine,
  type CheckedTogether,
  type DocumentAdded,
  type DocumentDetail,
  type DocumentList,
  type DocumentSource,
  type FixPreview,
  jobListSchema,
  jobSchema,
  LINES_MEDIA_TYPE,
  PROBLEM_MEDIA_TYPE,
  problemSchema,
} from '@jizhun/api';
import { createIntake, type Intake } from '@jizhun/intake';
import { valueAt } from '@jizhun/model';
import { BUILT_IN_TENANT, type Documents, openStore, type Stamp, type Store } from '@jizhun/store';
import { strToU8, zipSync } from 'fflate';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../test/folder.ts';
import { makeOffice, OFFICE, PERSON_HEADER, personAs, testIdentity } from '../test/people.ts';
import { createApplication } from './application.ts';
import { createAudits } from './audit/audit.ts';
import { loadExamples } from './documents/examples.ts';
import { askForRenewal, readAgain, renewalPending } from './documents/read-again.ts';
import { createSources } from './documents/sources.ts';
import { createWorkshop, type Workshop } from './documents/workshop.ts';
import { createStaticFiles } from './http/static-files.ts';
import { createIdentity } from './identity/service.ts';
import { createTenantJobs } from './jobs/jobs.ts';
import { createRunner } from './jobs/runner.ts';
import type { Services } from './operation.ts';
import { operations } from './operations/index.ts';
import { createTenants, type Tenants } from './tenants.ts';

const LIMIT = 100_000;
const FORM = `示例县2026年项目支出绩效目标表
单位：万元
项目名称\t示例道路养护
预算单位\t示例县交通局
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t≥120公里
产出指标\t质量指标\t验收合格率\t≥95%
`;

const folder = temporaryFolder();
const errors: unknown[] = [];
const said: string[] = [];
let clock = Date.parse('2026-03-31T08:00:00.000Z');
let ids = 0;
const now = () => {
  clock += 1_000;
  return new Date(clock);
};
const BY: Stamp = { at: new Date('2026-03-31T08:00:00.000Z'), actor: '甲', origin: '测试' };
const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
const say = (line: string) => said.push(line);

let store: Store;
let intake: Intake;
let documents: Documents;
let workshop: Workshop;
let tenants: Tenants;
let services: Services;
/** Everything here is asked by someone of the finance authority. */
const me = personAs('performance-office', { authority: OFFICE });
const identity = testIdentity(me);
let app: Hono;

beforeAll(async () => {
  const dist = join(folder.path, 'dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>绩准</title>');
  writeFileSync(join(dist, 'assets', 'index-Ab12_-9z.js'), `// ${'x'.repeat(20_000)}`);
  writeFileSync(join(folder.path, 'secret.txt'), 'not to be served');
  store = await openStore({ dataDirectory: join(folder.path, 'data') });
  await makeOffice(store);
  intake = createIntake({ workers: 1 });
  const versions = { opener: 'o1', reader: 'r1', rules: 'c1' };
  const audits = createAudits(store, folder.path, now);
  tenants = createTenants({
    store,
    audits,
    intake,
    versions,
    newId,
    now,
    log: (error) => errors.push(error),
  });
  ({ documents, workshop } = tenants.of(BUILT_IN_TENANT));
  const who = createIdentity({ store, oidc: undefined, now, newId, log: (error) => errors.push(error) });
  services = { store, identity: who, tenants, audits, intake, version: '0.0.0', uploadLimit: LIMIT, now };
  app = createApplication({
    services,
    identity,
    files: createStaticFiles(dist),
    log: (error) => errors.push(error),
  });
});

afterAll(async () => {
  await intake?.close();
  await store?.close();
  folder.remove();
});

/** Asks as a browser on this machine does, and holds the answer against what the operation promises. */
async function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await app.request(`http://127.0.0.1:7788${path}`, { method, ...init });
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'|^sandbox$/);
  if (response.status >= 400) {
    expect(response.headers.get('content-type')).toMatch(PROBLEM_MEDIA_TYPE);
    const problem = problemSchema.strict().parse(await response.clone().json());
    expect(problem.status).toBe(response.status);
    expect(`${problem.title}${problem.detail}`).toMatch(/[\u4e00-\u9fff]/);
  } else if (response.status !== 304 && init.headers === undefined) {
    const shape = operations
      .filter((operation) => operation.method.toUpperCase() === method)
      .find((operation) => matches(`/api/v1${operation.path}`, path.split('?')[0] ?? ''))?.answers[response.status];
    if (path.startsWith('/api/v1/') && !path.endsWith('openapi.json')) expect(shape, `${method} ${path}`).toBeDefined();
    const text = shape?.schema === undefined ? '' : await response.clone().text();
    for (const part of shape?.mediaType === LINES_MEDIA_TYPE ? text.trimEnd().split('\n') : [text])
      shape?.schema?.parse(JSON.parse(part));
  }
  return response;
}

type Body = NonNullable<RequestInit['body']>;
const matches = (template: string, path: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
const answer = async <T>(response: Promise<Response>) => (await (await response).json()) as T;
const upload = (name: string, body: Body) =>
  ask('POST', `/api/v1/documents?name=${encodeURIComponent(name)}`, { body });
const added = (name: string, body: Body) => answer<DocumentAdded>(upload(name, body));

describe('the file as it came', () => {
  test('is opened again from the stored original, with the places that the reading names', async () => {
    const { document } = await added('原件.txt', `${FORM}原件`);
    const path = `/api/v1/documents/${document.id}/source`;
    const response = await ask('GET', path);
    const opened = (await response.json()) as DocumentSource;
    expect(opened.source.name).toBe('原件.txt');
    expect(opened.piece).toBeUndefined();
    const cells = opened.blocks.flatMap((block) => (block.kind === 'grid' ? block.cells : []));
    const { disclosure } = await answer<DocumentDetail>(ask('GET', `/api/v1/documents/${document.id}`));
    const [origin] = disclosure.provenance['/goalSheets/0/indicators/0/targets/0'] ?? [];
    const cell = cells.find(({ line, span }) => line === origin?.line && span?.[0] === origin?.span?.[0]);
    expect(cell?.text).toBe('≥120公里');

    const tag = response.headers.get('etag') ?? '';
    expect((await ask('GET', path, { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await ask('GET', `${path}?part=body`, { headers: { 'if-none-match': tag } })).status).toBe(200);
    expect((await ask('GET', `${path}?part=Sheet9`)).status).toBe(404);
    expect((await ask('GET', `${path}?row=-1`)).status).toBe(400);
    await ask('DELETE', `/api/v1/documents/${document.id}`);
    expect((await ask('GET', path)).status).toBe(404);
  });

  test('what can no longer be opened is told, and the reading stays', async () => {
    const { document } = await added('打不开.txt', `${FORM}打不开`);
    const refusal = {
      code: 'unreadable',
      message: '文件“打不开.txt”读取时程序出错。',
      remedy: '请另存。',
      fileName: '打不开.txt',
    };
    const failing = createSources({
      documents,
      intake: { open: async () => ({ ok: false, refusal }) } as never,
      version: 'o2',
    });
    await expect(failing.open(document.id, {})).rejects.toMatchObject({
      problem: { status: 422, detail: refusal.message },
    });
    // It is tried again the next time.
    const working = createSources({ documents, intake, version: 'o2' });
    expect((await working.open(document.id, {})).blocks.length).toBeGreaterThan(0);
    expect((await ask('GET', `/api/v1/documents/${document.id}`)).status).toBe(200);
  });
});

describe('corrections', () => {
  const TARGET = '/goalSheets/0/indicators/1/targets/0/raw';
  const wrong = FORM.replace('≥95%', '≥195%');
  const correct = (id: string, edits: unknown, more: object = {}) =>
    ask('POST', `/api/v1/documents/${id}/corrections`, { body: JSON.stringify({ edits, ...more }) });
  const detailOf = (id: string) => answer<DocumentDetail>(ask('GET', `/api/v1/documents/${id}`));

  test('are laid over the reading, checked again, kept apart from it, and taken back', async () => {
    const { document } = await added('更正.txt', `${wrong}更正`);
    const before = await detailOf(document.id);
    const aboutTarget = (detail: DocumentDetail) =>
      detail.report.findings.filter(({ paths }) => paths.some((path) => TARGET.startsWith(path)));
    expect(before.corrections).toEqual([]);
    expect(aboutTarget(before).some(({ message }) => message.includes('195'))).toBe(true);

    const response = await correct(document.id, [{ path: TARGET, from: '≥195%', to: '≥95%' }], {
      reason: '多印一个 1',
    });
    expect(response.status).toBe(201);
    const corrected = (await response.json()) as DocumentDetail;
    expect(corrected).toEqual(await detailOf(document.id));
    expect(corrected.disclosure.goalSheets[0]?.indicators[1]?.targets[0]).toMatchObject({
      raw: '≥95%',
      operator: '>=',
      value: 95,
    });
    expect(aboutTarget(corrected).some(({ message }) => message.includes('195'))).toBe(false);
    expect(corrected.corrections).toEqual([
      {
        change: 1,
        path: TARGET,
        from: '≥195%',
        to: '≥95%',
        author: '绩效科（performance-office）',
        reason: '多印一个 1',
        state: 'applied',
        at: expect.any(String),
      },
    ]);
    const download = `/api/v1/documents/${document.id}/disclosure`;
    expect(await answer(ask('GET', download))).toEqual(before.disclosure);
    expect(await answer(ask('GET', `${download}?corrected=true`))).toEqual(corrected.disclosure);

    const undone = await answer<DocumentDetail>(ask('DELETE', `/api/v1/documents/${document.id}/corrections/1`));
    expect(undone.disclosure).toEqual(before.disclosure);
    expect(undone.report).toEqual(before.report);
    expect(undone.document).toEqual(before.document);
    expect(undone.corrections).toMatchObject([{ state: 'withdrawn', withdrawnBy: '绩效科（performance-office）' }]);
    expect((await ask('DELETE', `/api/v1/documents/${document.id}/corrections/1`)).status).toBe(404);
    expect((await ask('DELETE', `/api/v1/documents/${document.id}/corrections/0`)).status).toBe(404);
  });

  test('that do not fit are refused, all or nothing', async () => {
    const { document } = await added('不合.txt', `${wrong}不合`);
    const fine = { path: TARGET, from: '≥195%', to: '≥95%' };
    const refused: [edits: unknown, status: number][] = [
      [[], 400],
      [[{ ...fine, to: { a: 1 } }], 400],
      [[fine, { ...fine, path: '/goalSheets/9/name' }], 422],
      [[{ path: '/provenance', from: null, to: null }], 422],
      [[{ ...fine, path: '/goalSheets/0/indicators/1/targets/0' }], 422],
      [[{ ...fine, from: '≥90%' }], 409],
      [[{ ...fine, to: 95 }], 422],
    ];
    for (const [edits, status] of refused)
      expect((await correct(document.id, edits)).status, JSON.stringify(edits)).toBe(status);
    const noJson = await ask('POST', `/api/v1/documents/${document.id}/corrections`, { body: '{' });
    expect(noJson.status).toBe(400);
    expect((await correct('00000000-0000-4000-8000-00000000dead', [fine])).status).toBe(404);
    expect((await detailOf(document.id)).corrections).toEqual([]);
  });

  test('add rows and take rows out, and correct what was added', async () => {
    const { document } = await added('行.txt', `${wrong}行`);
    const list = '/goalSheets/0/indicators';
    const before = await detailOf(document.id);
    const rows = before.disclosure.goalSheets[0]?.indicators ?? [];
    const fresh = { level1: '产出指标', level2: '时效指标', level3: '完成时限', kind: 'unknown' };
    const targets = [{ period: 'FY', raw: '12月底前', operator: null, value: null, max: null, unit: null, text: null }];
    const one = await correct(document.id, [
      { path: `${list}/1+1`, from: null, to: { ...fresh, targets } },
      { path: `${list}/0`, from: rows[0], to: null },
    ]);
    expect(one.status).toBe(201);
    const after = (await one.json()) as DocumentDetail;
    expect(after.disclosure.goalSheets[0]?.indicators.map(({ level3, kind }) => [level3, kind])).toEqual([
      ['完成时限', 'output.timeliness'],
      ['验收合格率', 'output.quality'],
    ]);
    expect(after.document.indicatorCount).toBe(2);
    expect(after.disclosure.provenance[`${list}/1/level3`]).toEqual(before.disclosure.provenance[`${list}/1/level3`]);
    const named = await correct(document.id, [{ path: `${list}/1+1/level3`, from: '完成时限', to: '竣工时限' }]);
    expect(((await named.json()) as DocumentDetail).disclosure.goalSheets[0]?.indicators[0]?.level3).toBe('竣工时限');

    for (const [edits, status] of [
      [[{ path: `${list}/1+1`, from: null, to: { ...fresh, targets } }], 409],
      [[{ path: `${list}/0`, from: rows[1], to: null }], 409],
      [[{ path: `${list}/7+1`, from: null, to: { ...fresh, targets } }], 409],
      [[{ path: `${list}/1+2`, from: null, to: fresh }], 400],
      [[{ path: `${list}/1+2`, from: null, to: { label: '甲', cells: [] } }], 422],
      [[{ path: `${list}/1+3/level3`, from: '完成时限', to: '竣工时限' }], 409],
      [[{ path: '/goalSheets/0/attributes/甲', from: null, to: { ...fresh, targets } }], 422],
    ] as const)
      expect((await correct(document.id, edits)).status, JSON.stringify(edits)).toBe(status);

    await ask('DELETE', `/api/v1/documents/${document.id}/corrections/3`);
    const undone = await answer<DocumentDetail>(ask('DELETE', `/api/v1/documents/${document.id}/corrections/1`));
    expect(undone.disclosure).toEqual(before.disclosure);
    expect(undone.report).toEqual(before.report);
  });

  test('survive a new reading where it still reads the same, and wait for a person where it does not', async () => {
    const { document } = await added('新读.txt', `${wrong}新读`);
    await correct(document.id, [{ path: TARGET, from: '≥195%', to: '≥95%' }]);
    await correct(document.id, [{ path: '/goalSheets/0/indicators/0/level3', from: '养护里程', to: '道路养护里程' }]);
    const [row] = (await documents.stale('r9', 'c1')).filter(({ id }) => id === document.id);
    if (row === undefined) throw new Error('not stale');
    // A newer reader that reads the target otherwise.
    const reads = {
      read: async (bytes: Uint8Array, name: string) =>
        intake.read(new TextEncoder().encode(new TextDecoder().decode(bytes).replace('≥195%', '195%')), name),
    };
    const newer = createWorkshop({ documents, intake: reads, versions: { reader: 'r9', rules: 'c1' }, newId });
    await newer.renew(row, BY);
    const { disclosure, corrections } = await detailOf(document.id);
    expect(disclosure.goalSheets[0]?.indicators[1]?.targets[0]?.raw).toBe('195%');
    expect(disclosure.goalSheets[0]?.indicators[0]?.level3).toBe('道路养护里程');
    expect(corrections.map(({ state }) => state)).toEqual(['pending', 'applied']);
  });
});

describe('several documents together', () => {
  const together = (ids: unknown) => ask('POST', '/api/v1/checks', { body: JSON.stringify({ documents: ids }) });

  test('are compared with each other, with places in each; what is corrected counts', async () => {
    const project = (year: number, target: string) =>
      `示例县${year}年项目支出绩效目标表\n单位：万元\n项目名称\t示例道路养护\n预算单位\t示例县交通局\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t${target}\n产出指标\t质量指标\t验收合格率\t≥95%\n`;
    const one = await added('一.txt', `${project(2026, '≥120公里')}\n正`);
    const other = await added('二.txt', `${project(2026, '≥90公里')}\n补`);
    const ids = [one.document.id, other.document.id];
    const response = await together(ids);
    expect(response.status).toBe(200);
    const { documents: told, report, rules } = (await response.json()) as CheckedTogether;
    expect(told.map(({ name }) => name)).toEqual(['一.txt', '二.txt']);
    const findings = report.documents.flatMap((document) => document.findings);
    const differing = findings.find(({ others }) =>
      others?.some(({ paths }) => paths.some((p) => p.includes('/targets/'))),
    );
    expect(differing?.message).toMatch(/120|90/);
    expect(findings.every(({ rule, others }) => rules.includes(rule) && others !== undefined)).toBe(true);

    const path = '/goalSheets/0/indicators/0/targets/0/raw';
    await ask('POST', `/api/v1/documents/${ids[1]}/corrections`, {
      body: JSON.stringify({ edits: [{ path, from: '≥90公里', to: '≥120公里' }] }),
    });
    const after = await answer<CheckedTogether>(together(ids));
    expect(after.report.documents.flatMap((document) => document.findings.map(({ message }) => message))).not.toContain(
      differing?.message,
    );
  });

  test('at least two, each once, all on the list', async () => {
    const { document } = await added('单.txt', `${FORM}单`);
    expect((await together([document.id])).status).toBe(400);
    expect((await together([document.id, document.id])).status).toBe(400);
    expect((await together([document.id, '00000000-0000-4000-8000-00000000dead'])).status).toBe(404);
  });
});

describe('an archive', () => {
  beforeAll(() => tenants.runner.start());
  afterAll(() => tenants.runner.stop());

  const linesOf = async (response: Response) =>
    (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ArchiveLine);

  test('is taken in file by file, each told: added, there already, refused with words, passed over', async () => {
    await added('在列.txt', `${FORM}在列`);
    const response = await upload(
      '各单位.zip',
      zipSync({
        '甲局/目标表.txt': strToU8(`${FORM}甲局`),
        '乙局/目标表.txt': strToU8(`${FORM}乙局`),
        '乙局/副本.txt': strToU8(`${FORM}乙局`),
        '在列.txt': strToU8(`${FORM}在列`),
        '照片.jpg': strToU8('x'),
        '内层.zip': zipSync({ 'a.txt': strToU8('x') }),
        '坏.docx': strToU8('PK\u0003\u0004half'),
        '__MACOSX/._目标表.txt': strToU8('x'),
        '~$目标表.docx': strToU8('x'),
      }),
    );
    expect(response.status).toBe(207);
    const lines = await linesOf(response);
    expect(lines[0]).toEqual({
      kind: 'archive',
      name: '各单位.zip',
      files: 7,
      passedOver: ['__MACOSX/._目标表.txt', '~$目标表.docx'],
      passedOverCount: 2,
      job: expect.any(String),
    });
    const files = lines.filter((line) => line.kind === 'file');
    expect(files.map(({ name, outcome, sameAs, document }) => [name, outcome, document?.name, sameAs])).toEqual([
      ['甲局/目标表.txt', 'added', '甲局-目标表.txt', undefined],
      ['乙局/目标表.txt', 'added', '乙局-目标表.txt', undefined],
      ['乙局/副本.txt', 'present', '乙局-目标表.txt', '乙局/目标表.txt'],
      ['在列.txt', 'present', '在列.txt', undefined],
      ['照片.jpg', 'refused', undefined, undefined],
      ['内层.zip', 'refused', undefined, undefined],
      ['坏.docx', 'refused', undefined, undefined],
    ]);
    for (const { problem } of files.slice(4)) {
      expect(problem?.detail).toMatch(/[\u4e00-\u9fff]/);
      expect(problem?.remedy).toMatch(/请/);
    }
    expect(lines.at(-1)).toEqual({ kind: 'end', added: 2, present: 2, refused: 3 });
  });

  test('that is refused as a whole is a problem, and leaves room for the next', async () => {
    for (let i = 0; i < 2; i++) {
      const response = await upload('空.zip', zipSync({ 'a/': new Uint8Array(0) }));
      expect(response.status).toBe(422);
      expect(problemSchema.parse(await response.json())).toMatchObject({ code: 'empty', fileName: '空.zip' });
    }
    expect((await upload('一.zip', zipSync({ '一.txt': strToU8(`${FORM}一`) }))).status).toBe(207);
  });

  test('is gone through to its end where nobody listens any more', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`不听-${i}.txt`, strToU8(`${FORM}不听${i}`)] as const),
    );
    const response = await app.request('http://127.0.0.1:7788/api/v1/documents?name=many.zip', {
      method: 'POST',
      body: zipSync(many),
    });
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    const { job } = JSON.parse(new TextDecoder().decode(value).split('\n')[0] ?? '') as { job: string };
    const jobs = store.jobs(BUILT_IN_TENANT);
    await vi.waitUntil(async () => (await jobs.find(job))?.state === 'done', { timeout: 20_000 });
    expect(await jobs.find(job)).toMatchObject({ done: 20, total: 20, person: expect.any(String) });
    expect((await jobs.find(job))?.result).toMatchObject({ outcome: '“many.zip”：加入 20 份。' });
    const { documents: all } = await answer<DocumentList>(ask('GET', '/api/v1/documents'));
    expect(all.filter(({ name }) => name.startsWith('不听-'))).toHaveLength(20);
  });

  test('stops where it is cancelled, and says so to who listens', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`停-${i}.txt`, strToU8(`${FORM}停${i}`)] as const),
    );
    const response = await app.request('http://127.0.0.1:7788/api/v1/documents?name=many.zip', {
      method: 'POST',
      body: zipSync(many),
    });
    const reader = response.body!.getReader();
    const heard: string[] = [];
    const decoder = new TextDecoder();
    for (let asked = false; ; ) {
      const { value, done } = await reader.read();
      if (done) break;
      heard.push(decoder.decode(value));
      if (asked) continue;
      asked = true;
      const { job } = JSON.parse(heard[0]?.split('\n')[0] ?? '') as { job: string };
      await tenants.of(BUILT_IN_TENANT).jobs.cancel(job, { at: now(), actor: '甲', origin: '' });
    }
    const last = JSON.parse(heard.join('').trimEnd().split('\n').at(-1) ?? '') as ArchiveLine;
    expect(last).toMatchObject({ kind: 'failed', problem: { code: 'cancelled' } });
    const { documents: all } = await answer<DocumentList>(ask('GET', '/api/v1/documents'));
    expect(all.filter(({ name }) => name.startsWith('停-')).length).toBeLessThan(60);
  });

  test('tells at its end where the server could not go on, and is tried again', async () => {
    const own = tenants.of(BUILT_IN_TENANT).workshop;
    const taking = vi.spyOn(own, 'take').mockRejectedValueOnce(new Error('disk is gone'));
    const lines = await linesOf(await upload('难.zip', zipSync({ '难.txt': strToU8(`${FORM}难`) })));
    expect(lines.at(-1)).toMatchObject({ kind: 'failed', problem: { code: 'interrupted' } });
    expect(errors.splice(0).map(String)).toEqual(['Error: disk is gone']);
    taking.mockRestore();
    const first = lines[0] as Extract<ArchiveLine, { kind: 'archive' }>;
    const jobs = store.jobs(BUILT_IN_TENANT);
    await vi.waitUntil(async () => (await jobs.find(first.job ?? ''))?.state === 'done', { timeout: 20_000 });
  }, 30_000);
});

describe('documents', () => {
  test('a file is read, checked, listed, shown, and given out as it came', async () => {
    const response = await upload('道路养护.txt', FORM);
    expect(response.status).toBe(201);
    const { document, created } = (await response.json()) as DocumentAdded;
    expect(created).toBe(true);
    expect(document).toMatchObject({ name: '道路养护.txt', sheetCount: 1, indicatorCount: 2, example: false });

    const detail = await answer<DocumentDetail>(ask('GET', `/api/v1/documents/${document.id}`));
    expect(detail.document).toEqual(document);
    expect(detail.disclosure.goalSheets[0]?.indicators.map(({ level3 }) => level3)).toEqual(['养护里程', '验收合格率']);
    const { error, warning, info } = document.findings;
    expect(detail.report.findings).toHaveLength(error + warning + info);
    expect((await answer<DocumentList>(ask('GET', '/api/v1/documents'))).documents).toContainEqual(document);

    const original = await ask('GET', `/api/v1/documents/${document.id}/original`);
    expect(await original.text()).toBe(FORM);
    expect(original.headers.get('content-disposition')).toContain(encodeURIComponent('道路养护.txt'));
    expect(original.headers.get('content-security-policy')).toBe('sandbox');
    expect(await answer(ask('GET', `/api/v1/documents/${document.id}/disclosure`))).toEqual(detail.disclosure);
    expect(await answer(ask('GET', `/api/v1/documents/${document.id}/report`))).toEqual(detail.report);
  });

  test('the same bytes again are the same document', async () => {
    const first = await added('甲.txt', `${FORM}甲`);
    const again = await upload('乙.txt', `${FORM}甲`);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ document: first.document, created: false });
  });

  test('removed, gone; restored, back; added again after removal, back too', async () => {
    const { document } = await added('移除.txt', `${FORM}移除`);
    const path = `/api/v1/documents/${document.id}`;
    expect((await ask('DELETE', path)).status).toBe(204);
    for (const part of ['', '/disclosure', '/report', '/original'])
      expect((await ask('GET', path + part)).status).toBe(404);
    expect(await answer(ask('POST', `${path}/restore`))).toEqual({ document });
    await ask('DELETE', path);
    const back = await added('移除.txt', `${FORM}移除`);
    expect(back).toMatchObject({ created: true, document: { id: document.id } });
  });

  test('a letter without a form is kept, and the list says so', async () => {
    const { document } = await added('来信.txt', '关于报送材料的函\n\n请于月底前报送。\n');
    expect(document).toMatchObject({ sheetCount: 0, tableCount: 0, amountFen: null });
    expect(document.notice).toMatch(/没有绩效目标表，也没有预算表/);
  });

  test('what cannot be read is refused with words, and nothing is lost or left', async () => {
    const before = await answer<DocumentList>(ask('GET', '/api/v1/documents'));
    for (const [name, body] of [
      ['空.docx', ''],
      ['照片.docx', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46)],
      ['半个.xlsx', 'PK\u0003\u0004half a zip'],
    ] as const) {
      const response = await upload(name, body);
      expect(response.status).toBe(422);
      const problem = problemSchema.parse(await response.json());
      expect(problem).toMatchObject({ fileName: name });
      expect(problem.remedy).toMatch(/请/);
      expect(JSON.stringify(problem)).not.toMatch(/\bat \/|node:|\.ts:/);
    }
    expect(await answer<DocumentList>(ask('GET', '/api/v1/documents'))).toEqual(before);
    expect(errors).toEqual([]);
  });

  test('bytes are counted as they come, whatever the sender says', async () => {
    const announced = await ask('POST', '/api/v1/documents?name=a.txt', {
      body: 'x',
      headers: { 'content-length': String(LIMIT + 1) },
    });
    expect(announced.status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 10_000;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    const response = await ask('POST', '/api/v1/documents?name=a.txt', {
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(LIMIT * 2);
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new Error('connection lost'));
      },
    });
    expect(
      (await ask('POST', '/api/v1/documents?name=b.txt', { body: broken, duplex: 'half' } as RequestInit)).status,
    ).toBe(400);
  });

  test('what does not exist or is asked wrongly is said so', async () => {
    const nobody = '00000000-0000-4000-8000-999999999999';
    expect((await ask('GET', `/api/v1/documents/${nobody}`)).status).toBe(404);
    expect((await ask('GET', '/api/v1/documents/1')).status).toBe(404);
    expect((await ask('DELETE', `/api/v1/documents/${nobody}`)).status).toBe(404);
    expect((await ask('POST', `/api/v1/documents/${nobody}/restore`)).status).toBe(404);
    expect((await ask('GET', '/api/v1/rules/no-such-rule')).status).toBe(404);
    expect((await ask('GET', '/api/v1/nothing')).status).toBe(404);
    expect((await ask('POST', '/api/v1/documents', { body: FORM })).status).toBe(400);
    const wrong = await ask('PATCH', '/api/v1/documents');
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET, POST');
  });
});

describe('copies of a file', () => {
  const example = () => {
    const file = new URL('../../../examples/示例区城市管理示例局-部门预算公开.docx', import.meta.url);
    return added('公开.docx', new Uint8Array(readFileSync(file)));
  };
  const post = (path: string, body: unknown) => ask('POST', path, { body: JSON.stringify(body) });
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  const reading = async (bytes: Uint8Array) => {
    const result = await intake.read(bytes, '公开.docx');
    if (!result.ok) throw new Error(result.refusal.message);
    return result.disclosure;
  };

  test('with its findings as comments, reading as before', async () => {
    const { document } = await example();
    const path = `/api/v1/documents/${document.id}`;
    const response = await ask('GET', `${path}/annotated`);
    expect(response.status).toBe(200);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain('公开（批注）.docx');
    const { disclosure } = await answer<DocumentDetail>(ask('GET', path));
    expect((await reading(await bytesOf(response))).goalSheets).toEqual(disclosure.goalSheets);
  });

  test('with chosen fixes, previewed first; the stored file stays as it is', async () => {
    const { document } = await example();
    const path = `/api/v1/documents/${document.id}`;
    const { report, disclosure } = await answer<DocumentDetail>(ask('GET', path));
    const chosen = report.findings.find(({ fix, rule }) => fix && rule === 'value-absurd');
    const wish = { findings: [chosen?.fingerprint] };
    const preview = await answer<FixPreview>(post(`${path}/fixed/preview`, wish));
    expect(preview).toMatchObject({ fileName: '公开（修改）.docx' });
    expect(preview.edits[0]).toMatchObject({
      rule: 'value-absurd',
      fingerprint: chosen?.fingerprint,
      cells: [{ before: '≥90100', after: '≥90%' }],
    });
    const edit = chosen?.fix?.edits[0];
    const fixed = await reading(await bytesOf(await post(`${path}/fixed`, wish)));
    expect(valueAt(fixed, edit?.path ?? '')).toBe('≥90%');
    expect(fixed.budgetTables).toEqual(disclosure.budgetTables);
    const all = await answer<FixPreview>(post(`${path}/fixed/preview`, {}));
    expect(new Set(all.edits.map(({ rule }) => rule)).size).toBeGreaterThan(1);
    const original = await bytesOf(await ask('GET', `${path}/original`));
    expect((await reading(original)).goalSheets).toEqual(disclosure.goalSheets);
    expect((await post(`${path}/fixed`, { findings: ['没有'] })).status).toBe(409);
  });

  test('with corrections written into it, those of rows too', async () => {
    const { document } = await example();
    const path = `/api/v1/documents/${document.id}`;
    const { disclosure } = await answer<DocumentDetail>(ask('GET', path));
    const s = disclosure.goalSheets.findIndex(({ indicators }) => indicators.length > 2);
    const at = `/goalSheets/${s}/indicators`;
    const [first, second] = disclosure.goalSheets[s]?.indicators ?? [];
    if (!first || !second) throw new Error('no indicators');
    const target = `${at}/0/targets/0/raw`;
    const raw = first.targets[0]?.raw ?? '';
    const edits = [
      { path: `${at}/0/level3`, from: first.level3, to: '改后的指标' },
      { path: target, from: raw, to: '≥77%' },
    ];
    expect((await post(`${path}/corrections`, { edits })).status).toBe(201);
    const added = { ...second, level3: '增加的指标' };
    const row = [{ path: `${at}/2+1`, from: null, to: added }];
    expect((await post(`${path}/corrections`, { edits: row })).status).toBe(201);
    const wish = { findings: [] };
    const preview = await answer<FixPreview>(post(`${path}/fixed/preview`, wish));
    expect(preview.edits.map(({ change, why }) => [change, why])).toEqual([
      [1, undefined],
      [1, undefined],
      [3, undefined],
    ]);
    const fixed = await reading(await bytesOf(await post(`${path}/fixed`, wish)));
    const now = fixed.goalSheets[s]?.indicators;
    expect(now?.map(({ level3 }) => level3).slice(0, 3)).toEqual(['改后的指标', second.level3, '增加的指标']);
    expect(now?.[0]?.targets[0]).toMatchObject({ operator: '>=', value: 77, unit: '%' });
    const kept = await bytesOf(await post(`${path}/fixed`, { findings: [], corrections: false }));
    expect(kept).toEqual(await bytesOf(await ask('GET', `${path}/original`)));
  });

  test('of a text there are none', async () => {
    const { document } = await added('不能改.txt', `${FORM}不能改`);
    const path = `/api/v1/documents/${document.id}`;
    expect((await ask('GET', `${path}/annotated`)).status).toBe(422);
    expect((await post(`${path}/fixed`, {})).status).toBe(422);
    expect((await ask('GET', '/api/v1/documents/00000000-0000-4000-8000-999999999999/annotated')).status).toBe(404);
  });
});

describe('rules, health, OpenAPI', () => {
  test('every rule is listed and has its page', async () => {
    const { rules } = await answer<{ rules: { id: string }[] }>(ask('GET', '/api/v1/rules'));
    expect(rules.length).toBeGreaterThan(10);
    for (const rule of rules) expect(await answer(ask('GET', `/api/v1/rules/${rule.id}`))).toEqual({ rule });
  });

  test('health tells database, documents and limits', async () => {
    expect(await answer(ask('GET', '/api/v1/health'))).toMatchObject({
      status: 'ok',
      database: { kind: 'embedded', ok: true },
      limits: { uploadBytes: LIMIT },
    });
  });

  test('the OpenAPI document names every operation, and every reference in it leads somewhere', async () => {
    const text = await (await ask('GET', '/api/v1/openapi.json')).text();
    const description = JSON.parse(text) as {
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, unknown> };
    };
    const described = Object.values(description.paths).flatMap((path) => Object.values(path));
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(
      operations
        .filter(({ needs }) => needs !== 'command')
        .map(({ id }) => id)
        .sort(),
    );
    for (const { responses } of described) expect(responses.default).toBeDefined();
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(description.components.schemas).toHaveProperty(name ?? '');
    }
    expect(text).not.toMatch(/\$defs|"\$id"/);
  });
});

describe('headers', () => {
  test('large JSON is packed, tagged, and not sent twice', async () => {
    const plain = await ask('GET', '/api/v1/rules', { headers: {} });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const tag = plain.headers.get('etag') ?? '';
    const packed = await ask('GET', '/api/v1/rules', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('etag')).toBe(tag);
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString('utf8')).toBe(await plain.text());
    const known = await ask('GET', '/api/v1/rules', { headers: { 'if-none-match': `"other", ${tag}` } });
    expect(known.status).toBe(304);
    expect(await known.text()).toBe('');
    const refusing = await ask('GET', '/api/v1/rules', { headers: { 'accept-encoding': 'gzip;q=0, *' } });
    expect(refusing.headers.get('content-encoding')).toBeNull();
  });

  test('only this machine is served, by its own names', async () => {
    for (const host of ['localhost:7788', '127.0.0.1:7788', '[::1]:7788', 'LOCALHOST']) {
      expect((await ask('GET', '/api/v1/health', { headers: { host } })).status).toBe(200);
    }
    for (const host of ['evil.example', '127.0.0.1.evil.example:7788', 'localhost.evil.example', '10.0.0.1', '']) {
      expect((await ask('GET', '/api/v1/health', { headers: { host } })).status).toBe(403);
      expect((await ask('GET', '/', { headers: { host } })).status).toBe(403);
    }
    // Whoever writes the whole address into the request line is taken by it, not by what `Host` says.
    const spelled = await app.request('http://evil.example/api/v1/health', { headers: { host: '127.0.0.1:7788' } });
    expect(spelled.status).toBe(403);
  });

  test('other pages may not change anything', async () => {
    const { document } = await added('他站.txt', `${FORM}他站`);
    const path = `/api/v1/documents/${document.id}`;
    const host = '127.0.0.1:7788';
    for (const headers of [
      { host, origin: 'https://evil.example' },
      { host, origin: 'null' },
      { host, origin: 'http://127.0.0.1:3000' },
      { host, 'sec-fetch-site': 'cross-site' },
      { host, 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await ask('DELETE', path, { headers: new Headers(headers as Record<string, string>) })).status).toBe(403);
    }
    expect(
      (await ask('DELETE', path, { headers: { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' } }))
        .status,
    ).toBe(204);
  });
});

describe('the page', () => {
  test('addresses of the application give the page, files give themselves, nothing else is reached', async () => {
    for (const path of ['/', '/documents/abc?finding=3', '/rules/half-over-full']) {
      const page = await ask('GET', path);
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(await page.text()).toContain('绩准');
    }
    const asset = await ask('GET', '/assets/index-Ab12_-9z.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toMatch(/javascript/);
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect((await ask('HEAD', '/')).status).toBe(200);
    for (const path of [
      '/assets/gone.js',
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/favicon.ico',
    ]) {
      expect((await ask('GET', path)).status, path).toBe(404);
    }
    expect((await ask('POST', '/documents/abc')).status).toBe(404);
  });
});

describe('examples and later versions', () => {
  test('examples are loaded once, and what was removed stays removed', async () => {
    const directory = join(folder.path, 'examples');
    mkdirSync(directory);
    writeFileSync(join(directory, '示例甲.txt'), `${FORM}示例甲`);
    writeFileSync(join(directory, '示例乙.txt'), `${FORM}示例乙`);
    writeFileSync(join(directory, '说明.md'), 'no document');
    const load = () => loadExamples(directory, documents, workshop, now, say, () => ({ authority: OFFICE }));
    const names = async () => (await documents.list('all')).filter(({ example }) => example).map(({ name }) => name);
    expect(await load()).toBe(2);
    expect(await load()).toBe(0);
    expect(await names()).toEqual(['示例甲.txt', '示例乙.txt']);

    const removed = (await documents.list('all')).find(({ name }) => name === '示例甲.txt');
    await ask('DELETE', `/api/v1/documents/${removed?.id}`);
    // A later version brings both with other bytes.
    writeFileSync(join(directory, '示例甲.txt'), `${FORM}示例甲，新版`);
    writeFileSync(join(directory, '示例乙.txt'), `${FORM}示例乙，新版`);
    expect(await load()).toBe(1);
    expect(await names()).toEqual(['示例乙.txt']);
    expect(await load()).toBe(0);
  });

  /** Lets a workshop of another version renew everything, as the next start of the program does. */
  const renew = async (newer: Workshop) => {
    const runner = createRunner({
      store,
      kinds: [readAgain],
      services: () => ({ documents, workshop: newer }),
      worker: newId(),
      now,
      log: (error) => errors.push(error),
    });
    const jobs = createTenantJobs(store.jobs(BUILT_IN_TENANT), runner, newId);
    const own = { documents, workshop: newer, jobs };
    const asked = await askForRenewal(own, now());
    expect(await renewalPending(own)).toBe(asked);
    // Asked again, it is not done twice.
    expect(await askForRenewal(own, now())).toBe(asked);
    expect(await jobs.countOpen()).toBe(1);
    await runner.start();
    await vi.waitUntil(async () => (await jobs.countOpen()) === 0, { timeout: 20_000 });
    await runner.stop();
    expect(await renewalPending(own)).toBe(0);
    const [job] = await jobs.list({ limit: 1 });
    return { asked, job };
  };

  test('another version of the reader or the rules renews what is stored, in the background', async () => {
    const count = (await documents.list('all')).length;
    const newer = createWorkshop({ documents, intake, versions: { reader: 'r2', rules: 'c2' }, newId });
    const { asked, job } = await renew(newer);
    expect(asked).toBe(count);
    expect(job).toMatchObject({ state: 'done', done: count, total: count });
    expect(await documents.stale('r2', 'c2')).toEqual([]);
    expect((await documents.list('all')).length).toBe(count);
    await renew(createWorkshop({ documents, intake, versions: { reader: 'r2', rules: 'c3' }, newId }));
    expect(await documents.stale('r2', 'c3')).toEqual([]);
  });

  test('a file that a later version cannot read keeps its reading and says so', async () => {
    const refusal = { code: 'unreadable' as const, message: '读不出。', remedy: '请重试。', fileName: 'x' };
    const refusing = { read: async () => ({ ok: false as const, refusal }) };
    const newer = createWorkshop({ documents, intake: refusing, versions: { reader: 'r3', rules: 'c3' }, newId });
    const [before] = await documents.list('all');
    await renew(newer);
    const after = await documents.find(before?.id ?? '');
    expect(after).toMatchObject({ indicatorCount: before?.indicatorCount, notice: expect.stringContaining('读不出') });
    expect(await documents.stale('r3', 'c3')).toEqual([]);
  });
});

describe('jobs', () => {
  test('are listed page by page, shown, cancelled and begun anew', async () => {
    const jobs = store.jobs(BUILT_IN_TENANT);
    const by = { at: now(), actor: '张三（zhangsan）', origin: '192.0.2.1' };
    const ids = Array.from({ length: 3 }, () => newId());
    const add = (id: string, kind: string, person?: string) =>
      jobs.add({ id, kind, input: {}, mostAttempts: 1, ...(person === undefined ? {} : { person }) }, by);
    await add(ids[0]!, 'a-later-kind');
    await add(ids[1]!, 'a-later-kind', 'b1f0c2d4-0000-4000-8000-000000000001');
    await add(ids[2]!, 'a-later-kind', 'b1f0c2d4-0000-4000-8000-000000000002');

    // The finance authority has its own jobs only; who looks after the system sees all.
    identity.add(personAs('system-administrator', {}, { person: 'b1f0c2d4-0000-4000-8000-000000000009' }));
    identity.add(personAs('clerk', { unit: 'unit' }, { person: 'b1f0c2d4-0000-4000-8000-000000000001' }));
    const as = (n: number) => ({ headers: { [PERSON_HEADER]: `b1f0c2d4-0000-4000-8000-00000000000${n}` } });
    const get = async (n: number, path: string) => (await ask('GET', `/api/v1${path}`, as(n))).json();
    const first = jobListSchema.parse(await get(9, '/jobs?limit=2'));
    expect(first.jobs).toHaveLength(2);
    const second = jobListSchema.parse(await get(9, `/jobs?limit=100&after=${first.next}`));
    const all = [...first.jobs, ...second.jobs].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(ids));
    expect(second.next).toBeUndefined();
    expect(second.jobs.concat(first.jobs).find(({ id }) => id === ids[0])).toMatchObject({
      title: 'a-later-kind',
      own: false,
      may: { cancel: true, retry: false },
    });
    const own = jobListSchema.parse(await get(1, '/jobs'));
    expect(own.jobs.map(({ id, own }) => [id, own])).toEqual([[ids[1], true]]);

    expect((await ask('GET', `/api/v1/jobs/${ids[2]}`, as(1))).status).toBe(404);
    expect((await ask('POST', `/api/v1/jobs/${ids[2]}/cancel`, { method: 'POST', ...as(1) })).status).toBe(404);
    expect((await ask('GET', `/api/v1/jobs/${newId()}`, as(9))).status).toBe(404);
    expect((await ask('GET', '/api/v1/jobs?after=x', as(9))).status).toBe(400);
    const cancelled = jobSchema.parse(await (await ask('POST', `/api/v1/jobs/${ids[1]}/cancel`, as(1))).json());
    expect(cancelled).toMatchObject({ state: 'cancelled', may: { cancel: false, retry: true } });
    const again = jobSchema.parse(await (await ask('POST', `/api/v1/jobs/${ids[1]}/retry`, as(1))).json());
    expect(again).toMatchObject({ state: 'waiting', may: { cancel: true, retry: false } });
    for (const id of ids) await ask('POST', `/api/v1/jobs/${id}/cancel`, as(9));
    expect(jobListSchema.parse(await get(9, '/jobs?state=waiting')).jobs).toEqual([]);
  });
});
