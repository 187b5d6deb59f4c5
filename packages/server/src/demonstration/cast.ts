import type { Role } from '@jizhun/lifecycle';

/** Everything here is invented: no such places, units or people exist. Days are those of the calendar in Beijing. */

/** What the list at the sign-in page calls the installation. */
export const DEMONSTRATION_NAME = '示例省财政（演示）';

/** 示例省 has no number of its own in the table of divisions; none begins with 99. */
export interface DemonstrationAuthority {
  key: string;
  name: string;
  adcode: string;
  parent?: string;
}

export const AUTHORITIES: readonly DemonstrationAuthority[] = [
  { key: 'province', name: '示例省财政厅', adcode: '990000' },
  { key: 'city', name: '示例市财政局', adcode: '990100', parent: 'province' },
  { key: 'district', name: '示例市示例区财政局', adcode: '990102', parent: 'city' },
  { key: 'county', name: '示例县财政局', adcode: '990121', parent: 'city' },
];

/** The first day of everything that has no story. */
export const BEGINNING_DAY = '2015-01-01';

export interface DemonstrationUnit {
  key: string;
  authority: string;
  /** Left out for 主管部门. */
  parent?: string;
  name: string;
  code: string;
  /** First day; without it `BEGINNING_DAY`. */
  from?: string;
}

export const UNITS: readonly DemonstrationUnit[] = [
  { key: 'water', authority: 'province', name: '示例省水务示例厅', code: '126' },
  { key: 'rivers', authority: 'province', parent: 'water', name: '示例省河湖示例中心', code: '126003' },
  { key: 'hydrology', authority: 'province', parent: 'water', name: '示例省水文示例局', code: '126005' },

  { key: 'agriculture', authority: 'city', name: '示例市农业农村示例局', code: '215' },
  { key: 'farm-machines', authority: 'city', parent: 'agriculture', name: '示例市农机示例站', code: '215004' },
  { key: 'farm-seeds', authority: 'city', parent: 'agriculture', name: '示例市种子示例站', code: '215005' },
  { key: 'animals', authority: 'city', parent: 'agriculture', name: '示例市动物疫病预防控制示例中心', code: '215007' },
  { key: 'civil', authority: 'city', name: '示例市民政示例局', code: '231' },
  { key: 'welfare', authority: 'city', parent: 'civil', name: '示例市社会福利示例院', code: '231002' },
  { key: 'funerals', authority: 'city', parent: 'civil', name: '示例市殡葬服务示例中心', code: '231003' },
  { key: 'culture', authority: 'city', name: '示例市文化广电旅游示例局', code: '240' },
  { key: 'library', authority: 'city', parent: 'culture', name: '示例市公共图书示例馆', code: '240002' },
  { key: 'museum', authority: 'city', parent: 'culture', name: '示例市博物示例馆', code: '240003' },
  { key: 'city-works', authority: 'city', name: '示例市城市管理示例局', code: '252' },
  { key: 'gardens', authority: 'city', parent: 'city-works', name: '示例市园林示例中心', code: '252004' },

  { key: 'district-works', authority: 'district', name: '示例区城市管理示例局', code: '318' },
  { key: 'sanitation', authority: 'district', parent: 'district-works', name: '示例区环境卫生示例所', code: '318002' },
  { key: 'district-culture', authority: 'district', name: '示例区文化旅游示例局', code: '407' },
  {
    key: 'culture-house',
    authority: 'district',
    parent: 'district-culture',
    name: '示例区文化示例馆',
    code: '407002',
  },

  { key: 'education', authority: 'county', name: '示例县教育示例局', code: '205' },
  { key: 'school-one', authority: 'county', parent: 'education', name: '示例县第一示例中学', code: '205002' },
  { key: 'school-north', authority: 'county', parent: 'education', name: '示例县城北示例小学', code: '205011' },
  { key: 'health', authority: 'county', name: '示例县卫生健康示例局', code: '261' },
  { key: 'hospital', authority: 'county', parent: 'health', name: '示例县人民示例医院', code: '261002' },
  { key: 'roads', authority: 'county', name: '示例县交通运输示例局', code: '248' },
];

/** What became of units, in the order of the days. */
export type UnitStory =
  | { kind: 'rename'; unit: string; day: string; name: string; basis: string }
  | {
      kind: 'merge';
      units: readonly string[];
      into: DemonstrationUnit;
      day: string;
      basis: string;
    };

export const STORIES: readonly UnitStory[] = [
  {
    kind: 'rename',
    unit: 'education',
    day: '2019-04-01',
    name: '示例县教育体育示例局',
    basis: '示例县机构改革方案（示例〔2019〕1号）',
  },
  {
    kind: 'merge',
    units: ['farm-machines', 'farm-seeds'],
    into: {
      key: 'farm-techniques',
      authority: 'city',
      parent: 'agriculture',
      name: '示例市农业技术推广示例中心',
      code: '215012',
    },
    day: '2023-01-01',
    basis: '示例市事业单位改革方案（示例〔2022〕8号）',
  },
];

