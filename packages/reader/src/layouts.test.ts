import type { Disclosure, GoalSheet } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { grid, opened, ragged } from '../test/grid.ts';
import { readDisclosure } from './index.ts';

/** A reading as a person would note it down, to compare whole sheets at a glance. */
function notes(sheet: GoalSheet | undefined): string[] {
  if (!sheet) return [];
  const funding = sheet.funding.map(
    (f) => `${f.side === 'income' ? '收' : '支'} ${f.label} ${f.period}${f.month ?? ''} ${f.fen / 1e6}`,
  );
  const indicators = sheet.indicators.map((i) => {
    const targets = i.targets.map((t) => `${t.period}${t.month ?? ''} ${t.raw}`).join('；');
    return `${i.level1}/${i.level2}/${i.level3}：${targets}`;
  });
  return [...funding, ...indicators];
}

function single(disclosure: Disclosure): GoalSheet {
  expect(disclosure.goalSheets).toHaveLength(1);
  return disclosure.goalSheets[0] as GoalSheet;
}

describe('extracted rows', () => {
  it('keeps a band as the name of its row, though it is written as a target is', () => {
    const disclosure = readDisclosure(
      opened(
        '项目支出预算绩效目标表',
        ragged(`
          项目名称|示例整治资金||
          项目属性|一年期项目|项目期|1年
          项目资金|年度资金总额：|730|
          年度总体目标|整治示例村。|||
          名称|一级指标|二级指标|三级指标|指标值
          绩效指标|产出指标|数量指标|补助示例村数量|73个
          ||成本指标|3000人以下|10万元/村
          |5000人以上||15万元/村|
          |效益指标|社会效益|示例村治理|明显提高
          |满意度指标|服务对象满意度指标|示例村民满意度|≥95%`),
      ),
    );
    expect(notes(single(disclosure))).toContain('产出指标/成本指标/5000人以上：FY 15万元/村');
  });
});

