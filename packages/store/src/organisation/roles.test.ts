import { describe, expect, test } from 'vitest';
import { after, NOTHING, planned } from '../../test/organisation.ts';
import type { Change } from './changes.ts';

/** AT is 2026-03-31. */
const GROUND: Change[] = [
  { operation: 'authority.add', id: 'city', from: '2000-01-01', name: '示例市财政局', adcode: '990100' },
  { operation: 'authority.add', id: 'county', from: '2000-01-01', name: '示例县财政局', parent: 'city' },
  {
    operation: 'unit.add',
    id: 'education',
    from: '2010-01-01',
    name: '示例县教育局',
    kind: 'department',
    authority: 'county',
  },
  { operation: 'unit.add', id: 'school', from: '2010-01-01', name: '示例小学', kind: 'unit', parent: 'education' },
  {
    operation: 'unit.add',
    id: 'water',
    from: '2010-01-01',
    name: '示例市水务局',
    kind: 'department',
    authority: 'city',
  },
  { operation: 'person.add', id: 'zhang', name: '张三', staffNumber: '001' },
  { operation: 'person.add', id: 'li', name: '李四' },
  { operation: 'person.add', id: 'wang', name: '王五' },
  { operation: 'project.add', id: 'roof', unit: 'school', code: 'P1', name: '屋面维修', fromYear: 2026 },
];
const give = (
  id: string,
  person: string,
  rest: Partial<Extract<Change, { operation: 'assignment.give' }>>,
): Change => ({
  operation: 'assignment.give',
  id,
  person,
  role: 'clerk',
  from: '2026-01-01',
  ...rest,
});
/** Codes of what was refused, after the ground was laid. */
const codes = (changes: Change[], actor?: string) => {
  const ground = planned(GROUND);
  expect(ground.refused).toEqual([]);
  const { refused } = planned(changes, after(ground), actor);
  for (const { message, remedy } of refused) expect(`${message}${remedy}`).toMatch(/[\u4e00-\u9fff].*。$/);
  return refused.map(({ index, code }) => `${index} ${code}`);
};

describe('giving a role', () => {
  test('asks where it is held, and that the place is there then', () => {
    expect(codes([give('1', 'zhang', { unit: 'school' })])).toEqual([]);
    expect(codes([give('1', 'zhang', { authority: 'county' })])).toEqual(['0 wrong-seat']);
    expect(codes([give('1', 'zhang', {})])).toEqual(['0 wrong-seat']);
    expect(codes([give('1', 'zhang', { role: 'auditor', unit: 'school' })])).toEqual(['0 wrong-seat']);
    expect(codes([give('1', 'zhang', { role: 'system-administrator', unit: 'school' })])).toEqual(['0 wrong-seat']);
    expect(codes([give('1', 'zhang', { unit: 'nowhere' })])).toEqual(['0 not-found']);
    expect(codes([give('1', 'nobody', { unit: 'school' })])).toEqual(['0 not-found']);
    expect(codes([give('1', 'zhang', { unit: 'school', from: '2005-01-01' })])).toEqual(['0 not-there-then']);
    expect(codes([give('1', 'zhang', { unit: 'school', to: '2025-12-31' })])).toEqual(['0 bad-day']);
    expect(codes([give('1', 'zhang', { unit: 'school', from: '2026-02-30' })])).toEqual(['0 bad-day']);
  });

  test('is refused beside a role that it does not go with, in any common time', () => {
    const desk = give('1', 'zhang', {
      role: 'finance-desk',
      authority: 'county',
      from: '2026-05-01',
      to: '2026-06-30',
    });
    expect(codes([desk, give('2', 'zhang', { unit: 'school' })])).toEqual(['1 incompatible']);
    expect(codes([desk, give('2', 'zhang', { unit: 'school', to: '2026-04-30' })])).toEqual([]);
    expect(codes([desk, give('2', 'zhang', { unit: 'school', from: '2026-07-01' })])).toEqual([]);
    expect(codes([desk, give('2', 'zhang', { unit: 'school', from: '2026-06-30' })])).toEqual(['1 incompatible']);
    const three = (['system-administrator', 'security-administrator', 'audit-administrator'] as const).map((role, n) =>
      give(`${n}`, 'zhang', { role }),
    );
    expect(codes(three)).toEqual(['1 incompatible', '2 incompatible']);
    const twice = [give('1', 'zhang', { unit: 'school', to: '2026-06-30' }), give('2', 'zhang', { unit: 'school' })];
    expect(codes(twice)).toEqual(['1 role-held']);
  });

  test('a third party has a last day, and only what is there', () => {
    const expert = { role: 'third-party', authority: 'county' } as const;
    expect(codes([give('1', 'zhang', expert)])).toEqual(['0 no-last-day']);
    const items = [
      { kind: 'project', id: 'roof' },
      { kind: 'unit', id: 'school' },
    ] as const;
    expect(codes([give('1', 'zhang', { ...expert, to: '2026-12-31', items })])).toEqual([]);
    const gone = [{ kind: 'project', id: 'gone' }] as const;
    expect(codes([give('1', 'zhang', { ...expert, to: '2026-12-31', items: gone })])).toEqual(['0 wrong-item']);
    const given = give('1', 'zhang', { ...expert, to: '2026-12-31' });
    expect(codes([given, { operation: 'assignment.change', id: '1', to: null }])).toEqual(['1 no-last-day']);
  });

  test('a desk is in charge of departments of its own authority', () => {
    const desk = { role: 'finance-desk', authority: 'county' } as const;
    expect(codes([give('1', 'zhang', { ...desk, items: [{ kind: 'unit', id: 'education' }] })])).toEqual([]);
    expect(codes([give('1', 'zhang', { ...desk, items: [{ kind: 'unit', id: 'water' }] })])).toEqual(['0 wrong-item']);
    expect(codes([give('1', 'zhang', { ...desk, items: [{ kind: 'project', id: 'roof' }] })])).toEqual([
      '0 wrong-item',
    ]);
    expect(codes([give('1', 'zhang', { unit: 'school', items: [{ kind: 'unit', id: 'school' }] })])).toEqual([
      '0 wrong-item',
    ]);
  });

  test('nobody gives a role to themselves, or changes their own', () => {
    expect(codes([give('1', 'zhang', { unit: 'school' })], 'zhang')).toEqual(['0 own-role']);
    expect(codes([give('1', 'zhang', { unit: 'school' })], 'li')).toEqual([]);
    const ground = after(planned([...GROUND, give('1', 'zhang', { unit: 'school' })]));
    const longer: Change = { operation: 'assignment.change', id: '1', to: '2026-12-31' };
    expect(planned([longer], ground, 'zhang').refused[0]?.code).toBe('own-role');
    expect(planned([longer], ground, 'li').refused).toEqual([]);
  });

  test('who has left gets none', () => {
    expect(codes([{ operation: 'person.end', id: 'zhang' }, give('1', 'zhang', { unit: 'school' })])).toEqual([
      '1 ended',
    ]);
  });
});

