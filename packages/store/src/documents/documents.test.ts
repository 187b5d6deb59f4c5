import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BY, disclosureOf, finding, identity, NOW, newDocument, readingOf, reportOf } from '../../test/samples.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { BUILT_IN_TENANT, type Derive, type Documents, openStore, type Store, type StoredReport } from '../index.ts';
import { TENANT_TABLES } from '../tables.ts';

const statements: string[] = [];
let server: TestServer;
let address: string;
let store: Store;
let documents: Documents;

beforeAll(async () => {
  server = await startTestServer();
  address = await server.newDatabase();
  store = await openStore({
    databaseUrl: address,
    dataDirectory: '/nowhere',
    onStatement: (sql) => statements.push(sql),
    now: () => NOW,
  });
  documents = store.documents(BUILT_IN_TENANT);
});

afterAll(async () => {
  await store?.close();
  await server?.stop();
});

const add = (id: string, words: string, name?: string) => {
  const document = newDocument(id, words, name);
  return documents.add(document, readingOf(document), reportOf(document, [finding('甲'), finding('乙', 'info')]), BY);
};

async function bytesOf(id: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await documents.original(id))?.pieces() ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

test('what was added is listed, read back whole, and given out as it came', async () => {
  const document = newDocument(identity(1), '甲文件');
  expect(await add(identity(1), '甲文件')).toEqual({ id: identity(1), created: true });
  const row = await documents.find(identity(1));
  expect(row).toEqual({
    id: identity(1),
    name: '甲文件.txt',
    sha256: document.sha256,
    mediaType: 'text/plain',
    bytes: document.bytes.byteLength,
    example: false,
    addedAt: NOW,
    ...readingOf(document).summary,
    findings: { error: 1, warning: 0, info: 1 },
    uncheckedCount: 1,
  });
  expect(await documents.list('all')).toContainEqual(row);
  expect(await documents.count('all')).toBe((await documents.list('all')).length);
  const content = await documents.content(identity(1));
  expect(JSON.parse(content?.disclosure ?? '')).toEqual(disclosureOf(document));
  expect(JSON.parse(content?.report ?? '')).toEqual(reportOf(document, [finding('甲'), finding('乙', 'info')]).report);
  expect(JSON.parse(content?.notices ?? '')).toEqual(readingOf(document).notices);
  expect(await bytesOf(identity(1))).toBe('甲文件');
});

test('a file of several pieces, and one without a byte, come back unchanged', async () => {
  const words = '绩效目标'.repeat(250_000);
  await add(identity(2), words, '长.txt');
  expect(await bytesOf(identity(2))).toBe(words);
  await add(identity(3), '', '空.txt');
  expect(await bytesOf(identity(3))).toBe('');
});