describe('forms of other places', () => {
  it('reads goals and indicators of two periods side by side (national project form)', () => {
    const disclosure = readDisclosure(
      opened(
        '项目支出绩效目标申报表',
        '（2025年度）',
        grid(`
          项目名称|示例道路养护|<|<|<|<|<|<
          主管部门及代码|示例局|<|<|实施单位|示例养护中心|<|<
          项目属性|延续项目|<|<|项目期|3年|<|<
          项目资金（万元）|中期资金总额：|<|300|年度资金总额：|<|<|100
          ^|其中：财政拨款|<|240|其中：财政拨款|<|<|80
          总体目标|中期目标（2025年—2027年）|<|<|年度目标|<|<|<
          ^|目标1：三年养护。|<|<|目标1：本年养护。|<|<|<
          绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值
          ^|产出指标|数量指标|养护里程|≥300公里|数量指标|养护里程|≥100公里
          ^|^|质量指标|验收合格率|≥95%|质量指标|验收合格率|≥96%
          ^|满意度指标|服务对象满意度指标|司机满意度|≥90%|服务对象满意度指标|司机满意度|≥91%`),
      ),
    );
    const sheet = single(disclosure);
    expect(sheet).toMatchObject({
      name: '示例道路养护',
      unit: '示例养护中心',
      supervisor: '示例局',
      fiscalYear: 2025,
      form: 'goal',
    });
    expect(sheet.attributes).toMatchObject({
      '中期目标（2025年—2027年）': '目标1：三年养护。',
      年度目标: '目标1：本年养护。',
    });
    expect(notes(sheet)).toEqual([
      '收 中期资金总额 CYCLE 300',
      '收 年度资金总额 FY 100',
      '收 其中：财政拨款 CYCLE 240',
      '收 其中：财政拨款 FY 80',
      '产出指标/数量指标/养护里程：CYCLE ≥300公里',
      '产出指标/数量指标/养护里程：FY ≥100公里',
      '产出指标/质量指标/验收合格率：CYCLE ≥95%',
      '产出指标/质量指标/验收合格率：FY ≥96%',
      '满意度指标/服务对象满意度指标/司机满意度：CYCLE ≥90%',
      '满意度指标/服务对象满意度指标/司机满意度：FY ≥91%',
    ]);
    expect(disclosure.unread).toEqual([]);
  });

  it('reads a self-evaluation: weights, scores, actual values, execution', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '项目支出绩效自评表',
          '（2024年度）',
          grid(`
            项目名称|示例培训|<|<|<|<|<|<|<
            主管部门|示例局|<|<|实施单位|示例中心|<|<|<
            项目资金（万元）||<|年初预算数|全年预算数|全年执行数|分值|执行率|得分
            ^|年度资金总额|<|100|90|85.5|10|95%|9.5
            ^|上年结转资金|<|0|0|0|—|—|—
            年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<
            ^|办班10期|<|<|<|办班9期|<|<|<
            绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
            ^|产出指标（50分）|数量指标|培训期数|≥10期|9期|20|18|场地维修
            ^|^|质量指标|合格率|≥95%|98%|30|30|
            总分|<|<|<|<|<|100|97.5|`),
        ),
      ),
    );
    expect(sheet.form).toBe('self-evaluation');
    expect(sheet.attributes).toEqual({ 预期目标: '办班10期', 实际完成情况: '办班9期', 总分: '97.5' });
    expect(sheet.evaluation).toEqual({
      execution: [{ label: '年度资金总额', weight: 10, rate: 95, score: 9.5 }],
      total: 97.5,
    });
    expect(sheet.indicators[0]).toMatchObject({ level1: '产出指标', weight: 20, score: 18, deviation: '场地维修' });
    expect(notes(sheet)).toEqual([
      '收 年度资金总额 INITIAL 100',
      '收 年度资金总额 FY 90',
      '收 年度资金总额 ACTUAL 85.5',
      '收 上年结转资金 INITIAL 0',
      '收 上年结转资金 FY 0',
      '收 上年结转资金 ACTUAL 0',
      '产出指标/数量指标/培训期数：FY ≥10期；ACTUAL 9期',
      '产出指标/质量指标/合格率：FY ≥95%；ACTUAL 98%',
    ]);
  });

  it('reads a monitoring table up to a month', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '项目绩效目标运行监控表（2024年度）',
          grid(`
            项目名称|示例培训|<|<|<|<|<
            项目资金（万元）||<|年初预算数|1-7月执行数|1-7月执行率|全年预计执行数
            ^|年度资金总额|<|100|60|60%|100
            绩效指标|一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|全年预计完成情况
            ^|产出指标|数量指标|培训期数|≥10期|6期|10期`),
        ),
      ),
    );
    expect(sheet.form).toBe('monitoring');
    expect(notes(sheet)).toEqual([
      '收 年度资金总额 INITIAL 100',
      '收 年度资金总额 ACTUAL7 60',
      '收 年度资金总额 EXPECTED 100',
      '产出指标/数量指标/培训期数：FY ≥10期；ACTUAL7 6期；EXPECTED 10期',
    ]);
  });

  it('reads a flat list with unit, project and goal merged downwards (operator in 指标性质)', () => {
    const disclosure = readDisclosure(
      opened(
        '部门预算项目绩效目标表（2025年度）',
        grid(`
          单位名称|项目名称|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|指标方向性
          101-示例局|51000025T000000000001-示例普查|完成普查|产出指标|数量指标|普查户数|≥|500|户|20|正向指标
          ^|^|^|^|质量指标|差错率|≤|2|%|20|反向指标
          ^|51000025T000000000002-示例宣传|开展宣传|产出指标|数量指标|宣传场次|≥|12|场|30|正向指标
          ^|^|^|效益指标|社会效益指标|知晓度|定性|提高||30|正向指标`),
      ),
    );
    expect(disclosure.goalSheets.map((s) => [s.code, s.name, s.unit, s.attributes.年度目标])).toEqual([
      ['51000025T000000000001', '示例普查', '示例局', '完成普查'],
      ['51000025T000000000002', '示例宣传', '示例局', '开展宣传'],
    ]);
    expect(notes(disclosure.goalSheets[0])).toEqual([
      '产出指标/数量指标/普查户数：FY ≥500户',
      '产出指标/质量指标/差错率：FY ≤2%',
    ]);
    expect(notes(disclosure.goalSheets[1])).toEqual([
      '产出指标/数量指标/宣传场次：FY ≥12场',
      '效益指标/社会效益指标/知晓度：FY 提高',
    ]);
    expect(disclosure.goalSheets[0]?.indicators[1]).toMatchObject({ direction: 'negative', weight: 20 });
    expect(disclosure.unread).toEqual([]);
  });

  it('decides by contents what 指标性质, 指标属性 and 指标内容 hold, and skips the row of column numbers', () => {
    const disclosure = readDisclosure(
      opened(
        '项目支出绩效目标表（2025年度）',
        grid(`
          单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容
          1|2|3|4|5|6|7|8|9|10
          示例局|||||||||
          示例绿化|完成绿化|产出指标|数量指标|绿化面积|>=|100|亩|定量指标|反映绿化面积
          ^|^|效益指标|生态效益指标|空气质量|=|改善|其他|定性指标|反映空气质量`),
      ),
    );
    const sheet = single(disclosure);
    expect(sheet).toMatchObject({ name: '示例绿化', unit: '示例局' });
    expect(sheet.indicators.map((i) => [i.attribute, i.description])).toEqual([
      ['quantitative', '反映绿化面积'],
      ['qualitative', '反映空气质量'],
    ]);
    expect(sheet.indicators[0]?.targets[0]).toMatchObject({ raw: '>=100亩', operator: '>=', value: 100, unit: '亩' });
  });

  it('reads first levels side by side, each over names and values of its own', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '2025年项目绩效目标汇总表',
          '单位：万元',
          grid(`
            单位编码（项目编码）|项目单位（项目名称）|项目金额|<|绩效目标|成本指标|<|产出指标|<|满意度指标|<
            ^|^|资金总额|财政拨款|^|三级指标|指标值|三级指标|指标值|三级指标|指标值
            410000251010001|示例修缮|50|50|完成修缮|修缮成本|≤50万元|修缮面积|≥200平方米|职工满意度|≥90%
            |||||||验收合格率|100%||`),
        ),
      ),
    );
    expect(sheet.code).toBe('410000251010001');
    expect(notes(sheet)).toEqual([
      '收 资金总额 FY 50',
      '收 财政拨款 FY 50',
      '成本指标//修缮成本：FY ≤50万元',
      '产出指标//修缮面积：FY ≥200平方米',
      '满意度指标//职工满意度：FY ≥90%',
      '产出指标//验收合格率：FY 100%',
    ]);
  });

  it('reads blocks of long-term and annual indicators with 指标内容 as the name', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '项目支出绩效目标申报表（2025年度）',
          grid(`
            项目名称|示例补贴|<|<|<
            长期绩效指标|一级指标|二级指标|指标内容|指标值
            ^|产出指标|数量指标|补贴人数|300
            ^|效益指标|社会效益指标|困难群众生活|改善
            年度绩效指标|一级指标|二级指标|指标内容|指标值
            ^|产出指标|数量指标|补贴人数|100`),
        ),
      ),
    );
    expect(notes(sheet)).toEqual([
      '产出指标/数量指标/补贴人数：CYCLE 300',
      '效益指标/社会效益指标/困难群众生活：CYCLE 改善',
      '产出指标/数量指标/补贴人数：FY 100',
    ]);
  });

  it('reads a tree of levels in one column', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '项目支出绩效自评表（2024年度）',
          grid(`
            项目名称|示例项目|<|<|<|<|<
            指标名称|计算符号|指标值|实际完成值|计量单位|分值|得分
            产出指标||||||
            数量指标||||||
            培训人数|≥|100|120|人|10|10
            满意度指标||||||
            服务对象满意度指标||||||
            学员满意度|≥|90|95|%|10|10`),
        ),
      ),
    );
    expect(notes(sheet)).toEqual([
      '产出指标/数量指标/培训人数：FY ≥100人；ACTUAL 120人',
      '满意度指标/服务对象满意度指标/学员满意度：FY ≥90%；ACTUAL 95%',
    ]);
  });

  it('reads tasks with an amount split by source: the total is the amount of the task', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '部门（单位）整体支出绩效目标申报表（2025年度）',
          grid(`
            部门（单位）名称|示例市示例局|<|<|<|<
            年度主要任务|任务名称|主要内容|预算金额（万元）|<|<
            ^|^|^|总额|财政拨款|其他资金
            ^|任务1|开展检查|120|100|20
            ^|任务2|组织培训|30.5|30.5|0
            ^|金额合计|<|150.5|130.5|20
            年度绩效指标|一级指标|二级指标|三级指标|指标值|<
            ^|产出指标|数量指标|检查次数|≥12次|<
            ^|成本指标|经济成本指标|检查成本|≤120万元|<`),
        ),
      ),
    );
    expect(sheet).toMatchObject({ scope: 'department', name: '示例市示例局' });
    expect(sheet.tasks).toEqual([
      { group: 'key', name: '任务1', content: '开展检查', fen: 120_000_000 },
      { group: 'key', name: '任务2', content: '组织培训', fen: 30_500_000 },
    ]);
    expect(sheet.attributes).toMatchObject({ 金额合计: '150.5' });
    expect(sheet.indicators.map((i) => i.kind)).toEqual(['output.quantity', 'cost.economic']);
  });
});

