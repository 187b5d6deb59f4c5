import { fenWithin, unitKindOf } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { budgetOf, type FundingIndex, type SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  count: TargetAt;
  price: TargetAt;
  cost: bigint;
  budget: FundingIndex;
}

/** 2万元/个 at least; an upper bound (≤5000元/人) does not say what is spent. */
function priceOf({ target: { unit, value, operator } }: TargetAt): { fen: bigint; per: string } | undefined {
  const m = /^(元|万元|万)(?:\/|每)(.+)$/.exec(unit ?? '');
  if (!m || value === null || operator === '<=' || operator === '<' || operator === '~') return undefined;
  const fen = fenWithin(value, m[1] === '元' ? '元' : '万元');
  return fen === null ? undefined : { fen: BigInt(fen), per: m[2]! };
}

function planned(sheet: SheetIndex, wanted: RegExp): TargetAt[] {
  return sheet.indicators.flatMap((at) => {
    const found = wanted.test(at.indicator.kind) ? targetOf(at, 'FY') : undefined;
    return found ? [{ at, ...found }] : [];
  });
}

/** Whether what is counted is what the price is for: 144个 村 and 10万元/村. */
function sameThing({ at, target: { unit } }: TargetAt, per: string): boolean {
  const name = at.indicator.level3;
  const thing = per.replace(/[·.].*$/, '');
  return (
    unit === thing ||
    (unit === null && name.includes(thing)) ||
    ((unit === '个' || unit === null) && name.includes(thing))
  );
}

export default defineRule({
  id: 'qty-times-price',
  title: '数量乘单价超过预算',
  severity: 'warning',
  scope: 'sheet',
  why: '数量指标乘以单位成本，就是要花的钱。比预算还多，说明数量、标准或者预算有一个填错了。',
  basis: [`${INDICATORS_2021}：成本指标一般采用单位成本，应当与预算相匹配`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const budget = budgetOf(sheet);
      if (sheet.sheet.scope === 'department' || !budget || budget.value <= 0n) continue;
      const counts = planned(sheet, /^output\.quantity$/).filter(
        ({ target: { value, operator, unit } }) =>
          value !== null &&
          value > 0 &&
          operator !== '<=' &&
          operator !== '<' &&
          (unit === null || unitKindOf(unit) === 'count'),
      );
      const prices = planned(sheet, /cost/).flatMap((one) => {
        const price = priceOf(one);
        return price ? [{ ...one, price }] : [];
      });
      // The lowest of several bands: so much it costs at least.
      prices.sort((a, b) => (a.price.fen < b.price.fen ? -1 : 1));
      for (const count of counts) {
        const price = prices.find((one) => sameThing(count, one.price.per));
        if (!price) continue;
        const cost = (BigInt(Math.round(count.target.value! * 100)) * price.price.fen) / 100n;
        if (cost * 100n > budget.value * 101n) {
          yield { count, price, cost, budget };
          break;
        }
      }
    }
  },
  report({ count, price, cost, budget }) {
    const amount = (fen: bigint): string => `${printExact(fen, '万元')} 万元`;
    return {
      message: `${quote(count.at.indicator.level3)} ${count.target.raw}，${quote(price.at.indicator.level3)}最低 ${price.target.raw}，至少要 ${amount(cost)}，超过年度资金 ${amount(budget.value)}。`,
      subject: indicatorSubject(price.at),
      paths: [price.path, count.path, budget.path],
      expected: `≤${amount(budget.value)}`,
      actual: amount(cost),
      advice: '核对数量、标准和预算；只补助其中一部分的，数量写实际补助的个数。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '144 个村，每村至少 10 万元',
        { level3: '五千人以上村标准' },
        {
          sheets: [
            goalSheet('示例整治资金', {
              funding: [income('年度资金总额', 730)],
              indicators: [
                indicator('产出指标/数量指标/补助示例村数量', '144个'),
                indicator('产出指标/成本指标/五千人以上村标准', '10万元/村'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('29 个社区，每个 3 万元，正好 87 万元；上限不算', {
        sheets: [
          goalSheet('示例服务资金', {
            funding: [income('年度资金总额', 87)],
            indicators: [
              indicator('产出指标/数量指标/服务示例社区数量', '29个'),
              indicator('产出指标/成本指标/示例社区奖励标准', '3万元/个'),
            ],
          }),
          goalSheet('示例活动资金', {
            funding: [income('年度资金总额', 8)],
            indicators: [
              indicator('产出指标/数量指标/示例活动人数', '≥100人'),
              indicator('产出指标/成本指标/示例活动人均成本', '≤5000元/人'),
            ],
          }),
        ],
      }),
    ],
  },
});
