import {
  type Cell,
  type Example,
  figure,
  heading,
  type Line,
  label,
  paragraph,
  runLengths,
  type Section,
  type Table,
  text,
  title,
  value,
} from './paper.ts';

/**
 * The layout of a district's budget book: nine tables, the prose that explains them, a goal sheet per project, procurement
 * and assets. Tables and prose are computed from one set of figures, so that they agree unless a slip says otherwise.
 */

/** 百元 (0.01 万元), so that sums are exact. */
type Hundreds = number;

/** A functional class of the lowest level with what is spent on it. */
interface Functional {
  code: string;
  name: string;
  basic?: Hundreds;
  project?: Hundreds;
}

interface Economic {
  code: string;
  name: string;
  amount: Hundreds;
}

/** 二级, 三级, 描述, 指标值, 依据. */
type Row = readonly [
  level1: string,
  level2: string,
  level3: string,
  description: string,
  target: string,
  basis: string,
];

interface Project {
  code: string;
  name: string;
  amount: Hundreds;
  purpose: string;
  goal: string;
  schedule: readonly number[];
  indicators: readonly Row[];
}

interface Purchase {
  source: string;
  sourceAmount: Hundreds;
  goods: string;
  code: string;
  unit: string;
  count: number;
  price: Hundreds;
  reserved?: Hundreds;
}

/** What is printed instead of the right figure. */
interface Slips {
  /** Printed 基本支出 of a functional code in the table of expenditure. */
  basicOf?: { code: string; printed: string };
  /** Printed increase of 公用经费 in the prose. */
  publicIncrease?: Hundreds;
  /** Unit printed after 基本支出 in the prose. */
  basicUnit?: string;
  /** Printed planned purchase of fixed assets. */
  plannedPurchase?: Hundreds;
}

interface Book {
  file: string;
  code: string;
  unit: string;
  /** 行政 or 事业. */
  nature: string;
  rank: string;
  duties: readonly string[];
  classes: Readonly<Record<string, string>>;
  functional: readonly Functional[];
  economic: readonly Economic[];
  /** 三公经费, 会议费, 培训费. */
  vehicles: Hundreds;
  reception: Hundreds;
  meetings: Hundreds;
  training: Hundreds;
  /** Increase over the year before: personnel, public, project. */
  increase: { personnel: Hundreds; public: Hundreds; project: Hundreds };
  projects: readonly Project[];
  purchases: readonly Purchase[];
  assets: {
    house: Hundreds;
    office: Hundreds;
    houseArea: number;
    officeArea: number;
    cars: number;
    carValue: Hundreds;
    big: number;
    bigValue: Hundreds;
    others: number;
    otherValue: Hundreds;
  };
  slips: Slips;
}

const money = (hundreds: Hundreds): string => (hundreds / 100).toFixed(2);
const orBlank = (hundreds: Hundreds): string => (hundreds ? money(hundreds) : '');
const sum = (values: readonly Hundreds[]): Hundreds => values.reduce((a, b) => a + b, 0);