describe('plans', () => {
  it('reads the steps of 实施进度计划 with their dates as printed', () => {
    const sheet = single(
      readDisclosure(
        opened(
          '项目支出绩效目标申报表（2025年度）',
          grid(`
            项目名称|示例信息化|<|<
            项目实施进度计划|项目实施内容|开始时间|完成时间
            ^|招标采购|2025-01|2025-03
            ^|建设实施|2025-04|2025-11
            年度目标|建成系统。|<|<
            一级指标|二级指标|三级指标|指标值
            产出指标|数量指标|系统数|1套`),
        ),
      ),
    );
    expect(sheet.plan).toEqual([
      { content: '招标采购', start: '2025-01', end: '2025-03' },
      { content: '建设实施', start: '2025-04', end: '2025-11' },
    ]);
    expect(sheet.attributes).toEqual({ 年度目标: '建成系统。' });
    expect(sheet.indicators).toHaveLength(1);
  });
});

describe('budget tables', () => {
  it('reads merged heads, codes and figures; the head printed again is no row', () => {
    const [table] = readDisclosure(
      opened(
        '部门预算支出总表',
        grid(`
          203示例局|<|<|预算年度：2025|<|单位：万元
          序号|功能分类科目|<|合计|基本支出|项目支出
          ^|科目编码|科目名称|^|^|^
          栏次|1|2|3|4|5
          1||合计|1,234.50|1,000.00|234.50
          2|201|一般公共服务支出|1234.50|1000.00|234.50
          序号|功能分类科目|<|合计|基本支出|项目支出
          3|20132|  组织事务|1234.50||`),
      ),
    ).budgetTables;
    expect(table).toMatchObject({
      title: '部门预算支出总表',
      kind: 'expenditure-summary',
      moneyUnit: '万元',
      columns: ['合计', '基本支出', '项目支出'],
    });
    expect(table?.rows).toEqual([
      { no: 1, label: '合计', cells: [1234.5, 1000, 234.5] },
      { no: 2, code: '201', label: '一般公共服务支出', cells: [1234.5, 1000, 234.5] },
      { no: 3, code: '20132', label: '组织事务', cells: [1234.5, null, null] },
    ]);
  });

  it('reads a final account: rows counted on both sides, unit beside its label', () => {
    const { budgetTables, unread } = readDisclosure(
      opened(
        grid(`
          收入支出决算总表|<|<|<|<|<
          |||||公开01表
          部门：示例市示例局||||金额单位：|万元
          收入|<|<|支出|<|<
          项目|行次|金额|项目|行次|金额
          栏次||1|栏次||2
          一、财政拨款收入|1|1,200.50|一、一般公共服务支出|32|800.00
          总计|31|1,200.50|总计|62|1,200.50`),
      ),
    );
    expect(budgetTables).toMatchObject([
      {
        title: '收入支出决算总表',
        kind: 'income-expenditure-summary',
        moneyUnit: '万元',
        columns: ['收入/金额', '支出/项目', '支出/金额'],
      },
    ]);
    expect(budgetTables[0]?.rows).toEqual([
      { no: 1, label: '一、财政拨款收入', cells: [1200.5, '一、一般公共服务支出', 800] },
      { no: 31, label: '总计', cells: [1200.5, '总计', 1200.5] },
    ]);
    expect(unread).toEqual([]);
  });

  it('joins codes split into 类, 款 and 项', () => {
    const [table] = readDisclosure(
      opened(
        '一般公共预算支出表',
        '单位：元',
        grid(`
          科目编码|<|<|科目名称|合计|基本支出
          类|款|项|^|^|^
          合计|<|<|<|150.00|100.00
          201|32|01|行政运行|150.00|100.00`),
      ),
    ).budgetTables;
    expect(table?.rows).toEqual([
      { label: '合计', cells: [150, 100] },
      { code: '2013201', label: '行政运行', cells: [150, 100] },
    ]);
  });

  it('reads a table whose figures are named only by their heads', () => {
    const [table] = readDisclosure(
      opened(
        '“三公”经费支出预算表',
        '单位：万元',
        grid(`
          合计|因公出国（境）费|公务用车购置及运行费|<|公务接待费
          ^|^|小计|运行费|^
          12.00|0.00|10.00|10.00|2.00`),
      ),
    ).budgetTables;
    expect(table).toMatchObject({
      kind: 'three-public',
      columns: ['合计', '因公出国（境）费', '公务用车购置及运行费/小计', '公务用车购置及运行费/运行费', '公务接待费'],
    });
    expect(table?.rows).toEqual([{ label: '', cells: [12, 0, 10, 10, 2] }]);
  });

  it('takes a row of consecutive figures for what it is', () => {
    const [table] = readDisclosure(
      opened(
        '示例情况表',
        grid(`
          名称|一月|二月|三月|四月
          甲|1|2|3|4
          示例一|1|2|3|4
          示例二|5|6|7|8`),
      ),
    ).budgetTables;
    expect(table?.rows).toEqual([
      { label: '示例一', cells: [1, 2, 3, 4] },
      { label: '示例二', cells: [5, 6, 7, 8] },
    ]);
  });

  it('keeps what it cannot place', () => {
    const { unread, goalSheets } = readDisclosure(opened('关于召开会议的通知', '请各单位准时参加。'));
    expect(goalSheets).toEqual([]);
    expect(unread.map((u) => u.text)).toEqual(['关于召开会议的通知', '请各单位准时参加。']);
  });
});

