import { DISCLOSURE_2016 } from '../../basis.ts';
import type { TableIndex } from '../../disclosure-index.ts';
import { paragraph, right, table, wrong } from '../../example.ts';
import { type Sentence, sentencesOf } from '../../prose.ts';
import { defineRule } from '../../rule.ts';
import { listed } from '../../wording.ts';

interface Unfounded {
  sentence: Sentence;
  table: TableIndex;
  uses: string[];
}

const SECTION = '三、机关运行经费安排情况';

/** Uses as prose names them, with the items of 支出经济分类科目 (财预〔2017〕98号) that would hold them. */
const USES: readonly [RegExp, readonly string[]][] = [
  [/印刷费/, ['30202']],
  [/水电费|水费|电费/, ['30205', '30206']],
  [/邮电费/, ['30207']],
  [/取暖费/, ['30208']],
  [/物业(管理)?费/, ['30209']],
  [/差旅费/, ['30211']],
  [/(?<!车辆|用车|运行)(维修\(护\)费|维修费|维护费|日常维修)/, ['30213']],
  [/租赁费/, ['30214']],
  [/会议费/, ['30215']],
  [/培训费/, ['30216']],
  [/工会经费/, ['30228']],
  [/公务用车运行维护费/, ['30231']],
];

export default defineRule({
  id: 'running-cost-without-line',
  title: '机关运行经费的用途在表中没有',
  severity: 'warning',
  scope: 'disclosure',
  why: '机关运行经费就是公用经费，说明列举的用途应当在基本支出表的商品和服务支出中有相应的款；一款也没有，说明多半是照抄的。',
  basis: [
    `${DISCLOSURE_2016}：应当公开机关运行经费安排情况并作出说明`,
    '《支出经济分类科目改革方案》（财预〔2017〕98号）',
  ],
  parameters: {
    lines: { title: '基本支出表至少列有几款商品和服务支出才核对', default: 3 },
    uses: { title: '至少有几项用途在表中没有才报', default: 2 },
  },
  *find(index, { lines, uses: fewest }): Generator<Unfounded> {
    const [basic] = index.tablesOf('basic-expenditure');
    if (!basic) return;
    const codes = new Set(basic.rows.map(({ code }) => code).filter((code) => /^302\d\d$/.test(code)));
    if (codes.size < lines) return;
    for (const sentence of sentencesOf(index)) {
      const m = /机关运行经费[^。;]*?\d[^。;]*?(?:用于|包括)(.+)$/.exec(sentence.text);
      if (!m?.[1]) continue;
      const words = m[1];
      const uses = USES.flatMap(([use, items]) => {
        const named = use.exec(words);
        return named && !items.some((item) => codes.has(item)) ? [named[0]] : [];
      });
      if (uses.length >= fewest) yield { sentence, table: basic, uses };
    }
  },
  report({ sentence, table: basic, uses }) {
    return {
      message: `机关运行经费说明的用途${listed(uses, 6)}，《${basic.table.title}》的商品和服务支出中都没有相应的款。`,
      subject: { section: sentence.section, row: '机关运行经费' },
      paths: [sentence.path, basic.path],
      advice: '按基本支出表中商品和服务支出的各款改写用途；表中漏列的，补入表中。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '说明取暖费、物业管理费，表中没有',
        { section: SECTION, row: '机关运行经费' },
        {
          tables: [basicTable()],
          paragraphs: [paragraph(SECTION, '机关运行经费安排9万元，主要用于水电费、取暖费、物业管理费等支出。')],
        },
      ),
    ],
    right: [
      right('用途在表中都有', {
        tables: [basicTable()],
        paragraphs: [paragraph(SECTION, '机关运行经费安排9万元，主要用于办公费、邮电费、差旅费等支出。')],
      }),
      right('名词解释不是本单位的说明', {
        tables: [basicTable()],
        paragraphs: [
          paragraph('十、名词解释', '机关运行经费：是指公用经费，包括办公及印刷费、办公用房取暖费、物业管理费。'),
        ],
      }),
    ],
  },
});

function basicTable() {
  return table(
    'basic-expenditure',
    '部门预算基本支出表',
    ['合计', '人员经费', '公用经费'],
    [
      ['合计', 9, null, 9],
      ['302 商品和服务支出', 9, null, 9],
      ['30201 办公费', 4, null, 4],
      ['30207 邮电费', 3, null, 3],
      ['30211 差旅费', 2, null, 2],
    ],
  );
}
