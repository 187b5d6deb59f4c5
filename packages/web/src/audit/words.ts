import type { AuditEvent } from '@jizhun/api';
import { bytes } from '../format/numbers.ts';

const operations: Readonly<Record<string, string>> = {
  'document.add': '加入文件',
  'document.add-again': '重新加入文件',
  'document.remove': '移除文件',
  'document.restore': '恢复文件',
  'document.read-again': '重新读取',
  'document.check-again': '重新核对',
  'document.keep-reading': '保留此前的读取结果',
  'document.correct': '更正',
  'document.withdraw-correction': '撤销更正',
  'document.suppress': '忽略问题',
  'document.unsuppress': '取消忽略',
  'backup.make': '备份',
  'audit.read': '查阅操作记录',
  'audit.export': '导出操作记录',
  'audit.verify': '核对操作记录',
  'audit.checkpoint': '立检查点',
};

/** 加入文件 for `document.add`; one that is not known keeps its name. */
export const operationWord = (operation: string): string => operations[operation] ?? operation;

/** A line of what changed: 印出的、原有的 → 现在的. Only one side where there was, or is, nothing. */
export interface Change {
  label: string;
  from?: string;
  to?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const labels: Readonly<Record<string, string>> = {
  name: '文件名',
  bytes: '大小',
  findings: '问题数',
  sha256: 'SHA-256',
  reader: '读取程序',
  rules: '规则',
  notice: '提示',
  detail: '结果',
  reason: '理由',
};

/** Digests of program versions and flags say nothing to a person; the raw row still shows them. */
const unspoken = new Set(['sha256', 'reader', 'rules', 'example', 'change', 'whole']);

function text(key: string, value: unknown): string {
  if (key === 'bytes' && typeof value === 'number') return bytes(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `[{ path, value }]`, also where it stands under `values`. */
function valuesOf(side: unknown): Map<string, unknown> | undefined {
  const list: unknown = isRecord(side) ? side.values : side;
  if (!Array.isArray(list)) return undefined;
  return new Map(list.filter(isRecord).map(({ path, value }) => [String(path), value]));
}

const parse = (json: string | null): unknown => (json === null ? undefined : JSON.parse(json));

/** What a row of the trail changed, in words. */
export function changesOf({ before, after }: Pick<AuditEvent, 'before' | 'after'>): Change[] {
  const [was, is] = [parse(before), parse(after)];
  const [olds, news] = [valuesOf(was), valuesOf(is)];
  if (olds !== undefined || news !== undefined) {
    return [...new Set([...(olds?.keys() ?? []), ...(news?.keys() ?? [])])].map((path) => ({
      label: path,
      ...(olds?.has(path) ? { from: text('', olds.get(path)) } : {}),
      ...(news?.has(path) ? { to: text('', news.get(path)) } : {}),
    }));
  }
  const [old, now] = [isRecord(was) ? was : {}, isRecord(is) ? is : {}];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !unspoken.has(key) && JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => ({
      label: labels[key] ?? key,
      ...(key in old ? { from: text(key, old[key]) } : {}),
      ...(key in now ? { to: text(key, now[key]) } : {}),
    }));
}