describe('statements', () => {
  it('reads amounts, changes with their direction, and the unit as printed', () => {
    const { statements } = readDisclosure(
      opened(
        '二、收支情况',
        '2025年预算收支安排500万元，较2024年预算增加80万元，其中：基本支出增加30万元，主要为人员经费较上年度增加20.5万元；公用经费减少9.5万元。',
        '基本支出300元（其中人员经费200万元），“三公”经费预算安排3.00万元，与上年持平。',
      ),
    );
    expect(statements.map((s) => [s.claim, s.value, s.unit, s.direction, s.year])).toEqual([
      ['预算收支', 500, '万元', undefined, 2025],
      ['预算收支', 80, '万元', 'up', undefined],
      ['基本支出', 30, '万元', 'up', undefined],
      ['人员经费', 20.5, '万元', 'up', undefined],
      ['公用经费', 9.5, '万元', 'down', undefined],
      ['基本支出', 300, '元', undefined, undefined],
      ['人员经费', 200, '万元', undefined, undefined],
      ['三公经费', 3, '万元', 'same', undefined],
    ]);
  });
});

describe('running text', () => {
  it('keeps sentences with the titles over them, and titles that have nothing beneath', () => {
    const disclosure = readDisclosure(
      opened(
        '目录',
        '一、部门职责........1',
        '二、专项资金安排情况........2',
        '三、资产情况........3',
        '一、部门职责',
        '（一）主要职责',
        '负责养护道路。',
        '二、专项资金安排情况',
        '三、资产情况',
        '资产情况表',
        grid(`
          项目|数量|价值
          房屋|1|20
          车辆|2|30`),
        '四、其他事项',
        '没有其他需要说明的事项',
      ),
    );
    expect(disclosure.paragraphs).toEqual([
      { section: '一、部门职责/（一）主要职责', text: '负责养护道路。' },
      { section: '二、专项资金安排情况', text: '' },
    ]);
    expect(disclosure.provenance['/paragraphs/1/section']?.[0]?.line).toBe(8);
    expect(disclosure.unread.map((u) => u.text)).toEqual(['目录', '没有其他需要说明的事项']);
  });

  it('leaves prose that says nothing of budgets where nothing found its place', () => {
    const disclosure = readDisclosure(opened('一、时间', '会议于周一召开。'));
    expect(disclosure.paragraphs).toBeUndefined();
    expect(disclosure.unread.map((u) => u.text)).toEqual(['会议于周一召开。']);
  });
});