test('the same bytes are stored once, also when they come several at a time', async () => {
  const answers = await Promise.all([10, 11, 12, 13].map((n) => add(identity(n), '同一文件', `副本${n}.txt`)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
});

test('what belongs to nobody is given to an authority, once, and each of those who have a file has its own', async () => {
  const authority = identity(900);
  const others = identity(901);
  await store.organisation(BUILT_IN_TENANT).applyChanges(
    [authority, others].map((id, n) => ({
      operation: 'authority.add' as const,
      id,
      from: '2020-01-01',
      name: `财政局${n}`,
    })),
    BY,
  );
  const everywhere = newDocument(identity(910), '各处都有的文件');
  for (const [n, place] of [{}, { authority }, { authority: others }].entries()) {
    const document = { ...everywhere, id: identity(910 + n), ...place };
    expect(await documents.add(document, readingOf(document), reportOf(document, []), BY)).toMatchObject({
      created: true,
    });
    expect(await documents.findBySha(document.sha256, place)).toMatchObject({ id: document.id });
    expect(await documents.owner(document.id)).toEqual({ example: false, ...place });
  }
  const of = async (authorities: string[]) =>
    (await documents.list({ units: [], authorities, examples: false, documents: [] })).map(({ id }) => id);
  expect(await of([authority])).toEqual([identity(911)]);
  expect(await of([])).toEqual([]);
  expect((await documents.owners()).authorities.sort()).toEqual([authority, others]);

  const third = identity(902);
  await store
    .organisation(BUILT_IN_TENANT)
    .applyChanges([{ operation: 'authority.add', id: third, from: '2020-01-01', name: '财政局乙' }], BY);
  expect(await documents.adopt(third, BY)).toBeGreaterThan(0);
  expect(await documents.adopt(third, BY)).toBe(0);
  expect(await of([third])).toContain(identity(910));
  expect(await of([authority])).toEqual([identity(911)]);
});

test('the list comes page by page, each one once, also where several came at the same moment', async () => {
  const whole = (await documents.list('all')).map(({ id }) => id);
  expect(whole.length).toBeGreaterThan(3);
  const seen: string[] = [];
  for (let after: { addedAt: Date; id: string } | undefined; ; ) {
    const page = await documents.list('all', { after, limit: 2 });
    seen.push(...page.map(({ id }) => id));
    after = page.at(-1);
    if (after === undefined) break;
  }
  expect(seen).toEqual(whole);
});

test('removing hides and keeps; restoring and adding again bring back', async () => {
  await add(identity(20), '将被移除');
  expect(await documents.remove(identity(20), BY)).toBe(true);
  expect(await documents.remove(identity(20), BY)).toBe(true);
  expect(await documents.find(identity(20))).toBeUndefined();
  expect(await documents.content(identity(20))).toBeUndefined();
  expect(await documents.original(identity(20))).toBeUndefined();
  expect(await documents.disclosure(identity(20))).toBeUndefined();
  expect((await documents.list('all')).map(({ id }) => id)).not.toContain(identity(20));
  const { sha256 } = newDocument(identity(20), '将被移除');
  expect(await documents.findBySha(sha256)).toEqual({ id: identity(20), removed: true });

  expect(await documents.restore(identity(20), BY)).toBe(true);
  expect(await documents.find(identity(20))).toBeDefined();
  await documents.remove(identity(20), BY);
  expect(await add(identity(21), '将被移除', '新名.txt')).toEqual({ id: identity(20), created: true });
  expect((await documents.find(identity(20)))?.name).toBe('新名.txt');
});

test('what does not exist is undefined or false', async () => {
  expect(await documents.find(identity(404))).toBeUndefined();
  expect(await documents.remove(identity(404), BY)).toBe(false);
  expect(await documents.restore(identity(404), BY)).toBe(false);
});

test('other versions of reader and rules are told, and replaced without a rest', async () => {
  await add(identity(30), '旧读法');
  const isStale = async (reader: string, rules: string) =>
    (await documents.stale(reader, rules)).some(({ id }) => id === identity(30));
  expect(await isStale('reader-1', 'rules-1')).toBe(false);
  expect(await isStale('reader-1', 'rules-2')).toBe(true);
  expect(await isStale('reader-2', 'rules-1')).toBe(true);

  const document = newDocument(identity(30), '旧读法');
  const { summary } = readingOf(document);
  const derived =
    (report: StoredReport): Derive =>
    () => ({ summary, report });
  const again = readingOf(document, 'reader-2');
  await documents.replaceReading(identity(30), again, derived(reportOf(document, [], 'rules-1')), BY);
  expect((await documents.find(identity(30)))?.findings).toEqual({ error: 0, warning: 0, info: 0 });
  await documents.replaceReport(identity(30), derived(reportOf(document, [finding('丙', 'warning')], 'rules-2')), BY);
  expect(await isStale('reader-2', 'rules-2')).toBe(false);
  expect(JSON.parse((await documents.content(identity(30)))?.report ?? '').findings).toEqual([
    finding('丙', 'warning'),
  ]);

  await documents.keepReading(identity(30), 'reader-3', '新版本读不出', BY);
  expect(await isStale('reader-3', 'rules-2')).toBe(false);
  expect((await documents.find(identity(30)))?.notice).toBe('新版本读不出');
});

test('thousands of findings, and characters that a database refuses, are stored', async () => {
  const document = newDocument(identity(40), '许多问题', '带\0空字符.txt');
  const many = Array.from({ length: 2_500 }, (_, n) => finding(`第 ${n} 处\0\ud800`));
  await documents.add(document, readingOf(document), reportOf(document, many), BY);
  const content = await documents.content(identity(40));
  expect(content?.document.name).toBe('带空字符.txt');
  expect(JSON.parse(content?.report ?? '').findings).toEqual(many);
});

test('corrections are laid over a reading, replace what follows from it, and are taken back', async () => {
  const id = identity(45);
  const document = newDocument(id, '更正');
  await documents.add(document, readingOf(document), reportOf(document, [finding('甲')]), BY);
  const later = { ...BY, at: new Date(NOW.getTime() + 60_000), actor: '王五' };
  // The report tells how many corrections stand; the title of the list follows the last of them.
  const derive: Derive = (disclosure, corrections) => {
    const standing = corrections.filter(({ withdrawnAt }) => withdrawnAt === undefined);
    const title = standing.at(-1)?.to ?? disclosure.title;
    const { summary } = readingOf(document);
    return {
      summary: { ...summary, title: String(title) },
      report: reportOf(
        document,
        standing.map(({ path }) => finding(path, 'info')),
      ),
    };
  };
  const edit = (path: string, to: string) => ({ path, from: null, to });
  const accept = () => {};
  const one = { edits: [edit('/title', '甲'), edit('/unit/name', '乙')], reason: '印错' };
  expect(await documents.correct(id, one, accept, derive, { ...BY, actor: '张三' })).toBe(1);
  const two = { edits: [edit('/title', '丙')] };
  expect(await documents.correct(id, two, accept, derive, later)).toBe(3);
  expect(await documents.find(id)).toMatchObject({ title: '丙', findings: { error: 0, warning: 0, info: 3 } });
  const content = await documents.content(id);
  expect(JSON.parse(content?.disclosure ?? '')).toEqual(disclosureOf(document));
  expect(content?.corrections.map(({ seq, change }) => [seq, change])).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
  ]);
  expect(content?.corrections[0]).toEqual({
    ...edit('/title', '甲'),
    seq: 1,
    change: 1,
    author: '张三',
    reason: '印错',
    at: NOW,
  });

  expect(await documents.withdraw(id, 1, derive, later)).toBe(true);
  expect(await documents.withdraw(id, 1, derive, later)).toBe(false);
  expect(await documents.withdraw(id, 3, derive, later)).toBe(true);
  expect(await documents.find(id)).toMatchObject({ title: '示例县林业局2026年部门预算', findings: { info: 0 } });
  expect((await documents.content(id))?.corrections[0]).toMatchObject({ withdrawnAt: later.at, withdrawnBy: '王五' });

  const refuse = () => {
    throw new Error('does not fit');
  };
  await expect(documents.correct(id, two, refuse, derive, BY)).rejects.toThrow('does not fit');
  expect((await documents.content(id))?.corrections).toHaveLength(3);
  expect(await documents.correct(identity(404), two, accept, derive, BY)).toBeUndefined();
  expect(await documents.withdraw(identity(404), 1, derive, BY)).toBe(false);
});

