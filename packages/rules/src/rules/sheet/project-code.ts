import { INTEGRATION } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  code: string;
  what: 'shape' | 'year';
  /** Of another year than the sheet's: the year in the code. */
  year?: number;
}

export default defineRule({
  id: 'project-code',
  title: '项目编码的写法不合规定',
  severity: 'warning',
  scope: 'sheet',
  why: '项目编码在预算管理一体化系统中由系统生成，位数和组成固定；少一位、多一位，汇总和公开时就对不上。',
  basis: [`${INTEGRATION}：项目编码规则`],
  parameters: {
    pattern: { title: '项目编码的写法（正则表达式）', default: String.raw`^\d{6}\d{2}[A-Z][0-9A-Z]{12}$` },
    meaning: { title: '项目编码的组成', default: '21位：行政区划6位、年度2位、项目类别1位字母、顺序码12位' },
    own: { title: '写法是本地规定的（不是全国通行的）', default: false },
  },
  *find(index, { pattern }): Generator<Fact> {
    const shape = new RegExp(pattern);
    for (const sheet of index.sheets) {
      const code = (sheet.sheet.code ?? '').replace(/\s/g, '');
      // Only what is meant as such a code: places number projects in ways of their own as well.
      if (sheet.sheet.scope === 'department' || !/^\d{6,8}[A-Z]?[0-9A-Z]{8,}$/.test(code)) continue;
      if (!shape.test(code)) yield { sheet, code, what: 'shape' };
      else {
        const year = 2000 + Number(code.slice(6, 8));
        const fiscalYear = sheet.sheet.fiscalYear ?? index.disclosure.fiscalYear;
        // A project lives on for years under its first code; it cannot be older than its code.
        if (fiscalYear !== undefined && year > fiscalYear + 1) yield { sheet, code, what: 'year', year };
      }
    }
  },
  report({ sheet, code, what, year }, _index, { meaning, own }) {
    return {
      ...(own && what === 'shape' ? {} : { severity: 'info' as const }),
      message:
        what === 'shape'
          ? `${quote(sheet.sheet.name)}的项目编码填写为 ${code}（${code.length} 位），应为${meaning}。`
          : `${quote(sheet.sheet.name)}的项目编码 ${code} 中的年度为 ${year} 年，晚于预算年度。`,
      subject: sheetSubject(sheet, '项目编码'),
      paths: [`${sheet.path}/code`],
      expected: meaning,
      actual: code,
      advice: '照录预算管理一体化系统中的项目编码。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '少了一位',
        { sheet: '示例培训经费', row: '项目编码' },
        { sheets: [goalSheet('示例培训经费', { code: '99990024P0000000001', funding: [income('预算数', 84)] })] },
      ),
    ],
    right: [
      right('21 位；本地自编的编号不核对', {
        sheets: [
          goalSheet('示例培训经费', { code: '99990024P000000000001', funding: [income('预算数', 84)] }),
          goalSheet('示例宣传经费', { code: '2024-017', funding: [income('预算数', 25)] }),
        ],
      }),
    ],
  },
});
