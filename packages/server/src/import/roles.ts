import { ROLES, type Role, roleNames } from '@jizhun/lifecycle';
import { keyOf, listed } from './text.ts';

/** What lists call roles, beside the names that they have here. */
const WORDS: Readonly<Record<Role, readonly string[]>> = {
  clerk: ['填报', '填报员', '经办人', '经办', '单位填报人', '单位经办人', '录入员', '单位填报'],
  'unit-head': ['负责人', '单位领导', '单位审核人', '单位主要负责人', '分管领导'],
  'department-reviewer': ['主管部门审核人', '主管部门', '部门审核', '部门审核人', '主管部门经办人', '主管部门审核岗'],
  'finance-desk': [
    '业务科',
    '业务科室',
    '业务处室',
    '业务处',
    '业务股',
    '财政业务处',
    '财政业务股',
    '对口业务科',
    '财政业务科室',
  ],
  'performance-office': ['绩效处', '绩效股', '绩效管理科', '绩效管理处', '绩效管理股', '预算绩效科', '预算绩效管理科'],
  'budget-office': ['预算处', '预算股', '预算管理科'],
  'third-party': ['第三方', '专家', '第三方机构', '评审专家'],
  auditor: ['审计人员', '审计监督'],
  'system-administrator': ['系统管理'],
  'security-administrator': ['安全管理'],
  'audit-administrator': ['审计管理'],
  'template-administrator': ['模板管理'],
};

const byWord: ReadonlyMap<string, Role> = new Map(
  roleNames.flatMap((role) => [ROLES[role].name, role, ...WORDS[role]].map((word) => [keyOf(word), role] as const)),
);

/** The roles that a cell names; words that are none apart. */
export function readRoles(text: string): { roles: Role[]; unknown: string[] } {
  const roles: Role[] = [];
  const unknown: string[] = [];
  for (const word of listed(text)) {
    const whole = byWord.get(keyOf(word));
    const parts = whole !== undefined ? [whole] : word.split(/[/+]/).map((part) => byWord.get(keyOf(part)));
    if (parts.every((role) => role !== undefined)) roles.push(...(parts as Role[]));
    else unknown.push(word);
  }
  return { roles: [...new Set(roles)], unknown };
}
