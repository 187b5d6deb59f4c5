import { describe, expect, it } from 'vitest';
import { opened } from '../../test/grid.ts';
import { readDisclosure } from '../index.ts';

/** Statements as a person would note them: claim, value, unit, direction, year. */
function said(...lines: string[]): string[] {
  return readDisclosure(opened(...lines)).statements.map((s) =>
    [s.claim, s.value, s.max, s.unit, s.direction, s.year].filter((x) => x !== undefined).join(' '),
  );
}

describe('figures in prose', () => {
  it('says a share and a degree of completion of the noun before', () => {
    expect(
      said(
        '2022年度培训费支出年初预算为12000.00元，支出决算为9,000.00元，完成年初预算的75%，占支出总额的1.5%，比上年减少450.00元，下降4.76%。',
      ),
    ).toEqual([
      '培训费支出年初预算 12000 元 2022',
      '培训费支出决算 9000 元',
      '培训费支出决算完成年初预算 75 %',
      '培训费支出决算占支出总额 1.5 %',
      '培训费支出决算 450 元 down',
      '培训费支出决算 4.76 % down',
    ]);
  });

  it('keeps growth with its noun after a share', () => {
    expect(said('一般公共预算收入完成81000万元，占调整预算的100%，同比下降6.8%，增幅为2.1个百分点。')).toEqual([
      '一般公共预算收入完成 81000 万元',
      '一般公共预算收入占调整预算 100 %',
      '一般公共预算收入完成 6.8 % down',
      '一般公共预算收入完成 2.1 个百分点 up',
    ]);
  });

  it('leaves the name of the unit, ordinals and reasons out of the claim', () => {
    expect(
      said(
        '示例县示例局2024年一般公共预算支出79万元。',
        '（三）公务用车购置费支出预算25万元，与2023年预算一致，持平原因主要是预计购置车辆2辆，比上年度少3辆。',
      ),
    ).toEqual([
      '一般公共预算支出 79 万元 2024',
      '公务用车购置费支出预算 25 万元 same',
      '购置车辆 2 辆',
      '购置车辆 3 辆 down',
    ]);
  });

  it('takes the topic of its paragraph, or the heading over it, where a clause names none', () => {
    expect(
      said(
        '（二）公务接待费。2024年预算支出11.77万元，比2023年预算减少0.13万元。',
        '（三）会议费',
        '年初预算为3万元。',
      ),
    ).toEqual(['公务接待费预算支出 11.77 万元 2024', '公务接待费预算支出 0.13 万元 down', '会议费年初预算 3 万元']);
  });

  it('reads 万 of money, totals in other words, signs and comparisons', () => {
    expect(
      said(
        '培训费决算数合计为1000.86万，其中：市内10.5万、市外20万人次；决算数相较于上年增加3.2万元。',
        '加上转移性收入5万元，收入总计60万元，与2023年相比增加-4万元。',
        '安排出国团组0个，累计0人次。',
      ),
    ).toEqual([
      '培训费决算数 1000.86 万元',
      '市内 10.5 万',
      '市外 20 万人次',
      '决算数 3.2 万元 up',
      '转移性收入 5 万元',
      '收入总计 60 万元',
      '收入总计 -4 万元 up',
      '安排出国团组 0 个',
      '安排出国团组 0 人次',
    ]);
  });
});

describe('figures whose noun stands elsewhere', () => {
  it('finds it in a clause that says only that nothing changed', () => {
    expect(said('培训费支出5万元，比去年增加1万元，会议费支出比预算无增减变化，比去年增加0.5万元，增长50%。')).toEqual([
      '培训费支出 5 万元',
      '培训费支出 1 万元 up',
      '会议费支出 0.5 万元 up',
      '会议费支出 50 % up',
    ]);
  });

  it('goes back to the noun before a bracket, and says two counts of one thing', () => {
    expect(said('国内公务接待共312批次(其中外事接待2批次)，4228人次（其中外事接待9人次）。')).toEqual([
      '国内公务接待 312 批次',
      '外事接待 2 批次',
      '国内公务接待 4228 人次',
      '外事接待 9 人次',
    ]);
  });

  it('takes the item of a functional subject', () => {
    expect(
      said(
        '1.教育支出（类）普通教育（款）小学教育支出（项）：支出决算为67.64万元，完成预算89.53%。',
        '2.教育支出（类）普通教育（款）初中教育（项）2024年预算数为9万元。',
      ),
    ).toEqual(['小学教育支出决算 67.64 万元', '小学教育支出决算完成预算 89.53 %', '初中教育 9 万元 2024']);
  });

  it('tells lists apart by their order, and leaves those that do not fit', () => {
    expect(
      said(
        '货物、工程、服务采购额分别为7.1万元、14.8万元和11.7万元，占采购总额比例为22%、43%和35%。',
        '培训费21万元，会议费43万元。与上年预算数相比，分别减少2万元、3万元。',
        '基本支出、项目支出分别为7万元、8万元和9万元。',
      ),
    ).toEqual([
      '货物采购额 7.1 万元',
      '工程采购额 14.8 万元',
      '服务采购额 11.7 万元',
      '培训费 21 万元',
      '会议费 43 万元',
      '培训费 2 万元 down',
      '会议费 3 万元 down',
    ]);
  });

  it('reads forms that nobody adapted, and 增 and 减 alone', () => {
    expect(
      said(
        '培训费2万元，较2021年预算增长（下降）0%，增加（减少）0万元。',
        '会议费较上年减5万元，减1.5%。',
        '2023年，接待费3万元。',
        '（四）接待费',
        '2022年预算安排0万元，与2021年预算持平。',
      ),
    ).toEqual([
      '培训费 2 万元',
      '培训费 0 % same',
      '培训费 0 万元 same',
      '会议费 5 万元 down',
      '会议费 1.5 % down',
      '接待费 3 万元 2023',
      '接待费预算 0 万元 same 2022',
    ]);
  });

  it('reads figures that a blank parts, groups with their people, and 和年初预算持平', () => {
    expect(
      said('公务用车运行维护费1, 537.4万元，和年初预算持平；安排因公出国1个团组8人次；收入完成9亿元，完成预算的90%。'),
    ).toEqual([
      '公务用车运行维护费 1537.4 万元 same',
      '安排因公出国 1 个团组',
      '安排因公出国 8 人次',
      '收入完成 9 亿元',
      '收入完成预算 90 %',
    ]);
  });

  it('reads shares of a figure, 增收 and 高于, and takes no row of a table for a clause', () => {
    expect(
      said(
        '财政收入23992万元，占年度预算22443万元的106.9%，较上年21012万元，增收2980万元，增幅14.2%。',
        '培训费5万元，高于预算数1.1万元。',
        '企业所得税 564 600 850 141.67% 50.71%',
      ),
    ).toEqual([
      '财政收入 23992 万元',
      '财政收入占年度预算 106.9 %',
      '上年数 21012 万元',
      '财政收入 2980 万元 up',
      '财政收入 14.2 % up',
      '培训费 5 万元',
      '培训费 1.1 万元 up',
    ]);
  });

  it('keeps last year apart, and takes a noun after a verb of giving', () => {
    expect(
      said('培训费支出251万元，比上年累计支出285万元下降34万元。主要是新增了605.99万元国债资金，用于建设。'),
    ).toEqual(['培训费支出 251 万元', '上年支出 285 万元', '培训费支出 34 万元 down', '国债资金 605.99 万元']);
  });
});