/** Lowest-level classes with the sums of the classes above them, in order of code. */
function withParents(book: Book): Functional[] {
  const rows = new Map<string, Functional>();
  for (const leaf of book.functional) {
    for (const length of [3, 5, 7]) {
      const code = leaf.code.slice(0, length);
      const row = rows.get(code) ?? {
        code,
        name: length === 7 ? leaf.name : (book.classes[code] ?? ''),
        basic: 0,
        project: 0,
      };
      rows.set(code, {
        ...row,
        basic: (row.basic ?? 0) + (leaf.basic ?? 0),
        project: (row.project ?? 0) + (leaf.project ?? 0),
      });
    }
  }
  return [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

const indented = (code: string, name: string): string => '　'.repeat((code.length - 3) / 2) + name;

function caption(book: Book, spans: readonly [number, number, number]): Cell[] {
  return [
    text(`${book.code}${book.unit}`, spans[0]),
    value('预算年度：2024', spans[1]),
    { ...value('单位：万元', spans[2]), align: 'right' },
  ];
}

/** 栏次 1 2 3 …. */
function numbers(count: number): Cell[] {
  return [label('栏次'), ...Array.from({ length: count }, (_, i) => value(String(i + 1)))];
}

const CLASSES = [
  '一般公共服务支出',
  '外交支出',
  '国防支出',
  '公共安全支出',
  '教育支出',
  '科学技术支出',
  '文化旅游体育与传媒支出',
  '社会保障和就业支出',
  '社会保险基金支出',
  '卫生健康支出',
  '节能环保支出',
  '城乡社区支出',
  '农林水支出',
  '交通运输支出',
  '资源勘探工业信息等支出',
  '商业服务业等支出',
  '金融支出',
  '援助其他地区支出',
  '自然资源海洋气象等支出',
  '住房保障支出',
  '粮油物资储备支出',
  '国有资本经营预算支出',
  '灾害防治及应急管理支出',
  '预备费',
  '其他支出',
];
const ORDINALS = '一二三四五六七八九十';

function ordinal(n: number): string {
  if (n <= 10) return ORDINALS[n - 1] ?? '';
  return `${n >= 20 ? '二' : ''}十${n % 10 ? (ORDINALS[(n % 10) - 1] ?? '') : ''}`;
}

function spentOn(book: Book, name: string): Hundreds {
  const code = Object.keys(book.classes).find((c) => c.length === 3 && book.classes[c] === name);
  return code === undefined
    ? 0
    : sum(book.functional.filter((f) => f.code.startsWith(code)).map((f) => (f.basic ?? 0) + (f.project ?? 0)));
}

function totals(book: Book) {
  const basic = sum(book.functional.map((f) => f.basic ?? 0));
  const project = sum(book.functional.map((f) => f.project ?? 0));
  const personnel = sum(book.economic.filter((e) => /^30[13]/.test(e.code)).map((e) => e.amount));
  return { basic, project, total: basic + project, personnel, publicCost: basic - personnel };
}

function summaryTable(book: Book): Table {
  const { total } = totals(book);
  const incomes = [
    '一、一般公共预算拨款收入',
    '二、政府性基金预算拨款收入',
    '三、国有资本经营预算拨款收入',
    '四、财政专户管理资金收入',
    '五、单位资金',
  ];
  return {
    kind: 'table',
    widths: [8, 34, 14, 30, 14],
    rows: [
      caption(book, [2, 2, 1]),
      [label('序号', 1, 2), label('收入', 2), label('支出', 2)],
      [label('项  目'), label('预算数'), label('项  目'), label('预算数')],
      numbers(4),
      ...CLASSES.map((name, i) => [
        value(String(i + 1)),
        text(incomes[i] ?? ''),
        figure(i === 0 ? money(total) : ''),
        text(`${ordinal(i + 1)}、${name}`),
        figure(orBlank(spentOn(book, name))),
      ]),
      ...[
        ['本年收入合计', money(total), '本年支出合计', money(total)],
        ['上年结转结余', '', '年终结转结余', ''],
        ['收入总计', money(total), '支出总计', money(total)],
      ].map(([a = '', b = '', c = '', d = ''], i) => [
        value(String(CLASSES.length + 1 + i)),
        text(a),
        figure(b),
        text(c),
        figure(d),
      ]),
    ],
  };
}

/** A table by functional class: its figures for a class, and for the whole. */
function byFunction(
  book: Book,
  heads: Cell[][],
  columns: number,
  figures: (row: { basic: Hundreds; project: Hundreds; code?: string }) => string[],
  widths: readonly number[],
  spans: readonly [number, number, number],
): Table {
  const { basic, project } = totals(book);
  const lines = withParents(book);
  return {
    kind: 'table',
    widths,
    rows: [
      caption(book, spans),
      ...heads,
      numbers(columns + 2),
      [value('1'), value(''), text('合计'), ...figures({ basic, project }).map((f) => figure(f))],
      ...lines.map((line, i) => [
        value(String(i + 2)),
        text(line.code),
        text(indented(line.code, line.name)),
        ...figures({ basic: line.basic ?? 0, project: line.project ?? 0, code: line.code }).map((f) => figure(f)),
      ]),
    ],
  };
}

function incomeTable(book: Book): Table {
  const columns = [
    '小计',
    '财政拨款收入',
    '财政专户收入',
    '事业收入',
    '经营收入',
    '上级补助收入',
    '附属单位上缴收入',
    '其他收入',
  ];
  return byFunction(
    book,
    [
      [
        label('序号', 1, 2),
        label('功能分类科目', 2),
        label('合计', 1, 2),
        label('本年收入', 8),
        label('上年结转', 1, 2),
      ],
      [label('科目编码'), label('科目名称'), ...columns.map((c) => label(c))],
    ],
    10,
    ({ basic, project }) => [
      ...Array.from({ length: 3 }, () => money(basic + project)),
      ...Array.from({ length: 7 }, () => ''),
    ],
    [5, 8, 20, 9, 9, 9, 7, 7, 7, 7, 7, 7, 7],
    [6, 4, 3],
  );
}

function expenditureTable(book: Book): Table {
  const slip = book.slips.basicOf;
  return byFunction(
    book,
    [
      [
        label('序号', 1, 2),
        label('功能分类科目', 2),
        label('合计', 1, 2),
        label('基本支出', 1, 2),
        label('项目支出', 1, 2),
        label('经营支出', 1, 2),
        label('上解上级支出', 1, 2),
        label('对附属单位补助支出', 1, 2),
      ],
      [label('科目编码'), label('科目名称')],
    ],
    6,
    ({ basic, project, code }) => [
      money(basic + project),
      slip && code === slip.code ? slip.printed : orBlank(basic),
      orBlank(project),
      '',
      '',
      '',
    ],
    [6, 10, 24, 12, 12, 12, 8, 8, 8],
    [4, 3, 2],
  );
}

function fiscalTable(book: Book): Table {
  const { total } = totals(book);
  const incomes = ['一、一般公共预算拨款', '二、政府性基金预算拨款', '三、国有资本经营预算拨款'];
  return {
    kind: 'table',
    widths: [6, 24, 11, 25, 11, 11, 11, 11],
    rows: [
      caption(book, [4, 2, 2]),
      [label('序号', 1, 2), label('收入', 2), label('支出', 5)],
      [
        '项  目',
        '金额',
        '项  目',
        '合计',
        '一般公共预算财政拨款',
        '政府性基金预算财政拨款',
        '国有资本经营预算财政拨款',
      ].map((h) => label(h)),
      numbers(7),
      ...CLASSES.map((name, i) => {
        const spent = orBlank(spentOn(book, name));
        return [
          value(String(i + 1)),
          text(incomes[i] ?? ''),
          figure(i === 0 ? money(total) : ''),
          text(`${ordinal(i + 1)}、${name}`),
          figure(spent),
          figure(spent),
          figure(''),
          figure(''),
        ];
      }),
      ...[
        ['本年收入合计', '本年支出合计'],
        ['收入总计', '支出总计'],
      ].map(([a = '', b = ''], i) => [
        value(String(CLASSES.length + 1 + i)),
        text(a),
        figure(money(total)),
        text(b),
        figure(money(total)),
        figure(money(total)),
        figure(''),
        figure(''),
      ]),
    ],
  };
}

const THREE_COLUMNS: Cell[][] = [
  [
    label('序号', 1, 2),
    label('功能分类科目', 2),
    label('合计', 1, 2),
    label('基本支出', 1, 2),
    label('项目支出', 1, 2),
  ],
  [label('科目编码'), label('科目名称')],
];
const THREE_WIDTHS = [8, 14, 34, 15, 15, 14];

function generalTable(book: Book): Table {
  return byFunction(
    book,
    THREE_COLUMNS,
    3,
    ({ basic, project }) => [money(basic + project), orBlank(basic), orBlank(project)],
    THREE_WIDTHS,
    [3, 2, 1],
  );
}

function emptyTable(book: Book): Table {
  return {
    kind: 'table',
    widths: THREE_WIDTHS,
    rows: [caption(book, [3, 2, 1]), ...THREE_COLUMNS, numbers(5), Array.from({ length: 6 }, () => value(''))],
  };
}

const ECONOMIC_CLASSES: Record<string, string> = {
  301: '工资福利支出',
  302: '商品和服务支出',
  303: '对个人和家庭的补助',
  310: '资本性支出',
};

function economicTable(book: Book): Table {
  const isPersonnel = (code: string) => /^30[13]/.test(code);
  const { basic, personnel, publicCost } = totals(book);
  const lines: Economic[] = Object.entries(ECONOMIC_CLASSES).flatMap(([code, name]) => {
    const below = book.economic.filter((e) => e.code.startsWith(code));
    return below.length ? [{ code, name, amount: sum(below.map((e) => e.amount)) }, ...below] : [];
  });
  return {
    kind: 'table',
    widths: THREE_WIDTHS,
    rows: [
      caption(book, [3, 2, 1]),
      [label('序号', 1, 2), label('支出部门经济分类科目', 2), label('一般公共预算基本支出', 3)],
      [label('科目编码'), label('科目名称'), label('合计'), label('人员经费'), label('公用经费')],
      numbers(5),
      [value('1'), value(''), text('合计'), figure(money(basic)), figure(money(personnel)), figure(money(publicCost))],
      ...lines.map((line, i) => [
        value(String(i + 2)),
        text(line.code),
        text(indented(line.code, line.name)),
        figure(money(line.amount)),
        figure(isPersonnel(line.code) ? money(line.amount) : ''),
        figure(isPersonnel(line.code) ? '' : money(line.amount)),
      ]),
    ],
  };
}

function threePublicTable(book: Book): Table {
  const { vehicles, reception, meetings, training } = book;
  const rows: [string, Hundreds][] = [
    ['合计', vehicles + reception + meetings + training],
    ['“三公”经费小计', vehicles + reception],
    ['一、因公出国（境）费', 0],
    ['　　其中：教学科研人员因公出国（境）费', 0],
    ['　　　　　其他因公出国（境）费', 0],
    ['二、公务用车购置及运维费', vehicles],
    ['　　其中：公务用车购置费', 0],
    ['　　　　　公务用车运行维护费', vehicles],
    ['三、公务接待费', reception],
    ['四、会议费', meetings],
    ['五、培训费', training],
  ];
  return {
    kind: 'table',
    widths: [8, 36, 14, 14, 14, 14],
    rows: [
      caption(book, [3, 2, 1]),
      [label('序号', 1, 2), label('项  目', 1, 2), label('资 金 性 质', 4)],
      ['合计', '一般公共预算财政拨款', '政府性基金预算拨款', '国有资本经营预算财政拨款'].map((h) => label(h)),
      numbers(5),
      ...rows.map(([name, amount], i) => [
        value(String(i + 1)),
        text(name),
        figure(orBlank(amount)),
        figure(orBlank(amount)),
        figure(''),
        figure(''),
      ]),
    ],
  };
}

function institutionTable(book: Book): Table {
  return {
    kind: 'table',
    widths: [40, 20, 20, 20],
    rows: [
      ['单位名称', '单位性质', '单位规格', '经费保障形式'].map((h) => label(h)),
      [text(`${book.unit}本级`), value(book.nature), value(book.rank), value('财政拨款')],
    ],
  };
}

const POINTS = ['3月底', '6月底', '10月底', '12月底'];

function projectTable(p: Project): Table {
  const first = runLengths(p.indicators, (r) => r[0]);
  const second = runLengths(p.indicators, (r) => `${r[0]}/${r[1]}`);
  return {
    kind: 'table',
    widths: [12, 13, 14, 12, 16, 12, 21],
    rows: [
      [{ ...value('单位：万元', 7), align: 'right' }],
      [label('项目编码'), text(p.code, 2), label('项目名称'), text(p.name, 3)],
      [
        label('预算规模及资金用途', 1, 2),
        label('预算数'),
        figure(money(p.amount)),
        label('其中：财政资金'),
        figure(money(p.amount)),
        label('其他资金'),
        figure(''),
      ],
      [text(p.purpose, 6)],
      [label('资金支出计划（%）', 1, 2), ...POINTS.map((point, i) => label(point, i < 2 ? 1 : 2))],
      p.schedule.map((percent, i) => value(`${percent}%`, i < 2 ? 1 : 2)),
      [label('绩效目标'), text(p.goal, 6)],
      [
        label('一级指标'),
        label('二级指标'),
        label('三级指标'),
        label('绩效指标描述', 2),
        label('指标值'),
        label('指标值确定依据'),
      ],
      ...p.indicators.map(([one, two, three, description, target, basis], i) => [
        ...(first[i] ? [label(one, 1, first[i])] : []),
        ...(second[i] ? [label(two, 1, second[i])] : []),
        text(three),
        text(description, 2),
        value(target),
        text(basis),
      ]),
    ],
  };
}

function procurementTable(book: Book): Table {
  const total = sum(book.purchases.map((p) => p.count * p.price));
  const reserved = sum(book.purchases.map((p) => p.reserved ?? 0));
  const sums = (name: string): Cell[] => [
    label(name),
    ...Array.from({ length: 6 }, () => value('')),
    figure(money(total)),
    figure(money(total)),
    ...Array.from({ length: 5 }, () => figure('')),
    figure(orBlank(reserved)),
  ];
  return {
    kind: 'table',
    widths: [16, 7, 10, 9, 5, 5, 7, 8, 8, 6, 6, 6, 6, 6, 8],
    rows: [
      [text(`${book.code}${book.unit}`, 8), { ...value('单位：万元', 7), align: 'right' }],
      [
        label('政府采购项目来源', 2),
        label('采购物品名称', 1, 2),
        label('政府采购目录序号', 1, 2),
        label('计量单位', 1, 2),
        label('数量', 1, 2),
        label('单价', 1, 2),
        label('政府采购金额（当年部门预算安排资金）', 7),
        label('2024年预留中小微企业份额', 1, 2),
      ],
      [
        '项目名称',
        '预算资金',
        '合计',
        '一般公共预算拨款',
        '基金预算拨款',
        '国有资本经营预算拨款',
        '财政专户核拨',
        '单位资金',
        '上年结转结余',
      ].map((h) => label(h)),
      sums('合  计'),
      sums(`${book.unit}本级小计`),
      ...book.purchases.map((p) => [
        text(p.source),
        figure(money(p.sourceAmount)),
        text(p.goods),
        text(p.code),
        value(p.unit),
        figure(String(p.count)),
        figure(money(p.price)),
        figure(money(p.count * p.price)),
        figure(money(p.count * p.price)),
        ...Array.from({ length: 5 }, () => figure('')),
        figure(orBlank(p.reserved ?? 0)),
      ]),
    ],
  };
}

function assetTotal({ assets: a }: Book): Hundreds {
  return a.house + a.carValue + a.bigValue + a.otherValue;
}

function assetTable(book: Book): Table {
  const a = book.assets;
  const rows: [string, string, Hundreds][] = [
    ['资产总额', '', assetTotal(book)],
    ['1、房屋（平方米）', String(a.houseArea), a.house],
    ['　　其中：办公用房（平方米）', String(a.officeArea), a.office],
    ['2、车辆（台、辆）', String(a.cars), a.carValue],
    ['3、单价在20万元以上的设备', String(a.big), a.bigValue],
    ['4、其他固定资产', String(a.others), a.otherValue],
  ];
  return {
    kind: 'table',
    widths: [50, 20, 30],
    rows: [
      [text(`${book.code}${book.unit}`), { ...value('截止时间：2023-12-31', 2), align: 'right' }],
      [label('项   目'), label('数量'), label('价值（金额单位：万元）')],
      ...rows.map(([name, count, amount]) => [text(name), figure(count), figure(orBlank(amount))]),
    ],
  };
}

function prose(book: Book) {
  const { total, basic, project, personnel, publicCost } = totals(book);
  const { increase, slips, vehicles, reception } = book;
  const more = increase.personnel + increase.public + increase.project;
  const purchases = sum(book.purchases.map((p) => p.count * p.price));
  const printedPublic = slips.publicIncrease ?? increase.public;
  const situation: Line[] = [
    heading('二、部门预算安排的总体情况'),
    heading('1、收入说明'),
    paragraph(
      `2024年预算收入${money(total)}万元，其中：一般公共预算收入${money(total)}万元，基金预算收入0.00万元，国有资本经营预算收入0.00万元，其他来源收入0.00万元。`,
    ),
    heading('2、支出说明'),
    paragraph(
      `2024年支出预算${money(total)}万元，其中基本支出${money(basic)}${slips.basicUnit ?? '万元'}，包括人员经费${money(personnel)}万元和公用经费${money(publicCost)}万元；项目支出${money(project)}万元，全部为本级项目支出。`,
    ),
    heading('3、比上年增减情况'),
    paragraph(
      `2024年预算收支安排${money(total)}万元，较2023年预算增加${money(more)}万元，其中：基本支出增加${money(increase.personnel + increase.public)}万元，包括人员经费增加${money(increase.personnel)}万元，公用经费增加${money(printedPublic)}万元；项目支出增加${money(increase.project)}万元。`,
    ),
    heading('三、机关运行经费安排情况'),
    paragraph(`2024年安排机关运行经费${money(publicCost)}万元，用于办公、差旅、设备维护等日常开支。`),
    heading('四、财政拨款“三公”经费预算情况及增减变化原因'),
    paragraph(
      `2024年财政拨款“三公”经费预算安排${money(vehicles + reception)}万元，与上年持平。其中：因公出国（境）费0.00万元；公务用车购置及运维费${money(vehicles)}万元（其中：公务用车购置费0.00万元，公务用车运维费${money(vehicles)}万元）；公务接待费${money(reception)}万元。`,
    ),
  ];
  const assets = paragraph(
    `截至上年末固定资产金额为${money(assetTotal(book))}万元。本年度拟购置固定资产总额为${money(slips.plannedPurchase ?? purchases)}万元，已列入政府采购预算。`,
  );
  return { situation, assets };
}

const TABLES: readonly [name: string, title: string, make: (book: Book) => Table, landscape: boolean, note?: string][] =
  [
    ['收支总表', '部门预算收支总表', summaryTable, false],
    ['收入总表', '部门预算收入总表', incomeTable, true],
    ['支出总表', '部门预算支出总表', expenditureTable, true],
    ['财政拨款收支总表', '部门预算财政拨款收支总表', fiscalTable, true],
    ['一般公共预算支出表', '部门预算一般公共预算财政拨款支出表', generalTable, false],
    ['基本支出表', '部门预算一般公共预算财政拨款基本支出表', economicTable, false],
    [
      '政府性基金支出表',
      '部门预算政府性基金预算财政拨款支出表',
      emptyTable,
      false,
      '注：本部门没有政府性基金预算财政拨款，以空表列示。',
    ],
    [
      '国有资本经营支出表',
      '部门预算国有资本经营预算财政拨款支出表',
      emptyTable,
      false,
      '注：本部门没有国有资本经营预算财政拨款，以空表列示。',
    ],
    ['三公经费支出表', '部门预算财政拨款“三公”经费支出表', threePublicTable, false],
  ];

/** All tables, then the prose with the tables that stand in it. */
function sectionsOf(book: Book): Section[] {
  const { situation, assets } = prose(book);
  const tables = TABLES.map(
    ([name, head, make, landscape, note]): Section => ({
      name,
      ...(landscape ? { landscape } : {}),
      parts: [title(head), make(book), ...(note ? [paragraph(note)] : [])],
    }),
  );
  return [
    ...tables,
    {
      name: '情况说明',
      parts: [
        title(`${book.unit}2024年部门预算信息公开情况说明`),
        heading('一、部门职责及机构设置情况'),
        ...book.duties.map((duty, i) => paragraph(`（${ordinal(i + 1)}）${duty}`)),
        heading('部门机构设置情况'),
        institutionTable(book),
        ...situation,
        heading('五、部门项目预算安排情况及绩效目标'),
        paragraph(`本部门2024年安排项目${book.projects.length}个，绩效目标见下列各表。`),
      ],
    },
    ...book.projects.map(
      (p, i): Section => ({
        name: `项目${i + 1}`,
        parts: [heading(`${i + 1}、${p.name}绩效目标表`), projectTable(p)],
      }),
    ),
    {
      name: '政府采购预算',
      landscape: true,
      parts: [
        heading('六、政府采购预算情况'),
        title('部门政府采购预算'),
        procurementTable(book),
        paragraph('注：同类物品因配置不同单价可以不同，均不超过资产配置标准。'),
      ],
    },
    {
      name: '固定资产占用情况',
      parts: [
        heading('七、国有资产信息'),
        assets,
        title('部门固定资产占用情况表'),
        assetTable(book),
        heading('八、名词解释'),
        paragraph('1、基本支出：保障机构正常运转、完成日常工作任务的人员经费和公用经费。'),
        paragraph('2、项目支出：在基本支出以外，为完成特定工作任务安排的支出。'),
      ],
    },
  ];
}

const CLASS_NAMES = {
  201: '一般公共服务支出',
  20101: '人大事务',
  207: '文化旅游体育与传媒支出',
  20701: '文化和旅游',
  208: '社会保障和就业支出',
  20805: '行政事业单位养老支出',
  210: '卫生健康支出',
  21011: '行政事业单位医疗',
  212: '城乡社区支出',
  21201: '城乡社区管理事务',
  21205: '城乡社区环境卫生',
  221: '住房保障支出',
  22102: '住房改革支出',
};

const city: Book = {
  file: '示例区城市管理示例局-部门预算公开.docx',
  code: '318',
  unit: '示例市示例区城市管理示例局',
  nature: '行政',
  rank: '正科级',
  duties: ['负责全区市容环境卫生管理。', '负责城市道路清扫保洁和生活垃圾分类的组织实施。', '负责城市管理执法工作。'],
  classes: CLASS_NAMES,
  functional: [
    { code: '2080501', name: '行政单位离退休', basic: 640 },
    { code: '2080505', name: '机关事业单位基本养老保险缴费支出', basic: 4820 },
    { code: '2101101', name: '行政单位医疗', basic: 3655 },
    { code: '2120101', name: '行政运行', basic: 40275 },
    { code: '2120104', name: '城管执法', project: 32000 },
    { code: '2120501', name: '城乡社区环境卫生', project: 186000 },
    { code: '2210201', name: '住房公积金', basic: 3410 },
  ],
  economic: [
    { code: '30101', name: '基本工资', amount: 13000 },
    { code: '30102', name: '津贴补贴', amount: 10850 },
    { code: '30103', name: '奖金', amount: 2640 },
    { code: '30108', name: '机关事业单位基本养老保险缴费', amount: 4820 },
    { code: '30110', name: '职工基本医疗保险缴费', amount: 3655 },
    { code: '30112', name: '其他社会保障缴费', amount: 1500 },
    { code: '30113', name: '住房公积金', amount: 3410 },
    { code: '30199', name: '其他工资福利支出', amount: 2085 },
    { code: '30201', name: '办公费', amount: 1200 },
    { code: '30202', name: '印刷费', amount: 320 },
    { code: '30207', name: '邮电费', amount: 960 },
    { code: '30211', name: '差旅费', amount: 400 },
    { code: '30228', name: '工会经费', amount: 630 },
    { code: '30229', name: '福利费', amount: 740 },
    { code: '30231', name: '公务用车运行维护费', amount: 1050 },
    { code: '30239', name: '其他交通费用', amount: 3200 },
    { code: '30299', name: '其他商品和服务支出', amount: 500 },
    { code: '30302', name: '退休费', amount: 640 },
    { code: '31002', name: '办公设备购置', amount: 1200 },
  ],
  vehicles: 1050,
  reception: 0,
  meetings: 500,
  training: 800,
  increase: { personnel: 3800, public: 1000, project: 16000 },
  projects: [
    {
      code: '00000124P000000000011',
      name: '城市道路清扫保洁经费',
      amount: 150000,
      purpose: '用于购买主次干道清扫保洁服务和环卫车辆燃料。',
      goal: '1.全年清扫保洁道路面积420万平方米，机械化清扫率达到85%。',
      schedule: [25, 50, 80, 100],
      indicators: [
        ['产出指标', '数量指标', '清扫保洁道路面积', '纳入日常保洁的道路面积', '≥420万平方米', '保洁服务合同'],
        ['产出指标', '质量指标', '机械化清扫率', '机械清扫面积占比', '≥85%', '上年实际82%'],
        ['产出指标', '时效指标', '主干道首扫完成时间', '每日首次清扫结束时间', '7:00前', '作业规范'],
        ['产出指标', '成本指标', '每平方米年保洁成本', '服务费用除以面积', '≤3.57元/平方米', '招标控制价'],
        ['效益指标', '社会效益指标', '市容环境投诉下降率', '较上年投诉件数', '≥5%', '热线统计'],
        ['满意度指标', '服务对象满意度指标', '市民满意度', '问卷调查', '≥90%', '上年实际89%'],
      ],
    },
    {
      code: '00000124P000000000022',
      name: '生活垃圾分类推广经费',
      amount: 36000,
      purpose: '用于分类容器购置、宣传培训和督导员补助。',
      goal: '1.垃圾分类覆盖居民小区120个，居民知晓率达到90%。',
      schedule: [20, 45, 75, 100],
      indicators: [
        ['产出指标', '数量指标', '垃圾分类覆盖小区数量', '完成设施配置的小区', '≥120个', '工作方案'],
        // Slip: two figures run into one.
        ['产出指标', '质量指标', '分类投放准确率', '抽查准确投放占比', '≥90100', '工作方案'],
        ['产出指标', '时效指标', '宣传培训完成时间', '计划内培训全部结束', '11月底前', '工作方案'],
        ['产出指标', '成本指标', '督导员人均月补助', '按考核结果发放', '≤600元/人', '补助标准'],
        ['效益指标', '生态效益指标', '生活垃圾回收利用率', '回收量占清运量', '≥38%', '上年实际36%'],
        // Slip: the name only repeats its class.
        ['满意度指标', '服务对象满意度指标', '服务对象满意度指标', '居民问卷调查', '≥90%', '问卷方案'],
      ],
    },
    {
      code: '00000124P000000000033',
      name: '城管执法保障经费',
      amount: 32000,
      purpose: '用于执法装备更新、案卷数字化和协管人员保障。',
      goal: '1.办理城市管理案件2600件，案卷合格率不低于95%。',
      schedule: [25, 50, 75, 100],
      indicators: [
        ['产出指标', '数量指标', '办理案件数量', '立案并办结的案件', '≥2600件', '近三年平均'],
        ['产出指标', '质量指标', '执法案卷合格率', '评查合格案卷占比', '≥95%', '评查办法'],
        ['产出指标', '时效指标', '投诉处置时限', '受理至处置的时间', '≤24小时', '承诺时限'],
        // Slip: the cost is more than the budget.
        ['产出指标', '成本指标', '执法保障总成本', '全年支出', '≤360万元', '预算测算'],
        ['效益指标', '社会效益指标', '占道经营整改率', '整改完成占比', '≥92%', '上年实际90%'],
        ['满意度指标', '服务对象满意度指标', '商户满意度', '问卷调查', '≥85%', '上年实际84%'],
      ],
    },
  ],
  purchases: [
    {
      source: '公用经费',
      sourceAmount: 10200,
      goods: '台式计算机',
      code: 'A02010105',
      unit: '台',
      count: 8,
      price: 50,
    },
    {
      source: '公用经费',
      sourceAmount: 10200,
      goods: 'A4黑白打印机',
      code: 'A02021003',
      unit: '台',
      count: 5,
      price: 20,
    },
    { source: '公用经费', sourceAmount: 10200, goods: '空调机组', code: 'A02052305', unit: '台', count: 4, price: 60 },
    {
      source: '城管执法保障经费',
      sourceAmount: 32000,
      goods: '其他图书档案设备',
      code: 'A02049900',
      unit: '组',
      count: 1,
      price: 2000,
      reserved: 2000,
    },
  ],
  assets: {
    house: 36000,
    office: 24000,
    houseArea: 1200,
    officeArea: 800,
    cars: 6,
    carValue: 9630,
    big: 2,
    bigValue: 5800,
    others: 210,
    otherValue: 8570,
  },
  slips: { basicOf: { code: '2120101', printed: '420.75' }, publicIncrease: 1500, basicUnit: '元', plannedPurchase: 0 },
};

const culture: Book = {
  file: '示例区文化示例馆-部门预算公开.xlsx',
  code: '407',
  unit: '示例市示例区文化示例馆',
  nature: '事业',
  rank: '股级',
  duties: ['组织群众文化活动和艺术普及培训。', '保护和展示本区非物质文化遗产。'],
  classes: CLASS_NAMES,
  functional: [
    { code: '2070109', name: '群众文化', basic: 15620, project: 9800 },
    { code: '2080505', name: '机关事业单位基本养老保险缴费支出', basic: 1980 },
    { code: '2101102', name: '事业单位医疗', basic: 1240 },
    { code: '2210201', name: '住房公积金', basic: 1460 },
  ],
  economic: [
    { code: '30101', name: '基本工资', amount: 6200 },
    { code: '30102', name: '津贴补贴', amount: 1540 },
    { code: '30107', name: '绩效工资', amount: 4380 },
    { code: '30108', name: '机关事业单位基本养老保险缴费', amount: 1980 },
    { code: '30110', name: '职工基本医疗保险缴费', amount: 1240 },
    { code: '30112', name: '其他社会保障缴费', amount: 260 },
    { code: '30113', name: '住房公积金', amount: 1460 },
    { code: '30201', name: '办公费', amount: 860 },
    { code: '30207', name: '邮电费', amount: 320 },
    { code: '30211', name: '差旅费', amount: 180 },
    { code: '30228', name: '工会经费', amount: 290 },
    { code: '30229', name: '福利费', amount: 310 },
    { code: '30299', name: '其他商品和服务支出', amount: 280 },
    { code: '31002', name: '办公设备购置', amount: 1000 },
  ],
  vehicles: 0,
  reception: 0,
  meetings: 0,
  training: 400,
  increase: { personnel: 620, public: 140, project: 1800 },
  projects: [
    {
      code: '00000124P000000000044',
      name: '群众文化活动经费',
      amount: 9800,
      purpose: '用于组织文艺演出、公益培训和非遗展示。',
      goal: '1.举办公益演出48场、公益培训90期，服务群众6万人次。',
      schedule: [20, 50, 80, 100],
      indicators: [
        ['产出指标', '数量指标', '公益演出场次', '组织和承办的演出', '≥48场', '年度活动计划'],
        ['产出指标', '数量指标', '公益培训期数', '免费开设的培训班', '≥90期', '年度活动计划'],
        ['产出指标', '质量指标', '培训结业率', '结业学员占比', '≥90%', '上年实际88%'],
        ['产出指标', '时效指标', '活动计划按期完成率', '按月计划完成占比', '≥95%', '年度活动计划'],
        ['产出指标', '成本指标', '每场演出平均成本', '演出支出除以场次', '≤1.2万元/场', '上年实际1.25万元'],
        ['效益指标', '社会效益指标', '服务群众人次', '参加活动和培训的群众', '≥60000人次', '近三年平均'],
        ['满意度指标', '服务对象满意度指标', '参与群众满意度', '活动现场问卷', '≥92%', '上年实际91%'],
      ],
    },
  ],
  purchases: [
    { source: '公用经费', sourceAmount: 3240, goods: '台式计算机', code: 'A02010105', unit: '台', count: 6, price: 50 },
    { source: '公用经费', sourceAmount: 3240, goods: '空调机组', code: 'A02052305', unit: '台', count: 5, price: 60 },
  ],
  assets: {
    house: 82000,
    office: 6000,
    houseArea: 2600,
    officeArea: 200,
    cars: 0,
    carValue: 0,
    big: 1,
    bigValue: 2600,
    others: 164,
    otherValue: 9400,
  },
  slips: {},
};

function example(book: Book): Example {
  return { file: book.file, title: `${book.unit}2024年部门预算公开`, sections: sectionsOf(book) };
}

export const kaiping: readonly Example[] = [example(city), example(culture)];
