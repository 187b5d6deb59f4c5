import { DISCLOSURE_2016 } from '../../basis.ts';
import type { StatementIndex } from '../../disclosure-index.ts';
import { decimalsOf, type Exact, halfUnit, printExact } from '../../exact.ts';
import { right, statement, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';

interface Fact {
  change: StatementIndex;
  rate: StatementIndex;
  /** The amount of this year; undefined where only the directions differ. */
  level: StatementIndex | undefined;
  /** What the amounts give, in percent; undefined on a base of nothing. */
  computed: number | undefined;
  base: Exact;
}

const SECTION = '二、收入决算情况说明';

function signed({ value, statement: { direction } }: StatementIndex): Exact {
  return direction === 'down' ? -value : value;
}

function isChange({ statement: { direction } }: StatementIndex): boolean {
  return direction === 'up' || direction === 'down';
}

export default defineRule({
  id: 'text-change-rate',
  title: '文字说明中增减的百分比有误',
  severity: 'error',
  scope: 'disclosure',
  why: '增减百分比等于增减额除以上年数（本年数减增减额）；增减额说增加、百分比说下降，或者上年数是 0 还写百分比，都说不通。',
  basis: [`${DISCLOSURE_2016}：说明增减变化情况及原因`],
  parameters: {},
  *find(index): Generator<Fact> {
    const { statements } = index;
    for (let i = 1; i < statements.length; i++) {
      const [change, rate] = [statements[i - 1]!, statements[i]!];
      const { section } = rate.statement;
      if (rate.statement.unit !== '%' || !change.unit || !isChange(change) || !isChange(rate)) continue;
      if (rate.key !== change.key || change.statement.section !== section) continue;
      if (rate.statement.direction !== change.statement.direction) {
        yield { change, rate, level: undefined, computed: undefined, base: 0n };
        continue;
      }
      // The amount itself, told just before: 收入535万元，比上年增加20万元，增长3.88%.
      const level = statements[i - 2];
      if (!level || level.unit !== change.unit || level.key !== change.key || level.statement.section !== section)
        continue;
      if (level.statement.direction || level.value <= 0n) continue;
      const base = level.value - signed(change);
      if (base < 0n) continue;
      const stated = Math.abs(rate.statement.value);
      if (base === 0n) {
        if (stated !== 0) yield { change, rate, level, computed: undefined, base };
        continue;
      }
      const computed = Number((change.value * 10_000_000n) / base) / 100_000;
      const rounding = (100 + computed) * (Number(halfUnit(2, change.unit)) / Number(base));
      if (Math.abs(stated - computed) > 0.5 * 10 ** -decimalsOf(stated) + 2 * rounding + 1e-6)
        yield { change, rate, level, computed, base };
    }
  },
  report({ change, rate, level, computed, base }) {
    const amount = (value: Exact) => `${printExact(value, change.unit)} ${change.unit}`;
    const words = { up: '增加', down: '减少', same: '持平' };
    const { claim, section, value, direction } = rate.statement;
    const printed = `${words[direction ?? 'up']} ${value}%`;
    const where = {
      subject: { section, row: claim },
      paths: [rate.path, change.path, ...(level ? [level.path] : [])],
      actual: printed,
    };
    if (!level) {
      return {
        ...where,
        message: `“${claim}”的金额说${words[change.statement.direction ?? 'up']} ${amount(change.value)}，百分比却说${printed}：增减方向不一致。`,
        expected: words[change.statement.direction ?? 'up'],
        advice: '查明是增加还是减少，改为一致。',
      };
    }
    if (computed === undefined) {
      return {
        ...where,
        severity: 'warning',
        message: `“${claim}”本年 ${amount(level.value)}，增加 ${amount(change.value)}，上年数为 0，却写${printed}：没有上年数，无法计算百分比。`,
        advice: '删去百分比，写明上年没有安排。',
      };
    }
    return {
      ...where,
      yields: true,
      message: `“${claim}”本年 ${amount(level.value)}，${words[direction ?? 'up']} ${amount(change.value)}，上年应为 ${amount(base)}，${printExact(change.value, change.unit)} ÷ ${printExact(base, change.unit)} = ${computed.toFixed(2)}%，文字写作${printed}。`,
      expected: `${computed.toFixed(Math.min(2, Math.max(1, decimalsOf(value))))}%`,
      advice: '核对本年数、增减额和百分比，改正有误的一个。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '535 万元，增加 20 万元，写成增长 3.74%',
        { section: SECTION },
        {
          statements: [
            statement(SECTION, '示例收入', 535),
            statement(SECTION, '示例收入', 20, '万元', 'up'),
            statement(SECTION, '示例收入', 3.74, '%', 'up'),
          ],
        },
      ),
      wrong(
        '金额增加，百分比下降',
        { section: SECTION },
        {
          statements: [
            statement(SECTION, '示例支出', 20, '万元', 'up'),
            statement(SECTION, '示例支出', 3.88, '%', 'down'),
          ],
        },
      ),
    ],
    right: [
      right('相符；只有增减额的不推算', {
        statements: [
          statement(SECTION, '示例收入', 535),
          statement(SECTION, '示例收入', 20, '万元', 'up'),
          statement(SECTION, '示例收入', 3.88, '%', 'up'),
          statement(SECTION, '示例支出', 15, '万元', 'down'),
          statement(SECTION, '示例支出', 3, '%', 'down'),
        ],
      }),
    ],
  },
});