test('corrections made at the same time all stand', async () => {
  const id = identity(46);
  const document = newDocument(id, '同时更正');
  await documents.add(document, readingOf(document), reportOf(document, []), BY);
  const derive: Derive = (_disclosure, corrections) => ({
    summary: readingOf(document).summary,
    report: reportOf(
      document,
      corrections.map(({ path }) => finding(path)),
    ),
  });
  const numbers = [1, 2, 3, 4, 5, 6];
  const changes = await Promise.all(
    numbers.map((n) =>
      documents.correct(
        id,
        { edits: [{ path: `/statements/${n}/claim`, from: '甲', to: '乙' }] },
        () => {},
        derive,
        BY,
      ),
    ),
  );
  expect([...changes].sort()).toEqual(numbers);
  expect((await documents.find(id))?.findings.error).toBe(numbers.length);
});

test('findings are answered for, which replaces the report; ended ones stay on record', async () => {
  const id = identity(47);
  const document = newDocument(id, '忽略');
  const found = ['甲', '乙', '丙'].map((message) => ({ ...finding(message), fingerprint: `1-${message}` }));
  await documents.add(document, readingOf(document), reportOf(document, found), BY);
  const derive: Derive = (_disclosure, _corrections, suppressions) => {
    const standing = new Set(suppressions.filter(({ endedAt }) => !endedAt).map(({ fingerprint }) => fingerprint));
    const { rulesVersion, report } = reportOf(
      document,
      found.filter(({ fingerprint }) => !standing.has(fingerprint)),
    );
    return { summary: readingOf(document).summary, report: { rulesVersion, report } };
  };
  const accept =
    (fingerprint: string) => (report: { findings: { fingerprint?: string | undefined; rule: string }[] }) => {
      const named = report.findings.find((one) => one.fingerprint === fingerprint);
      if (named === undefined) throw new Error('no such finding');
      return { rule: named.rule, about: fingerprint };
    };
  const suppress = (fingerprint: string, more: { expires?: string } = {}) =>
    documents.suppress(id, { fingerprint, reason: '逐人测评', ...more }, accept(fingerprint), derive, BY);

  expect(await suppress('1-甲')).toBe(1);
  expect(await suppress('1-乙', { expires: '2026-04-30' })).toBe(2);
  await expect(suppress('1-甲')).rejects.toThrow('no such finding');
  expect((await documents.find(id))?.findings.error).toBe(1);
  expect((await documents.content(id))?.suppressions).toEqual([
    {
      seq: 1,
      rule: 'half-over-full',
      fingerprint: '1-甲',
      about: '1-甲',
      reason: '逐人测评',
      author: '甲',
      at: NOW,
      version: document.sha256,
    },
    expect.objectContaining({ seq: 2, expires: '2026-04-30' }),
  ]);

  const later = { ...BY, at: new Date(NOW.getTime() + 60_000), actor: '王五' };
  expect(await documents.endSuppression(id, 1, derive, later)).toBe(true);
  expect(await documents.endSuppression(id, 1, derive, later)).toBe(false);
  expect(await documents.expireSuppressions('2026-04-30', derive, later)).toBe(0);
  expect((await documents.find(id))?.findings.error).toBe(2);
  expect(await documents.expireSuppressions('2026-05-01', derive, later)).toBe(1);
  expect(await documents.expireSuppressions('2026-05-01', derive, later)).toBe(0);
  expect((await documents.find(id))?.findings.error).toBe(3);
  expect((await documents.content(id))?.suppressions).toMatchObject([
    { seq: 1, endedAt: later.at, endedBy: '王五', endedHow: 'withdrawn' },
    { seq: 2, endedAt: later.at, endedBy: '王五', endedHow: 'expired' },
  ]);
  // The number of an ended one is not given again.
  expect(await suppress('1-甲')).toBe(3);
  // What follows from a new reading takes them in too.
  const { summary: _, ...reading } = readingOf(document, 'reader-2');
  await documents.replaceReading(id, reading, derive, later);
  expect((await documents.find(id))?.findings.error).toBe(2);

  const none = identity(404);
  expect(
    await documents.suppress(none, { fingerprint: '1-甲', reason: '无' }, accept('1-甲'), derive, BY),
  ).toBeUndefined();
  expect(await documents.endSuppression(none, 1, derive, BY)).toBe(false);
  const operations = (await store.trail(BUILT_IN_TENANT).list({ subject: { kind: 'document', id }, limit: 20 })).map(
    ({ operation }) => operation,
  );
  expect(operations).toEqual([
    'document.read-again',
    'document.suppress',
    'document.expire-suppressions',
    'document.end-suppression',
    'document.suppress',
    'document.suppress',
    'document.add',
  ]);
});

