import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AuditEvent, checkpointLine, exportTrail } from '@jizhun/store';
import { afterAll, beforeAll, expect, test } from 'vitest';

const bin = path.resolve(import.meta.dirname, '../bin/jizhun.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-audit-'));
const file = (name: string): string => path.join(folder, name);

/** Two rows whose digests were made by sha256sum and openssl, see docs/audit.md. */
const ROWS: AuditEvent[] = [
  {
    seq: 1,
    at: '2026-01-02T03:04:05.678Z',
    actor: '张三',
    origin: '127.0.0.1',
    operation: 'document.add',
    subject: { kind: 'document', id: '1' },
    before: null,
    after: '{"name":"绩效.docx"}',
    reason: null,
    sha256: '14a5ca58fd8e2117540c0d7a40847e22ce944f10cebbda23d99db87431b1431f',
    sm3: 'ce7f01469f8545946868583c6034e3d6024d43b9fde2d805394493b24e4ab39e',
  },
  {
    seq: 2,
    at: '2026-01-02T03:05:00.000Z',
    actor: '李四',
    origin: '127.0.0.1',
    operation: 'document.remove',
    subject: { kind: 'document', id: '1' },
    before: '{"name":"绩效.docx"}',
    after: null,
    reason: '重复',
    sha256: '50ca2f7c0318261588a596e10ff66e2dd86cd9a47ce243234b5fca76ed4b8512',
    sm3: '1902c6deb57d216fab3ab61db19d17192ceb3a4ba846dfbb878b62067b6760b4',
  },
];

function audit(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'audit', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

async function write(name: string, rows: readonly AuditEvent[]): Promise<void> {
  const all = async function* () {
    yield* rows;
  };
  let text = '';
  for await (const line of exportTrail({ all }, 1, new Date('2026-01-03T00:00:00Z'))) text += line;
  writeFileSync(file(name), text);
}

beforeAll(async () => {
  const [first, second] = ROWS as [AuditEvent, AuditEvent];
  await write('whole.jsonl', ROWS);
  await write('altered.jsonl', [first, { ...second, actor: '王五' }]);
  await write('cut.jsonl', [first]);
  writeFileSync(
    file('checkpoints.jsonl'),
    checkpointLine({ tenant: 1, at: second.at, seq: 2, sha256: second.sha256, sm3: second.sm3 }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a whole export is told whole, with what vouches for it', () => {
  const alone = audit(file('whole.jsonl'));
  expect(alone).toMatchObject({ status: 0, stderr: '' });
  expect(alone.stdout).toContain('完整：2 条操作记录');
  expect(alone.stdout).toContain('没有检查点可核对');
  expect(audit(file('whole.jsonl'), '--checkpoint', file('checkpoints.jsonl')).stdout).toContain('与 1 个检查点相符');
});

test('what was altered or cut off is named', () => {
  expect(audit(file('altered.jsonl'))).toMatchObject({ status: 1, stdout: expect.stringContaining('第 2 条') });
  expect(audit(file('cut.jsonl')).status).toBe(0);
  expect(audit(file('cut.jsonl'), '--checkpoint', file('checkpoints.jsonl'))).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('应有 2 条'),
  });
});

test('files that are none, or are not there, are named with what to do', () => {
  expect(audit(bin)).toMatchObject({ status: 2, stderr: expect.stringContaining('第 1 行') });
  expect(audit(file('none.jsonl'))).toMatchObject({ status: 2, stderr: expect.stringContaining('none.jsonl') });
  expect(audit(file('whole.jsonl'), '--checkpoint', file('whole.jsonl'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('检查点'),
  });
  expect(audit().status).toBe(2);
});