describe('standing in', () => {
  const held = give('1', 'zhang', { unit: 'school', to: '2026-12-31' });
  const deputy = (person: string, from: string, to: string, of = '1', id = '2'): Change => ({
    operation: 'assignment.deputise',
    id,
    of,
    person,
    from,
    to,
  });
  /** Colleagues of zhang at the school. */
  const colleagues = [
    give('7', 'li', { role: 'unit-head', unit: 'school' }),
    give('8', 'wang', { role: 'unit-head', unit: 'school' }),
  ];
  const among = (changes: Change[], actor?: string) => codes([...colleagues, held, ...changes], actor);
  test('is for a time within that of the role, by someone else, and not passed on', () => {
    expect(among([deputy('li', '2026-04-01', '2026-04-30')])).toEqual([]);
    expect(among([deputy('zhang', '2026-04-01', '2026-04-30')])).toEqual(['3 not-deputised']);
    expect(among([deputy('li', '2026-04-01', '2027-01-01')])).toEqual(['3 bad-day']);
    expect(among([deputy('li', '2025-12-31', '2026-04-30')])).toEqual(['3 bad-day']);
    const twice = [deputy('li', '2026-04-01', '2026-04-30'), deputy('wang', '2026-04-05', '2026-04-06', '2', '3')];
    expect(among(twice)).toEqual(['4 not-deputised']);
    expect(among([deputy('li', '2026-04-01', '2026-04-30')], 'li')[0]).toBe('0 own-role');
  });
  test('is for colleagues at the same place, in a role of their own, for all of the time', () => {
    const april = deputy('li', '2026-04-01', '2026-04-30');
    expect(codes([held, april])).toEqual(['1 not-colleague']);
    const elsewhere = [
      give('9', 'li', { role: 'security-administrator' }),
      give('9', 'li', { unit: 'education' }),
      give('9', 'li', { role: 'unit-head', unit: 'school', to: '2026-04-29' }),
      give('9', 'li', { role: 'unit-head', unit: 'school', from: '2026-04-02' }),
    ];
    for (const other of elsewhere) expect(codes([held, other, april])).toEqual(['2 not-colleague']);
    // Li only stands in for wang there.
    const standing = deputy('li', '2026-04-01', '2026-04-30', '8', '3');
    expect(codes([...colleagues.slice(1), held, standing, april]).at(-1)).toBe('3 not-colleague');
  });
  test('is refused where the deputy could not hold the role', () => {
    const desk = give('1', 'zhang', { role: 'finance-desk', authority: 'county', to: '2026-12-31' });
    const expert = give('9', 'li', { role: 'third-party', authority: 'county', to: '2026-12-31' });
    expect(codes([desk, expert, deputy('li', '2026-04-01', '2026-04-30')])).toEqual(['2 incompatible']);
  });
  test('is not for administrators, experts and auditors', () => {
    const roles = [
      give('1', 'zhang', { role: 'security-administrator' }),
      give('1', 'zhang', { role: 'auditor', authority: 'county' }),
      give('1', 'zhang', { role: 'third-party', authority: 'county', to: '2026-12-31' }),
    ];
    for (const role of roles)
      expect(codes([role, deputy('li', '2026-04-01', '2026-04-30')])).toEqual(['1 not-deputised']);
  });
  test('ends with the role', () => {
    const facts = after(
      planned([
        ...GROUND,
        ...colleagues,
        held,
        deputy('li', '2026-04-01', '2026-04-30'),
        deputy('wang', '2026-06-01', '2026-06-30', '1', '3'),
      ]),
    );
    const { draft, refused, deeds } = planned([{ operation: 'assignment.end', id: '1', last: '2026-04-10' }], facts);
    expect(refused).toEqual([]);
    const left = [...draft.assignments.values()].filter(({ unit, to }) => unit === 'school' && to !== null);
    expect(left.map(({ id, to }) => [id, to])).toEqual([
      ['1', '2026-04-10'],
      ['2', '2026-04-10'],
    ]);
    expect(deeds.map(({ subject, after }) => [subject.id, after === undefined])).toEqual([
      ['1', false],
      ['2', false],
      ['3', true],
    ]);
  });
});

