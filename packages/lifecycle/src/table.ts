import type { Operation } from './operations.ts';
import type { Relation } from './relations.ts';
import { type Role, roleNames } from './roles.ts';
import { type State, stateNames, WRITABLE } from './states.ts';

/** One line of the table: these roles may do this, to what stands to them so, in these states. */
export interface Grant {
  roles: readonly Role[];
  relations: readonly Relation[];
  operations: readonly Operation[];
  /** Left out: in every state, and for what has none. */
  states?: readonly State[];
  basis?: string;
}

const EVERYONE = roleNames;
const UNIT: readonly Role[] = ['clerk', 'unit-head', 'department-reviewer'];
const AUTHORITY: readonly Role[] = ['performance-office', 'budget-office'];
const READ_BUSINESS = [
  'goal.read',
  'monitoring.read',
  'self-evaluation.read',
  'evaluation.read',
  'unit.read',
  'project.read',
  'document.read',
  'document.export',
] as const satisfies readonly Operation[];
/** What a desk does that has the sheet: it lets it through, or gives it back. */
const DECIDING = [
  'goal.pass',
  'goal.return',
  'monitoring.pass',
  'monitoring.return',
  'self-evaluation.pass',
  'self-evaluation.return',
] as const satisfies readonly Operation[];
const DESKS: readonly State[] = ['with-desk', 'with-performance-office', 'with-budget-office'];

/**
 * Who may do what: role × relation × state × operation. What no line grants is refused. This is the only place that says
 * so: the server asks it, the page shows it.
 */
export const GRANTS: readonly Grant[] = [
  // Everyone
  { roles: EVERYONE, relations: ['shared'], operations: ['document.read', 'document.export'] },
  {
    roles: EVERYONE,
    relations: ['self'],
    operations: ['session.read', 'session.end', 'token.read', 'token.revoke', 'job.read', 'job.cancel', 'role.read'],
  },
  {
    roles: [...UNIT, 'finance-desk', ...AUTHORITY],
    relations: ['self'],
    operations: ['role.deputise', 'token.issue'],
  },

  // The unit
  { roles: UNIT, relations: ['own'], operations: READ_BUSINESS },
  {
    roles: UNIT,
    relations: ['own'],
    operations: ['document.add', 'document.correct', 'document.suppress', 'document.remove'],
  },
  { roles: ['clerk'], relations: ['own'], operations: ['goal.create', 'project.manage'] },
  {
    roles: ['clerk'],
    relations: ['own'],
    states: WRITABLE,
    operations: [
      'goal.edit',
      'goal.submit',
      'monitoring.fill',
      'monitoring.submit',
      'self-evaluation.fill',
      'self-evaluation.submit',
    ],
    basis: '设定绩效目标、开展监控和自评是预算单位的职责（财预〔2015〕88号；财预〔2021〕6号）',
  },
  {
    roles: ['clerk'],
    relations: ['own'],
    states: ['with-unit-head', 'with-department'],
    operations: ['goal.recall'],
  },
  { roles: ['clerk', 'unit-head'], relations: ['own'], states: ['in-force'], operations: ['goal.adjust'] },
  { roles: ['clerk', 'unit-head'], relations: ['own'], operations: ['goal.comment'] },
  {
    roles: ['unit-head'],
    relations: ['own'],
    states: ['with-unit-head'],
    operations: DECIDING,
    basis: '单位负责人对填报内容的真实性、完整性负责（预算法第九十二条至第九十五条；财预〔2015〕88号）',
  },
  {
    roles: ['unit-head'],
    relations: ['own'],
    states: ['approved', 'in-force'],
    operations: ['goal.publish'],
    basis: '部门、单位是公开的责任主体（财预〔2016〕143号）',
  },

  // The supervising department
  { roles: ['department-reviewer'], relations: ['below'], operations: READ_BUSINESS },
  {
    roles: ['department-reviewer'],
    relations: ['own', 'below'],
    operations: ['goal.comment', 'document.correct', 'document.suppress', 'evaluation.score', 'evaluation.open'],
  },
  { roles: ['department-reviewer'], relations: ['below'], operations: ['document.add'] },
  {
    roles: ['department-reviewer'],
    relations: ['own', 'below'],
    states: ['with-department'],
    operations: DECIDING,
    basis: '主管部门审核所属单位的绩效目标（财预〔2015〕88号）',
  },

  // The finance authority
  { roles: ['finance-desk'], relations: ['in-charge', 'office'], operations: READ_BUSINESS },
  {
    roles: ['finance-desk'],
    relations: ['in-charge'],
    operations: ['goal.comment', 'document.correct', 'document.suppress'],
  },
  { roles: ['finance-desk'], relations: ['in-charge', 'office'], operations: ['document.add'] },
  {
    roles: ['finance-desk'],
    relations: ['office'],
    operations: ['document.correct', 'document.suppress', 'document.remove'],
  },
  {
    roles: ['finance-desk'],
    relations: ['in-charge'],
    states: ['with-desk'],
    operations: DECIDING,
    basis: '财政部门审核绩效目标（财预〔2015〕88号）',
  },
  { roles: AUTHORITY, relations: ['authority', 'lower-authority'], operations: READ_BUSINESS },
  {
    roles: AUTHORITY,
    relations: ['authority'],
    operations: [
      'goal.comment',
      'document.add',
      'document.correct',
      'document.suppress',
      'document.remove',
      'person.read',
    ],
  },
  { roles: AUTHORITY, relations: ['at-large'], operations: ['person.read'] },
  {
    roles: ['performance-office'],
    relations: ['authority'],
    states: ['with-performance-office'],
    operations: DECIDING,
    basis: '财政部门审核绩效目标（财预〔2015〕88号）',
  },
  {
    roles: ['performance-office'],
    relations: ['authority'],
    operations: ['evaluation.open', 'evaluation.score', 'evaluation.finish', 'self-evaluation.rescore'],
    basis: '财政部门开展评价、抽查复核自评（财预〔2020〕10号）',
  },
  { roles: ['performance-office'], relations: ['at-large', 'authority'], operations: ['season.manage'] },
  {
    roles: ['performance-office'],
    relations: ['authority'],
    states: ['in-force', 'suspended'],
    operations: ['goal.suspend'],
    basis: '监控发现严重问题的，暂缓或停止项目执行（财预〔2019〕136号）',
  },
  {
    roles: ['budget-office'],
    relations: ['authority'],
    states: ['with-budget-office'],
    operations: ['goal.pass', 'goal.return'],
  },
  {
    roles: ['budget-office'],
    relations: ['authority'],
    states: ['with-budget-office'],
    operations: ['goal.approve'],
    basis: '绩效目标随预算同步批复（财预〔2015〕88号；预算法第五十二条）',
  },
  {
    roles: ['budget-office'],
    relations: ['authority'],
    states: [...DESKS, 'approved', 'in-force', 'suspended'],
    operations: ['goal.withdraw'],
  },
  {
    roles: ['budget-office'],
    relations: ['authority'],
    operations: ['result.decide'],
    basis: '评价结果与预算安排挂钩（国发〔2021〕5号）',
  },

  // Those who only look, or only at what they were given
  {
    roles: ['third-party'],
    relations: ['assigned'],
    operations: [...READ_BUSINESS, 'goal.comment', 'evaluation.score'],
    basis: '第三方只对委托的事项提出意见、评分（财预〔2021〕6号）',
  },
  { roles: ['auditor'], relations: ['authority', 'lower-authority'], operations: READ_BUSINESS },
  { roles: ['auditor'], relations: ['at-large'], operations: ['audit.read', 'role.read'] },

  // The administrators: no business content
  {
    roles: ['system-administrator'],
    relations: ['at-large', 'tenant'],
    operations: ['unit.read', 'unit.manage', 'project.read', 'project.manage', 'person.read', 'person.manage'],
  },
  {
    roles: ['system-administrator'],
    relations: ['at-large'],
    operations: ['system.read', 'system.backup', 'system.webhooks', 'job.read', 'job.cancel', 'role.read'],
  },
  {
    roles: ['security-administrator'],
    relations: ['at-large'],
    operations: [
      'person.read',
      'unit.read',
      'role.read',
      'role.assign',
      'account.reset',
      'session.read',
      'session.end',
      'token.read',
      'token.revoke',
      'policy.manage',
    ],
  },
  { roles: ['security-administrator'], relations: ['tenant'], operations: ['unit.read'] },
  {
    roles: ['audit-administrator'],
    relations: ['at-large'],
    operations: ['audit.read', 'audit.verify', 'audit.export', 'role.read', 'person.read'],
  },
  {
    roles: ['template-administrator'],
    relations: ['at-large'],
    operations: ['form.manage', 'profile.manage'],
  },
];