export interface DemonstrationProject {
  key: string;
  unit: string;
  name: string;
  code?: string;
  category: string;
  /** First and last year; without the last one it goes on. */
  from: number;
  to?: number;
}

export const PROJECTS: readonly DemonstrationProject[] = [
  { key: 'river-patrol', unit: 'rivers', name: '河湖巡查经费', category: '常年安排项目', from: 2020 },
  { key: 'saving-water', unit: 'water', name: '节水宣传经费', category: '常年安排项目', from: 2021 },
  { key: 'water-systems', unit: 'water', name: '信息系统运行维护费', category: '常年安排项目', from: 2019 },
  { key: 'fields', unit: 'agriculture', name: '高标准农田建设', category: '阶段性项目', from: 2021, to: 2027 },
  { key: 'food-tests', unit: 'agriculture', name: '农产品质量安全监测', category: '经常性项目', from: 2018 },
  { key: 'animal-health', unit: 'animals', name: '动物疫病防控', category: '经常性项目', from: 2018 },
  { key: 'new-seeds', unit: 'farm-techniques', name: '良种示范推广', category: '阶段性项目', from: 2023, to: 2026 },
  { key: 'elder-care', unit: 'civil', name: '社区居家养老服务补助', category: '经常性项目', from: 2020 },
  { key: 'relief', unit: 'civil', name: '困难群众临时救助', category: '经常性项目', from: 2018 },
  { key: 'funeral-aid', unit: 'funerals', name: '殡葬惠民补贴', category: '经常性项目', from: 2022 },
  { key: 'books', unit: 'library', name: '图书购置经费', category: '经常性项目', from: 2016 },
  { key: 'parks', unit: 'gardens', name: '公园绿地养护', category: '经常性项目', from: 2019 },
  { key: 'old-trees', unit: 'gardens', name: '古树名木保护', category: '阶段性项目', from: 2022, to: 2026 },
  {
    key: 'street-cleaning',
    unit: 'district-works',
    name: '城市道路清扫保洁经费',
    code: '00000124P000000000011',
    category: '特定目标类',
    from: 2024,
  },
  {
    key: 'waste-sorting',
    unit: 'district-works',
    name: '生活垃圾分类推广经费',
    code: '00000124P000000000022',
    category: '特定目标类',
    from: 2024,
  },
  {
    key: 'city-patrol',
    unit: 'district-works',
    name: '城管执法保障经费',
    code: '00000124P000000000033',
    category: '特定目标类',
    from: 2024,
  },
  {
    key: 'mass-culture',
    unit: 'culture-house',
    name: '群众文化活动经费',
    code: '00000124P000000000044',
    category: '特定目标类',
    from: 2024,
  },
  { key: 'school-repairs', unit: 'education', name: '校舍维修改造', category: '项目支出', from: 2022, to: 2025 },
  { key: 'teachers', unit: 'education', name: '教师全员培训', category: '项目支出', from: 2017 },
  { key: 'sports-paths', unit: 'education', name: '全民健身路径建设', category: '项目支出', from: 2020 },
  { key: 'pupils-aid', unit: 'education', name: '家庭经济困难学生资助', category: '项目支出', from: 2015 },
];

/** A person's role: at a unit, at an authority, or in the installation. */
export interface DemonstrationAssignment {
  role: Role;
  unit?: string;
  authority?: string;
  /** First day; without it `BEGINNING_DAY`. */
  from?: string;
  to?: string;
  /** Departments that a desk is in charge of. */
  inCharge?: readonly string[];
  /** What a third party was given: file names of examples, keys of projects. */
  given?: { documents: readonly string[]; projects: readonly string[] };
}

export interface DemonstrationPerson {
  key: string;
  name: string;
  staffNumber: string;
  assignments: readonly DemonstrationAssignment[];
  /** Whom this one stands in for, in which role, from when to when. */
  deputy?: { of: string; role: Role; from: string; to: string };
  /** One click at the sign-in page signs this person in, in this role. */
  offered?: Role;
}

/** The day that lies so many days after (before, where negative) another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Who works there. A deputy stands in for some weeks around `today`, and what a third party was given ends with the next
 * year: the rest does not depend on the day.
 */
