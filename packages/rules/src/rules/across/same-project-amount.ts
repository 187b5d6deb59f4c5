import { comparable } from '@jizhun/model';
import { INTEGRATION } from '../../basis.ts';
import { budgetOf, type FundingIndex, type SheetIndex } from '../../disclosure-index.ts';
import { absolute, printExact } from '../../exact.ts';
import { goalSheet, income, right, wrong } from '../../example.ts';
import { defineAcross } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface At {
  document: number;
  sheet: SheetIndex;
  budget: FundingIndex;
}

interface Fact {
  /** The later of two files. */
  one: At;
  other: At;
  byCode: boolean;
}

export default defineAcross({
  id: 'same-project-amount',
  title: '同一项目在两份文件中金额不同',
  severity: 'error',
  scope: 'across',
  why: '同一单位、同一年度的同一个项目（按项目编码，没有编码的按名称），在各份文件中的年度资金应当相同。',
  basis: [`${INTEGRATION}：预算以项目为基本单元，一个项目一个编码`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const seen = new Map<string, At>();
    for (let document = 0; document < indexes.length; document++) {
      const index = indexes[document]!;
      const { unit, fiscalYear } = index.disclosure;
      const own = new Map<string, At | null>();
      for (const sheet of index.sheets) {
        const budget = budgetOf(sheet);
        if (!budget || sheet.sheet.form !== 'goal' || sheet.sheet.scope === 'department') continue;
        const owner = sheet.sheet.unit ?? unit?.name;
        const year = sheet.sheet.fiscalYear ?? fiscalYear;
        const { code, name } = sheet.sheet;
        if (!code && (!owner || !year)) continue;
        const key = code ? `#${code}|${year ?? ''}` : `${comparable(owner ?? '')}|${year}|${comparable(name)}`;
        // Twice in one file: of which of them another file speaks is not known.
        own.set(key, own.has(key) ? null : { document, sheet, budget });
      }
      for (const [key, at] of own) {
        if (!at) continue;
        const known = seen.get(key);
        if (!known) seen.set(key, at);
        else if (known.budget.value !== at.budget.value) yield { one: at, other: known, byCode: key.startsWith('#') };
      }
    }
  },
  report({ one, other, byCode }, indexes) {
    const amount = (at: At) => `${printExact(at.budget.value, '万元')} 万元`;
    const source = indexes[other.document]?.disclosure.source.name ?? '';
    const { sheet } = one.sheet;
    return {
      document: one.document,
      draft: {
        message: `${quote(sheet.name)}${byCode ? `（项目编码 ${sheet.code}）` : ''}${one.budget.line.label}填写为 ${amount(one)}，另一份文件“${source}”中为 ${amount(other)}，相差 ${printExact(absolute(one.budget.value - other.budget.value), '万元')} 万元。`,
        subject: sheetSubject(one.sheet, one.budget.line.label),
        paths: [one.budget.path],
        expected: amount(other),
        actual: amount(one),
        advice: '以批复的预算为准，将两份文件改为相同；一份为调整前、一份为调整后的，写明批次。',
        others: [{ document: other.document, paths: [other.budget.path] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '两份文件中金额不同',
        { sheet: '示例培训经费', row: '预算数' },
        { sheets: [goalSheet('示例培训经费', { code: '999900240000000000001', funding: [income('预算数', 84)] })] },
        { sheets: [goalSheet('示例培训经费', { code: '999900240000000000001', funding: [income('预算数', 48)] })] },
      ),
    ],
    right: [
      right(
        '金额相同；不同单位的同名项目不比较',
        { unit: '示例市示例局', sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 84)] })] },
        { unit: '示例市示例局', sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 84)] })] },
        { unit: '示例市示例中心', sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 12)] })] },
      ),
    ],
  },
});