describe('the last security administrator', () => {
  const guardian = (id: string, person: string, to?: string): Change =>
    give(id, person, { role: 'security-administrator', ...(to === undefined ? {} : { to }) });
  const end = (id: string): Change => ({ operation: 'assignment.end', id, last: '2026-03-31' });
  test('stays, by whatever way', () => {
    expect(codes([guardian('1', 'zhang'), end('1')])).toEqual(['1 last-security-administrator']);
    expect(codes([guardian('1', 'zhang'), { operation: 'person.end', id: 'zhang' }])).toEqual([
      '1 last-security-administrator',
    ]);
    expect(codes([guardian('1', 'zhang'), { operation: 'assignment.change', id: '1', to: '2026-12-31' }])).toEqual([
      '1 last-security-administrator',
    ]);
  });
  test('may not go when the other cannot get in', () => {
    const two = after(planned([...GROUND, guardian('1', 'zhang'), guardian('2', 'li')]));
    expect(planned([end('1')], { ...two, shut: new Set(['li']) }).refused[0]?.code).toBe('last-security-administrator');
    expect(planned([end('2')], { ...two, shut: new Set(['li']) }).refused).toEqual([]);
  });
  test('may go when another is there for good', () => {
    expect(codes([guardian('1', 'zhang'), guardian('2', 'li'), end('1')])).toEqual([]);
    expect(codes([guardian('1', 'zhang'), guardian('2', 'li', '2026-12-31'), end('1')])).toEqual([
      '2 last-security-administrator',
    ]);
    expect(
      codes([guardian('1', 'zhang'), guardian('2', 'li'), { operation: 'person.end', id: 'li' }, end('1')]),
    ).toEqual(['3 last-security-administrator']);
  });
});

