import type { AuditEvent } from '@jizhun/api';
import { ROLES, type Role, roleNames } from '@jizhun/lifecycle';
import { bytes } from '../format/numbers.ts';

const operations: Readonly<Record<string, string>> = {
  'document.add': '加入文件',
  'document.add-again': '重新加入文件',
  'document.remove': '移除文件',
  'document.restore': '恢复文件',
  'document.read-again': '重新读取',
  'document.check-again': '重新核对',
  'document.keep-reading': '保留此前的读取结果',
  'document.give': '归入财政部门',
  'document.correct': '更正',
  'document.withdraw-correction': '撤销更正',
  'document.suppress': '忽略问题',
  'document.end-suppression': '取消忽略',
  'document.expire-suppressions': '忽略到期',
  'authority.add': '增加财政部门',
  'authority.change': '修改财政部门',
  'authority.end': '停用财政部门',
  'unit.add': '增加单位',
  'unit.change': '修改单位',
  'unit.merge': '合并单位',
  'unit.split': '分立单位',
  'unit.end': '停用单位',
  'project.add': '增加项目',
  'project.change': '修改项目',
  'project.end': '结束项目',
  'project.resume': '恢复项目',
  'person.add': '增加人员',
  'person.change': '修改人员',
  'person.end': '停用人员',
  'person.resume': '恢复人员',
  'assignment.give': '授予角色',
  'assignment.change': '修改角色',
  'assignment.end': '收回角色',
  'assignment.deputise': '指定代理人',
  'account.create': '建立账号',
  'account.disable': '停用账号',
  'account.enable': '启用账号',
  'account.unlock': '解除锁定',
  'account.reset-password': '重置口令',
  'account.change-password': '更改口令',
  'account.link-identity': '绑定统一身份认证',
  'account.unlink-identity': '解除绑定',
  'session.start': '登录',
  'session.end': '结束会话',
  'session.refuse': '登录未成',
  'token.issue': '发放接口令牌',
  'token.revoke': '收回接口令牌',
  'webhook.add': '增加事件推送',
  'webhook.stop': '停止事件推送',
  'setting.set': '设定要求',
  'setting.change': '修改要求',
  'tenant.add': '增加租户',
  'tenant.change': '修改租户',
  'import.apply': '导入',
  'job.add': '发起任务',
  'job.cancel': '取消任务',
  'job.retry': '重新进行任务',
  'job.end': '任务结束',
  'job.clean-up': '清理旧任务',
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
  name: '名称',
  person: '人员',
  role: '角色',
  unit: '单位',
  authority: '财政部门',
  parent: '上级',
  code: '代码',
  kind: '类型',
  category: '类别',
  from: '从',
  to: '到',
  fromYear: '起始年度',
  toYear: '终止年度',
  basis: '依据',
  adcode: '行政区划',
  place: '地方配置',
  staffNumber: '工号',
  login: '登录名',
  deputyFor: '代理的角色',
  how: '方式',
  title: '任务',
  state: '状态',
  url: '接收地址',
  scopes: '可以进行的操作',
  operations: '通知哪些事情',
  expiresAt: '用到',
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

/** How somebody signed in, or how a session ended. */
const ways: Readonly<Record<string, string>> = {
  password: '口令',
  oidc: '统一身份认证',
  demonstration: '演示',
  logout: '退出',
  timeout: '超时',
  administrator: '由管理员结束',
  replaced: '由新的登录代替',
};

const isRole = (value: unknown): value is Role => roleNames.some((role) => role === value);

function text(key: string, value: unknown): string {
  if (key === 'bytes' && typeof value === 'number') return bytes(value);
  if (key === 'role' && isRole(value)) return ROLES[value].name;
  if (key === 'how' && typeof value === 'string') return ways[value] ?? value;
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
export function changesOf({ before, after, subject }: Pick<AuditEvent, 'before' | 'after' | 'subject'>): Change[] {
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
      label: key === 'name' && subject.kind === 'document' ? '文件名' : (labels[key] ?? key),
      ...(key in old ? { from: text(key, old[key]) } : {}),
      ...(key in now ? { to: text(key, now[key]) } : {}),
    }));
}