/** What a role can never be granted, whatever the table says: held against it by a test, and asked again at run time. */
export const PROHIBITIONS: readonly { roles: readonly Role[]; operations: readonly Operation[]; basis: string }[] = [
  {
    roles: ['third-party'],
    operations: [
      'goal.create',
      'goal.edit',
      'goal.submit',
      'goal.recall',
      'goal.adjust',
      'monitoring.fill',
      'monitoring.submit',
      'self-evaluation.fill',
      'self-evaluation.submit',
    ],
    basis: '设定绩效目标、绩效运行监控、绩效自评由预算部门和单位自行开展，不得由第三方代替（财预〔2021〕6号）',
  },
];

const key = (role: Role, relation: Relation, state: State, operation: Operation) =>
  `${role} ${relation} ${state} ${operation}`;

const granted: ReadonlyMap<string, Grant> = new Map(
  GRANTS.flatMap((grant) =>
    grant.roles.flatMap((role) =>
      grant.relations.flatMap((relation) =>
        (grant.states ?? stateNames).flatMap((state) =>
          grant.operations.map((operation) => [key(role, relation, state, operation), grant] as const),
        ),
      ),
    ),
  ).reverse(),
);

const prohibited: ReadonlySet<string> = new Set(
  PROHIBITIONS.flatMap(({ roles, operations }) =>
    roles.flatMap((role) => operations.map((operation) => `${role} ${operation}`)),
  ),
);

/** The line that grants it; undefined where it is refused. */
export function grantOf(role: Role, relation: Relation, state: State, operation: Operation): Grant | undefined {
  if (prohibited.has(`${role} ${operation}`)) return undefined;
  return granted.get(key(role, relation, state, operation));
}
