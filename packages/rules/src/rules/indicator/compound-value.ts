import { type Fix, type Indicator, parseTarget, unitAtStart } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { offered } from '../../fixes.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

const PARTS = /^\s*((?:≥|≤|=)?\d[\d.]*)([^\d,，、；;。（(]{1,8})[,，、；;]\s*((?:≥|≤|=)?\d[\d.]*)([^\d]+?)\s*$/;

/** 250卷档案: 250卷, and what is counted, 档案. */
function counted(figure: string, words: string): { raw: string; noun: string } | undefined {
  const unit = unitAtStart(words);
  return unit ? { raw: `${figure}${words.slice(0, unit.length)}`, noun: words.slice(unit.length) } : undefined;
}

/** The indicator as two, where both figures say what they count. */
function splitOf(at: IndicatorIndex): Fix | undefined {
  const { indicator: one, sheet, path } = at;
  // Two rows cannot share one weight, or what was reached.
  if (one.weight !== undefined || one.score !== undefined) return undefined;
  const halves = one.targets.map(({ raw }) => {
    const [, a = '', wordsA = '', b = '', wordsB = ''] = PARTS.exec(raw) ?? [];
    return { first: counted(a, wordsA), second: counted(b, wordsB) };
  });
  const nouns = new Set(halves.map(({ first, second }) => `${first?.noun}|${second?.noun}`));
  const [{ first, second } = {}] = halves;
  if (nouns.size !== 1 || !first?.noun || !second?.noun || first.noun === second.noun) return undefined;
  const [mine, theirs] = one.level3.includes(first.noun)
    ? [one.level3, one.level3.replace(first.noun, second.noun)]
    : [`${one.level3}（${first.noun}）`, `${one.level3}（${second.noun}）`];
  const year = sheet.sheet.fiscalYear;
  const other: Indicator = {
    ...one,
    level3: theirs,
    targets: one.targets.map((target, i) => {
      const raw = halves[i]?.second?.raw ?? '';
      const { period, month, column } = target;
      const place = { period, ...(month === undefined ? {} : { month }), ...(column === undefined ? {} : { column }) };
      return {
        ...place,
        raw,
        ...parseTarget(raw, { name: theirs, ...(year === undefined ? {} : { fiscalYear: year }) }),
      };
    }),
  };
  const next = Number(path.slice(path.lastIndexOf('/') + 1)) + 1;
  return {
    title: `分成“${mine}”和“${theirs}”`,
    edits: [
      ...(mine === one.level3 ? [] : [{ path: `${path}/level3`, from: one.level3, to: mine }]),
      ...one.targets.map(({ raw }, i) => ({ path: `${path}/targets/${i}/raw`, from: raw, to: halves[i]?.first?.raw })),
      { path: `${sheet.path}/indicators/${next}`, from: undefined, to: other },
    ],
  };
}

export default defineRule({
  id: 'compound-value',
  title: '一个指标值写了两个数',
  severity: 'info',
  scope: 'indicator',
  why: '一个指标里有两个数量，一个完成、一个没完成时无法打分。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(
      index,
      ({ target: { value, raw } }) =>
        value === null && raw.length <= 24 && /\d[\d.]*[^\d,，、；;。（(]{1,8}[,，、；;]\s*\d[\d.]*[^\d]/.test(raw),
    ))
      yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    return {
      message: `${quote(at.indicator.level3)}${printedTargets(targets)}：一个指标值里有两个数。`,
      subject: indicatorSubject(at),
      paths: targets.map(({ path }) => path),
      actual: target.raw,
      ...offered(splitOf(at)),
      advice: '分成两个指标，各写一个数。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '档案和散件',
        { level3: '示例档案整理数量' },
        {
          sheets: [
            goalSheet('示例项目', {
              indicators: [indicator('产出指标/数量指标/示例档案整理数量', '250卷档案,2800卷散件')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('分成两个', {
        sheets: [
          goalSheet('示例项目', {
            indicators: [
              indicator('产出指标/数量指标/示例档案整理数量', '250卷'),
              indicator('产出指标/数量指标/示例散件整理数量', '2800卷'),
            ],
          }),
        ],
      }),
    ],
  },
});
