import { DISCLOSURE_2016 } from '../../basis.ts';
import type { StatementIndex } from '../../disclosure-index.ts';
import { decimalsOf, halfUnit, printExact } from '../../exact.ts';
import { right, statement, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';

interface Fact {
  share: StatementIndex;
  part: StatementIndex;
  whole: StatementIndex;
  computed: number;
}

const SECTION = '三、支出决算情况说明';
const WHOLE = /(收入|支出)(合计|总计|总额)?$/;

export default defineRule({
  id: 'text-share',
  title: '文字说明中的占比与金额不符',
  severity: 'error',
  scope: 'disclosure',
  why: '占比等于这一项的金额除以合计；与金额对不上的，金额、合计、占比三者中有一个是错的。',
  basis: [`${DISCLOSURE_2016}：公开的说明应当与公开表的数字相符`],
  parameters: {},
  *find(index): Generator<Fact> {
    const { statements } = index;
    let whole: StatementIndex | undefined;
    for (let i = 0; i < statements.length; i++) {
      const one = statements[i]!;
      const before = statements[i - 1];
      if (whole && whole.statement.section !== one.statement.section) whole = undefined;
      const level = one.unit && !one.statement.direction;
      // 本年支出合计500万元，其中：基本支出450万元，占90%: the shares that follow are of this total.
      if (level && /^本年/.test(one.statement.claim) && WHOLE.test(one.key)) whole = one;
      if (one.statement.unit !== '%' || !/占$/.test(one.key) || !before?.unit || !whole || whole === before) continue;
      if (before.key !== one.key.replace(/占$/, '') || before.statement.direction || before.unit !== whole.unit)
        continue;
      if (whole.value <= 0n || before.value > whole.value || before.value < 0n) continue;
      const computed = Number((before.value * 10_000_000n) / whole.value) / 100_000;
      const amounts = (100 + computed) * (Number(halfUnit(2, whole.unit)) / Number(whole.value));
      const { value } = one.statement;
      if (Math.abs(value - computed) > 0.5 * 10 ** -decimalsOf(value) + amounts + 1e-6)
        yield { share: one, part: before, whole, computed };
    }
  },
  report({ share, part, whole, computed }) {
    const { section, claim, value } = share.statement;
    const unit = whole.unit ?? '';
    const shown = `${computed.toFixed(Math.min(2, Math.max(1, decimalsOf(value))))}%`;
    return {
      yields: true,
      message: `“${part.statement.claim}”${printExact(part.value, part.unit)} ÷ “${whole.statement.claim}”${printExact(whole.value, whole.unit)} ${unit} = ${computed.toFixed(2)}%，文字写作占 ${value}%。`,
      subject: { section, row: claim },
      paths: [share.path, part.path, whole.path],
      expected: shown,
      actual: `${value}%`,
      advice: '核对这一项的金额、合计和占比，改正有误的一个。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '450 万元占 500 万元，写成 95%',
        { section: SECTION },
        {
          statements: [
            statement(SECTION, '本年支出合计', 500),
            statement(SECTION, '示例基本支出', 450),
            statement(SECTION, '示例基本支出占', 95, '%'),
          ],
        },
      ),
    ],
    right: [
      right('相符；四舍五入；说的是别的合计', {
        statements: [
          statement(SECTION, '本年支出合计', 535),
          statement(SECTION, '示例基本支出', 450),
          statement(SECTION, '示例基本支出占', 84.1, '%'),
          statement('四、示例情况', '示例示范支出', 45),
          statement('四、示例情况', '示例示范支出占', 12, '%'),
        ],
      }),
    ],
  },
});