export function people(today: string): readonly DemonstrationPerson[] {
  const soon = `${Number(today.slice(0, 4)) + 1}-12-31`;
  const at = (role: Role, place: Omit<DemonstrationAssignment, 'role'>): DemonstrationAssignment => ({
    role,
    ...place,
  });
  let number = 0;
  const person = (
    surname: string,
    key: string,
    assignments: readonly DemonstrationAssignment[],
    more: Pick<DemonstrationPerson, 'deputy' | 'offered'> = {},
  ): DemonstrationPerson => ({
    key,
    name: `${surname}示例`,
    staffNumber: `S${String(++number).padStart(3, '0')}`,
    assignments,
    ...more,
  });
  return [
    // 示例市农业农村示例局 from the desk of the clerk to the finance bureau: the walk that the sign-in page offers.
    person('赵', 'zhao', [at('clerk', { unit: 'agriculture' })], { offered: 'clerk' }),
    person('钱', 'qian', [at('unit-head', { unit: 'agriculture' })], { offered: 'unit-head' }),
    person('孙', 'sun', [at('department-reviewer', { unit: 'agriculture' })], { offered: 'department-reviewer' }),
    person('李', 'li', [at('finance-desk', { authority: 'city', inCharge: ['agriculture', 'civil'] })], {
      offered: 'finance-desk',
    }),
    person('周', 'zhou', [at('performance-office', { authority: 'city' })], { offered: 'performance-office' }),
    person('吴', 'wu', [at('budget-office', { authority: 'city' })], { offered: 'budget-office' }),
    person(
      '郑',
      'zheng',
      [
        at('third-party', {
          authority: 'city',
          from: today,
          to: soon,
          given: {
            documents: ['示例市民政示例局-项目支出绩效目标.txt'],
            projects: ['elder-care', 'funeral-aid'],
          },
        }),
      ],
      { offered: 'third-party' },
    ),
    person('王', 'wang', [at('auditor', { authority: 'city' })], { offered: 'auditor' }),
    person('冯', 'feng', [at('system-administrator', {})], { offered: 'system-administrator' }),
    person('陈', 'chen', [at('security-administrator', {})], { offered: 'security-administrator' }),
    person('褚', 'chu', [at('audit-administrator', {})], { offered: 'audit-administrator' }),
    person('卫', 'wei', [at('template-administrator', {})], { offered: 'template-administrator' }),

    // Stands in for the head while that one is away.
    person('蒋', 'jiang', [at('clerk', { unit: 'agriculture' })], {
      deputy: { of: 'qian', role: 'unit-head', from: dayAfter(today, -3), to: dayAfter(today, 27) },
    }),
    person('沈', 'shen', [
      at('clerk', { unit: 'animals' }),
      at('unit-head', { unit: 'farm-techniques', from: '2023-01-01' }),
    ]),
    person('韩', 'han', [at('clerk', { unit: 'civil' })]),
    person('杨', 'yang', [at('unit-head', { unit: 'civil' }), at('department-reviewer', { unit: 'civil' })]),
    person('朱', 'zhu', [at('clerk', { unit: 'library' })]),
    person('秦', 'qin', [at('department-reviewer', { unit: 'culture' })]),
    person('尤', 'you', [at('clerk', { unit: 'gardens' })]),
    person('许', 'xu', [at('finance-desk', { authority: 'city', inCharge: ['culture', 'city-works'] })]),
    person('何', 'he', [at('clerk', { unit: 'water' })]),
    person('吕', 'lv', [at('finance-desk', { authority: 'province', inCharge: ['water'] })]),
    person('施', 'shi', [at('performance-office', { authority: 'province' })]),
    person('张', 'zhang', [at('clerk', { unit: 'district-works' })]),
    person('孔', 'kong', [
      at('finance-desk', { authority: 'district', inCharge: ['district-works', 'district-culture'] }),
    ]),
    person('曹', 'cao', [at('clerk', { unit: 'education' })]),
    person('严', 'yan', [at('department-reviewer', { unit: 'education' })]),
    person('华', 'hua', [at('finance-desk', { authority: 'county', inCharge: ['education', 'health', 'roads'] })]),
    person('金', 'jin', [at('performance-office', { authority: 'county' })]),
    person('魏', 'weih', [at('budget-office', { authority: 'county' })]),
    // Left: their names stay with what they did.
    person('陶', 'tao', [at('clerk', { unit: 'farm-machines', to: '2022-12-31' })]),
  ];
}

/** Whose the documents in examples/ are, by file name; one that is not listed belongs to no unit. */
export const DOCUMENT_UNITS: ReadonlyMap<string, string> = new Map([
  ['示例省水务示例厅-部门整体及项目绩效目标.docx', 'water'],
  ['示例市农业农村示例局-部门整体绩效目标.xlsx', 'agriculture'],
  ['示例市公共图书示例馆-部门整体绩效目标.xlsx', 'library'],
  ['示例市民政示例局-项目支出绩效目标.txt', 'civil'],
  ['示例市园林示例中心-项目支出绩效目标.xlsx', 'gardens'],
  ['示例区城市管理示例局-部门预算公开.docx', 'district-works'],
  ['示例区文化示例馆-部门预算公开.xlsx', 'culture-house'],
  ['示例县教育体育示例局-项目支出绩效目标.docx', 'education'],
]);
