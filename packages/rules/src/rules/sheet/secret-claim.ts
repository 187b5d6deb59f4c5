import { DISCLOSURE_2016 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { type Field, fieldsOf, isGoalLabel } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  fields: readonly [Field, ...Field[]];
}

/** Longer texts only mention what is classified. */
const LONGEST = 40;
const CLAIM = /涉密|保密/;
const NOT_FILLED = /(暂不|不予|不便|不宜|不能|未|不)(填报|填写|公开|列出|公布|填列)/;

export default defineRule({
  id: 'secret-claim',
  title: '以涉密为由没有填写',
  severity: 'info',
  scope: 'sheet',
  why: '涉密内容可以不公开，但应当写明依据和批准人。职能、机构涉密，不等于年度目标也涉密；没有目标，资金就没有考核的依据。',
  basis: [`${DISCLOSURE_2016}：涉密信息不予公开，其他内容应当公开`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.withheld) continue;
      const [first, ...rest] = fieldsOf(sheet).filter(
        ({ text }) => text.length <= LONGEST && CLAIM.test(text) && NOT_FILLED.test(text),
      );
      if (first) yield { sheet, fields: [first, ...rest] };
    }
  },
  report({ sheet, fields }) {
    const goals = fields.filter(({ label }) => isGoalLabel(label));
    return {
      message: `${quote(sheet.sheet.name)}的${fields.map(({ label }) => `“${label}”`).join('、')}写作“${fields[0].text}”，没有填写内容。`,
      subject: sheetSubject(sheet, fields[0].label),
      paths: fields.map(({ path }) => path),
      actual: fields[0].text,
      advice:
        goals.length > 0
          ? '写明定密依据和批准人；目标不涉密的部分照常填写。'
          : '写明定密依据和批准人；不涉密的部分照常填写。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '年度目标也不填',
        { sheet: '示例市示例局', row: '单位主要职能' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              attributes: { 单位主要职能: '因职能涉密，暂不填报。', 年度目标: '因职能涉密，暂不填报。' },
              indicators: [indicator('履职/综合工作/示例会议次数', '≥3次')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('整个项目涉密，已注明理由；文中提到涉密', {
        sheets: [
          { ...goalSheet('示例信息化项目', {}), withheld: { reason: '涉密信息化项目' } },
          goalSheet('示例系统建设', {
            attributes: { 年度目标: '完成涉密视频会议系统两套的建设和验收，全年运行无中断。' },
            indicators: [indicator('产出指标/数量指标/示例系统数量', '≥2套')],
          }),
        ],
      }),
    ],
  },
});
