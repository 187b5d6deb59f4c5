import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disclosure, Finding, Report } from '@jizhun/model';
import type { NewDocument, Stamp, StoredReading, StoredReport } from '../src/index.ts';

/** A folder that everyone may enter (PostgreSQL runs as `nobody` under root), gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'jizhun-test-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

export const NOW = new Date('2026-03-31T08:00:00.000Z');

/** Someone at a page, now. */
export const BY: Stamp = { at: NOW, actor: '甲', origin: '192.0.2.1' };

/** A document of the given words, as an upload would bring it. */
export function newDocument(id: string, words: string, name = `${words}.txt`): NewDocument {
  const bytes = new TextEncoder().encode(words);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id, name, sha256, mediaType: 'text/plain', bytes, example: false };
}

export function disclosureOf(document: NewDocument): Disclosure {
  return {
    schema: 'jizhun/disclosure@1',
    source: { name: document.name, sha256: document.sha256, mediaType: document.mediaType },
    title: '示例县林业局2026年部门预算',
    fiscalYear: 2026,
    goalSheets: [],
    budgetTables: [],
    statements: [],
    unread: [],
    provenance: {},
  };
}

export function readingOf(document: NewDocument, readerVersion = 'reader-1'): StoredReading {
  return {
    readerVersion,
    disclosure: disclosureOf(document),
    notices: [{ kind: 'hidden', message: '第 3 行被隐藏。', part: 'Sheet1' }],
    summary: {
      title: '示例县林业局2026年部门预算',
      unitName: '示例县林业局',
      place: { name: '示例县', adcode: '990001' },
      fiscalYear: 2026,
      sheetCount: 2,
      indicatorCount: 17,
      tableCount: 9,
      amountFen: 123_456_789_012_345,
      unreadCount: 1,
    },
  };
}

export function finding(message: string, severity: Finding['severity'] = 'error'): Finding {
  return { rule: 'half-over-full', severity, message, subject: { sheet: '甲' }, paths: ['/goalSheets/0'], origins: [] };
}

export function reportOf(document: NewDocument, findings: Finding[], rulesVersion = 'rules-1'): StoredReport {
  const report: Report['documents'][number] = {
    source: { name: document.name, sha256: document.sha256, mediaType: document.mediaType },
    findings,
    unchecked: [{ rule: 'sum-of-rows', missing: '没有合计行' }],
    suppressed: [],
  };
  return { rulesVersion, report };
}

export const identity = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