describe('a unit', () => {
  const end: Change = { operation: 'unit.end', id: 'school', from: '2026-07-01' };
  test('does not end while people, projects or units are there', () => {
    expect(codes([end])).toEqual(['0 projects-there']);
    expect(codes([{ operation: 'project.end', id: 'roof' }, end])).toEqual([]);
    expect(codes([{ operation: 'project.end', id: 'roof' }, give('1', 'zhang', { unit: 'school' }), end])).toEqual([
      '2 people-there',
    ]);
    expect(
      codes([{ operation: 'project.end', id: 'roof' }, give('1', 'zhang', { unit: 'school', to: '2026-06-30' }), end]),
    ).toEqual([]);
    expect(codes([{ operation: 'unit.end', id: 'education', from: '2026-07-01' }])).toEqual(['0 units-below']);
    expect(codes([{ operation: 'authority.end', id: 'county', from: '2026-07-01' }])).toEqual(['0 units-below']);
    expect(codes([{ operation: 'authority.end', id: 'city', from: '2026-07-01' }])).toEqual(['0 authorities-below']);
  });

  test('takes projects and units below along when it is merged', () => {
    const facts = after(planned(GROUND));
    const merge: Change = {
      operation: 'unit.merge',
      units: ['education', 'sports'],
      into: { id: 'both', name: '示例县教育体育局', kind: 'department', authority: 'county' },
      from: '2026-07-01',
      basis: '示编〔2026〕1号',
    };
    const sports: Change = {
      operation: 'unit.add',
      id: 'sports',
      from: '2010-01-01',
      name: '示例县体育局',
      kind: 'department',
      authority: 'county',
    };
    const field: Change = {
      operation: 'project.add',
      id: 'field',
      unit: 'sports',
      name: '体育场',
      fromYear: 2024,
      toYear: 2027,
    };
    const old: Change = {
      operation: 'project.add',
      id: 'old',
      unit: 'sports',
      name: '旧项目',
      fromYear: 2020,
      toYear: 2022,
    };
    const { draft, refused } = planned([sports, field, old, merge], facts);
    expect(refused).toEqual([]);
    expect(draft.units.get('school')?.terms.at(-1)).toMatchObject({
      from: '2026-07-01',
      parent: 'both',
      basis: '示编〔2026〕1号',
    });
    expect(draft.units.get('sports')?.terms.at(-1)?.to).toBe('2026-06-30');
    expect(draft.projects.get('field')?.unit).toBe('both');
    expect(draft.projects.get('old')?.unit).toBe('sports');
    expect([...draft.successions.values()].map(({ predecessor, successor }) => `${predecessor} ${successor}`)).toEqual([
      'education both',
      'sports both',
    ]);
  });

  test('is not changed from a day before what is known, nor twice named', () => {
    const rename = (from: string, name: string): Change => ({ operation: 'unit.change', id: 'school', from, name });
    expect(codes([rename('2009-12-31', '新名')])).toEqual(['0 too-early']);
    expect(codes([rename('2026-02-01', '新名'), rename('2026-01-31', '更新名')])).toEqual(['1 later-changes']);
    expect(codes([rename('2026-02-01', '新名'), rename('2026-02-01', '更新名')])).toEqual([]);
    expect(codes([rename('2026-02-01', '示例小学')])).toEqual(['0 unchanged']);
    const other: Change = {
      operation: 'unit.add',
      id: 'other',
      from: '2026-01-01',
      name: '示例小学',
      kind: 'unit',
      parent: 'education',
    };
    expect(codes([other])).toEqual(['0 name-taken']);
    expect(codes([rename('2026-01-01', '新名'), other])).toEqual([]);
    expect(codes([{ ...other, name: '　' }])).toEqual(['0 bad-value']);
  });
});

test('what was seen is not what is there any more: stale', () => {
  const change: Change = { operation: 'person.change', id: 'zhang', name: '张三丰', seen: '0000' };
  expect(codes([change])).toEqual(['0 stale']);
});

test('a code and a number are for one at a time, and pass on within a list', () => {
  const roof: Change = {
    operation: 'project.add',
    id: 'p2',
    unit: 'school',
    code: 'P1',
    name: '另一项目',
    fromYear: 2026,
  };
  expect(codes([roof])).toEqual(['0 code-taken']);
  expect(codes([{ operation: 'project.change', id: 'roof', code: null }, roof])).toEqual([]);
  expect(codes([{ operation: 'person.add', id: 'zhao', name: '赵六', staffNumber: '001' }])).toEqual([
    '0 number-taken',
  ]);
  expect(
    codes([{ operation: 'project.add', id: 'p3', unit: 'school', name: '错年', fromYear: 2026, toYear: 2025 }]),
  ).toEqual(['0 bad-value']);
});

test('a change that is refused half way leaves nothing behind', () => {
  const facts = after(planned(GROUND));
  const merge: Change = {
    operation: 'unit.merge',
    units: ['education', 'water'],
    into: { id: 'both', name: '合并局', kind: 'department', authority: 'nowhere' },
    from: '2026-07-01',
  };
  const { draft, refused, deeds } = planned([merge], facts);
  expect(refused).toHaveLength(1);
  expect(deeds).toEqual([]);
  expect([...draft.units.values()]).toEqual([...facts.units.values()]);
  expect([...draft.units.changed()]).toEqual([]);
  expect(planned([], NOTHING).deeds).toEqual([]);
});
