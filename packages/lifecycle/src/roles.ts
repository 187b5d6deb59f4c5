/** What a person is, at a unit, at a finance authority, or in the installation. */
export type Role =
  | 'clerk'
  | 'unit-head'
  | 'department-reviewer'
  | 'finance-desk'
  | 'performance-office'
  | 'budget-office'
  | 'third-party'
  | 'auditor'
  | 'system-administrator'
  | 'security-administrator'
  | 'audit-administrator'
  | 'template-administrator';

/** Where a role is held: at a budget unit, at a finance authority, or in the tenant as a whole. */
export type Seat = 'unit' | 'authority' | 'tenant';

interface RoleFacts {
  name: string;
  seat: Seat;
  /** One sentence: what this person does here. */
  duty: string;
}

/** All roles, in the order in which they are shown. */
export const ROLES: Readonly<Record<Role, RoleFacts>> = {
  clerk: { name: '填报人', seat: 'unit', duty: '填报本单位的绩效目标、监控和自评' },
  'unit-head': { name: '单位负责人', seat: 'unit', duty: '审签本单位填报的内容，对真实性负责' },
  'department-reviewer': { name: '主管部门审核', seat: 'unit', duty: '审核、汇总所属单位的内容，向财政部门报送' },
  'finance-desk': { name: '财政业务科', seat: 'authority', duty: '审核对口部门的内容和金额' },
  'performance-office': { name: '绩效科', seat: 'authority', duty: '组织各轮工作，审核绩效目标，开展评价' },
  'budget-office': { name: '预算科', seat: 'authority', duty: '安排预算，批复绩效目标，落实结果应用' },
  'third-party': { name: '第三方/专家', seat: 'authority', duty: '只对分派的事项提出意见、评分' },
  auditor: { name: '审计', seat: 'authority', duty: '只读：查阅业务内容与操作记录' },
  'system-administrator': { name: '系统管理员', seat: 'tenant', duty: '管理单位、人员、项目和系统运行' },
  'security-administrator': { name: '安全管理员', seat: 'tenant', duty: '授予角色，管理口令、会话和接口令牌' },
  'audit-administrator': { name: '审计管理员', seat: 'tenant', duty: '查阅、核对、导出操作记录' },
  'template-administrator': { name: '模板管理员', seat: 'tenant', duty: '维护表样和地方配置' },
};

export const roleNames = Object.keys(ROLES) as Role[];

/** Pairs of roles that no person may hold at the same time, with the reason. */
export const INCOMPATIBLE: readonly { roles: readonly [Role, Role]; basis: string }[] = [
  ...pairs(
    ['system-administrator', 'security-administrator', 'audit-administrator'],
    '系统管理、安全管理、审计管理三权分立（GB/T 22239—2019 8.1.5）',
  ),
  ...roleNames
    .filter((role) => role !== 'third-party')
    .map((role) => ({
      roles: ['third-party', role] as const,
      basis: '第三方机构独立于预算部门和财政部门（财预〔2021〕6号）',
    })),
  ...(['clerk', 'unit-head', 'department-reviewer'] as const).flatMap((unit) =>
    (['finance-desk', 'performance-office', 'budget-office'] as const).map((authority) => ({
      roles: [unit, authority] as const,
      basis: '填报与财政审核为不相容职务（《行政事业单位内部控制规范（试行）》第十二条）',
    })),
  ),
];

function* pairsOf(roles: readonly Role[]): Generator<readonly [Role, Role]> {
  for (const [at, one] of roles.entries()) for (const other of roles.slice(at + 1)) yield [one, other];
}

function pairs(roles: readonly Role[], basis: string): { roles: readonly [Role, Role]; basis: string }[] {
  return [...pairsOf(roles)].map((pair) => ({ roles: pair, basis }));
}

/** Why a person with some roles may not be given another one as well; undefined where that is fine. */
export function conflictOf(
  held: Iterable<Role>,
  wanted: Role,
): { roles: readonly [Role, Role]; basis: string } | undefined {
  const roles = new Set(held);
  return INCOMPATIBLE.find(
    ({ roles: [one, other] }) => (one === wanted && roles.has(other)) || (other === wanted && roles.has(one)),
  );
}
