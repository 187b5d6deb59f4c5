import { expect, test } from 'vitest';
import { DECISIONS, WORDS } from '../test/decisions.ts';
import {
  GRANTS,
  grantOf,
  INCOMPATIBLE,
  OPERATIONS,
  type Operation,
  operationFacts,
  operationNames,
  PROHIBITIONS,
  type Relation,
  ROLES,
  type Role,
  readingOf,
  relationNames,
  roleNames,
  type State,
  stateNames,
} from './index.ts';
import { WRITABLE } from './states.ts';

const decided = new Set<string>();
const key = (role: string, relation: string, state: string, operation: string) =>
  `${role} | ${relation} | ${state} | ${operation}`;

const words = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .flatMap((word) => WORDS[word]?.split(' ') ?? [word]);

let who = '';
for (const line of DECISIONS.trim().split('\n')) {
  if (line.trim() === '') continue;
  const [relation, when, what] = line.split(' | ');
  if (relation === undefined || when === undefined || what === undefined) {
    who = line.trim();
    continue;
  }
  const states = when === '*' ? stateNames : when === 'W' ? WRITABLE : words(when);
  for (const state of states) for (const one of words(what)) decided.add(key(who, relation.trim(), state, one));
}

const granted = function* (): Generator<{ role: Role; relation: Relation; state: State; operation: Operation }> {
  for (const role of roleNames)
    for (const relation of relationNames)
      for (const state of stateNames)
        for (const operation of operationNames)
          if (grantOf(role, relation, state, operation) !== undefined) yield { role, relation, state, operation };
};
const all = [...granted()];
/** Whether some line grants it, in any relation and state. */
const ever = (role: Role, operation: Operation) => all.some((one) => one.role === role && one.operation === operation);

test('the table says what was written down by hand, for every role, relation, state and operation', () => {
  const table = new Set(all.map(({ role, relation, state, operation }) => key(role, relation, state, operation)));
  expect([...table].filter((one) => !decided.has(one))).toEqual([]);
  expect([...decided].filter((one) => !table.has(one))).toEqual([]);
  expect(table.size).toBeGreaterThan(3_000);
});

test('every role has something to do, and every operation somebody', () => {
  for (const role of roleNames) expect(all.filter((one) => one.role === role).length, role).toBeGreaterThan(0);
  for (const operation of operationNames)
    expect(
      roleNames.some((role) => ever(role, operation)),
      operation,
    ).toBe(true);
});

test('a third party never sets goals, monitors or evaluates itself in place of a unit', () => {
  const own = /^(goal\.(create|edit|submit|recall|adjust)|(monitoring|self-evaluation)\.(fill|submit))$/;
  expect(all.filter(({ role, operation }) => role === 'third-party' && own.test(operation))).toEqual([]);
  expect(operationNames.filter((operation) => own.test(operation))).toEqual(
    operationNames.filter((operation) =>
      PROHIBITIONS.some(({ roles, operations }) => roles.includes('third-party') && operations.includes(operation)),
    ),
  );
  // Only what was assigned, and the examples that are for everyone.
  const relations = new Set(all.filter(({ role }) => role === 'third-party').map(({ relation }) => relation));
  expect(relations).toEqual(new Set(['shared', 'self', 'assigned']));
});

test('nothing is granted that is prohibited', () => {
  for (const { roles, operations } of PROHIBITIONS)
    for (const grant of GRANTS)
      expect(
        roles.some((role) => grant.roles.includes(role)) &&
          operations.some((operation) => grant.operations.includes(operation)),
      ).toBe(false);
});

test('administrators never meet business content, but for the examples', () => {
  const business = ['文件', '目标', '监控', '自评', '评价'];
  const administrators = roleNames.filter((role) => ROLES[role].seat === 'tenant');
  expect(administrators).toHaveLength(4);
  const met = all.filter(
    ({ role, relation, operation }) =>
      administrators.includes(role) && relation !== 'shared' && business.includes(operationFacts(operation).group),
  );
  expect(met).toEqual([]);
});

test('system, security and audit are three people', () => {
  const three = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;
  for (const [at, one] of three.entries())
    for (const other of three.slice(at + 1))
      expect(INCOMPATIBLE.some(({ roles }) => roles.includes(one) && roles.includes(other))).toBe(true);
  // Who makes people cannot give them roles, who gives roles cannot make people, and neither reads the trail.
  const has = (operation: Operation) => roleNames.filter((role) => ever(role, operation));
  expect(has('person.manage')).toEqual(['system-administrator']);
  expect(has('role.assign')).toEqual(['security-administrator']);
  expect(has('account.reset')).toEqual(['security-administrator']);
  expect(has('policy.manage')).toEqual(['security-administrator']);
  expect(has('audit.read')).toEqual(['auditor', 'audit-administrator']);
  expect(has('audit.export')).toEqual(['audit-administrator']);
  // Who looks after the trail changes nothing else.
  const changing = all.filter(
    ({ role, relation, operation }) =>
      role === 'audit-administrator' && relation === 'at-large' && !operation.endsWith('.read'),
  );
  expect(new Set(changing.map(({ operation }) => operation))).toEqual(new Set(['audit.verify', 'audit.export']));
});

test('who audits changes nothing', () => {
  const changes = all.filter(
    ({ role, relation, operation }) => role === 'auditor' && relation !== 'self' && !/\.(read|export)$/.test(operation),
  );
  expect(changes).toEqual([]);
});

test('a unit writes only where it has the sheet, and a desk decides only where it has it', () => {
  const writing: readonly Operation[] = [
    'goal.edit',
    'goal.submit',
    'monitoring.fill',
    'monitoring.submit',
    'self-evaluation.fill',
    'self-evaluation.submit',
  ];
  for (const { role, relation, state, operation } of all) {
    if (writing.includes(operation)) {
      expect(WRITABLE).toContain(state);
      expect([role, relation]).toEqual(['clerk', 'own']);
    }
    if (/\.(pass|return)$/.test(operation) || operation === 'goal.approve') expect(state).toMatch(/^with-/);
  }
  // Each desk has one role that decides there, and nobody decides over what they fill in.
  for (const desk of stateNames.filter((state) => state.startsWith('with-'))) {
    const deciding = new Set(
      all.filter(({ state, operation }) => state === desk && operation === 'goal.pass').map(({ role }) => role),
    );
    expect(deciding.size, desk).toBe(1);
    expect(deciding.has('clerk'), desk).toBe(false);
  }
});

test('who may do something to a thing may also read it, in the same relation', () => {
  // A person's own and what is done without a subject apart: there is nothing to find.
  const blind = all.filter(({ role, relation, state, operation }) => {
    const reading = readingOf(operation);
    if (reading === undefined || relation === 'self' || relation === 'at-large') return false;
    return grantOf(role, relation, state, reading) === undefined;
  });
  expect(blind).toEqual([]);
});

test('what has no state is granted in every state alike', () => {
  const stateless = operationNames.filter((operation) => operationFacts(operation).stateful !== true);
  for (const { operations, states } of GRANTS)
    if (states !== undefined) for (const operation of operations) expect(stateless).not.toContain(operation);
});

test('names are told apart, and a reading is an operation of the table', () => {
  const names = operationNames.map((operation) => OPERATIONS[operation].name);
  expect(new Set(names).size).toBe(names.length);
  for (const operation of operationNames) {
    const reading = readingOf(operation);
    if (reading !== undefined) expect(operationNames).toContain(reading);
    if (operation.endsWith('.read')) expect(reading).toBe(operation);
  }
});