test('a failure in the middle of adding leaves nothing', async () => {
  const document = newDocument(identity(50), '半途而废');
  const report = reportOf(document, [{ ...finding('甲'), severity: 'fatal' as 'error' }]);
  await expect(documents.add(document, readingOf(document), report, BY)).rejects.toThrow();
  expect(await documents.findBySha(document.sha256)).toBeUndefined();
});

test('one tenant sees nothing of another', async () => {
  const client = new pg.Client(address);
  await client.connect();
  await client.query("insert into tenant values (2, '另一单位', $1)", [NOW]);
  await client.end();
  const others = store.documents(2);
  const document = newDocument(identity(60), '甲文件');
  expect(await others.list('all')).toEqual([]);
  expect(await others.find(identity(1))).toBeUndefined();
  expect(await others.findBySha(document.sha256)).toBeUndefined();
  // The same bytes are a document of its own there, under an id that may even be the same.
  expect(await others.add({ ...document, id: identity(1) }, readingOf(document), reportOf(document, []), BY)).toEqual({
    id: identity(1),
    created: true,
  });
  expect(await others.remove(identity(1), BY)).toBe(true);
  expect(await documents.find(identity(1))).toBeDefined();
});

// The last test: it looks at everything that the others sent.
test('every statement names the tenant for every table of tenants in every scope', () => {
  const seen = statements.filter((sql) => !/^(begin|commit|rollback|start|set) ?/.test(sql));
  expect(seen.length).toBeGreaterThan(50);
  const tables = new RegExp(`(?:from|join|into|update) "(${[...TENANT_TABLES].join('|')})"(?: as "(\\w+)")?`, 'g');
  for (const sql of seen) {
    const named = [...sql.matchAll(tables)];
    expect(named.length, sql).toBeGreaterThan(0);
    for (const [, table, alias] of named) {
      const prefix = alias === undefined ? `(?:"${table}"\\.)?` : `"${alias}"\\.`;
      const condition = new RegExp(`${prefix}"tenant_id" = \\$\\d+|insert into "${table}" \\("tenant_id"`);
      expect(sql, `${table} in ${sql}`).toMatch(condition);
    }
  }
});