describe('lines that a page broke', () => {
  const lines = [
    '二、机关运行情况说明',
    '2024年度一般公共预算财政拨款安排的培训费决算',
    '总额为5.48万元，比去年增加1.55万元，其中会议费1.5万',
    '元；增加的原因是本年培训任务较多，参加的单位由本级',
    '—12—',
    '扩大到各个街道，购置教材的费用相应有所增加，公务接',
    '待费支出决算比预算没有变化，比去年增加0.5万元，增加',
    '的原因是各地前来学习的人较多，接待的次数因此上升。',
  ];

  it('are put together, over the number of a page too', () => {
    const { statements, paragraphs, provenance, unread } = readDisclosure({
      ...opened(...lines),
      source: { name: '示例.txt', sha256: '0'.repeat(64), mediaType: 'text/plain' },
    });
    expect(statements.map((s) => [s.claim, s.value, s.unit])).toContainEqual(['会议费', 1.5, '万元']);
    expect(paragraphs?.map((p) => p.text.length)).toEqual([157]);
    expect(provenance['/paragraphs/0/text']?.map((o) => o.line)).toEqual([2, 3, 4, 6, 7, 8]);
    const at = statements.findIndex((s) => s.claim === '会议费');
    expect(provenance[`/statements/${at}`]).toMatchObject([{ line: 3, printed: '1.5万元' }]);
    expect(unread).toEqual([]);
  });

  it('are no titles where a figure stands in them', () => {
    const broken = [
      ...lines,
      '（二）社会保障和就业支出类科目116433.12元，占支',
      '出总预算10.73%，同比增加16803.36元。',
    ];
    const { statements } = readDisclosure({
      ...opened(...broken),
      source: { name: '示例.txt', sha256: '0'.repeat(64), mediaType: 'text/plain' },
    });
    expect(statements.slice(-3).map((s) => [s.claim, s.value])).toEqual([
      ['社会保障和就业支出类科目', 116433.12],
      ['社会保障和就业支出类科目占支出总预算', 10.73],
      ['社会保障和就业支出类科目', 16803.36],
    ]);
  });

  it('are left alone where lines are paragraphs', () => {
    const { paragraphs } = readDisclosure({
      ...opened('培训费5万元。', '会议费3万元。', '接待费1万元。'),
      source: { name: '示例.txt', sha256: '0'.repeat(64), mediaType: 'text/plain' },
    });
    expect(paragraphs).toHaveLength(3);
  });
});

describe('what a document is called', () => {
  it('takes title and unit from the line at its top', () => {
    const { title, unit, place } = readDisclosure(
      opened('首页 > 公开', '寿县示例局2022年“三公”经费预算情况', '日期：2022-03-01', '三公经费预算79万元。'),
    );
    expect(title).toBe('寿县示例局2022年“三公”经费预算情况');
    expect(unit).toEqual({ name: '寿县示例局' });
    expect(place?.adcode).toBe('340422');
    expect(readDisclosure(opened('示例市示例局', '关于2024年决算的报告', '收入5万元。')).unit?.name).toBe(
      '示例市示例局',
    );
    expect(readDisclosure(opened('示例市示例局财政拨款“三公”经费2022年预算说明', '收入5万元。')).unit?.name).toBe(
      '示例市示例局',
    );
    expect(readDisclosure(opened('2023年度示例市示例中心部门决算', '总收入5万元。')).unit?.name).toBe('示例市示例中心');
  });
});
