import { comparable, unitKindOf } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, plannedTargets, type TargetAt, wordsAfterFigure } from '../../indicators.ts';
import { defineGathered } from '../../rule.ts';
import { isRateName, listed, periodWord, quote } from '../../wording.ts';

interface NameFact extends TargetAt {
  kind: 'name';
  words: string;
}
/** A unit in words that stand for it, or written right. */
interface UnitFact extends TargetAt {
  kind: 'unit';
  words: string;
}
interface WordingFact {
  kind: 'wording';
  same: readonly TargetAt[];
  /** Sheets that write the unit so, and how many write it right. */
  sheets: ReadonlySet<SheetIndex>;
  right: number;
  words: string;
  meant: string;
}

/** Words that stand for a unit and that everyone reads right. */
const WORDINGS: Readonly<Record<string, string>> = { 百分比: '%', 人数: '人' };
const RIGHT: ReadonlySet<string> = new Set(Object.values(WORDINGS));

/** Words behind the figure that name what is measured instead of its unit. */
function repeatsName(words: string, name: string): boolean {
  const a = comparable(words);
  const b = comparable(name);
  if (a.length < 2 || unitKindOf(words) !== undefined) return false;
  return a === b || (a.length > 2 && b.includes(a)) || /(数量|人数|满意度|满意率|率|情况|指标)$/.test(a);
}

export default defineGathered({
  id: 'unit-garbled',
  title: '计量单位写法有误',
  severity: 'error',
  scope: 'indicator',
  why: '计量单位处写了指标名称（如“≥90干部职工满意度”“134行政村数量”），看不出是百分比还是个数；“百分比”应写作“%”，“人数”应写作“人”。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<NameFact | UnitFact> {
    for (const one of plannedTargets(index)) {
      const { target, at } = one;
      if (target.value === null || target.notAfter) continue;
      const words = wordsAfterFigure(target);
      if (!words) continue;
      if (WORDINGS[words] || RIGHT.has(words)) yield { ...one, kind: 'unit', words };
      else if (repeatsName(words, at.indicator.level3)) yield { ...one, kind: 'name', words };
    }
  },
  *gather(facts): Generator<NameFact | WordingFact> {
    const written = new Map<string, UnitFact[]>();
    for (const fact of facts) {
      if (fact.kind === 'name') yield fact;
      else {
        const same = written.get(fact.words);
        if (same) same.push(fact);
        else written.set(fact.words, [fact]);
      }
    }
    // One habit of the whole file, not a slip in each sheet.
    for (const [words, same] of written) {
      const meant = WORDINGS[words];
      if (meant === undefined) continue;
      const sheets = new Set(same.map(({ at }) => at.sheet));
      const right = new Set(written.get(meant)?.map(({ at }) => at.sheet));
      const others = [...right].filter((sheet) => !sheets.has(sheet));
      yield { kind: 'wording', same, words, meant, sheets, right: others.length };
    }
  },
  report(fact) {
    if (fact.kind === 'wording') {
      const { same, words, meant, sheets, right: others } = fact;
      const [first] = same as [TargetAt, ...TargetAt[]];
      const where = sheets.size > 1 ? `${sheets.size} 张表` : quote(first.at.sheet.sheet.name);
      const inconsistent = others > 0 ? `，另 ${others} 张表写作“${meant}”，前后不一` : '';
      return {
        severity: 'info',
        message: `${where}中${listed(same.map(({ at }) => at.indicator.level3))}的计量单位写作“${words}”，应为“${meant}”${inconsistent}。`,
        subject: indicatorSubject(first.at),
        paths: same.map(({ path }) => path),
        expected: first.target.raw.replace(words, meant),
        actual: first.target.raw,
        advice: `将“${words}”改为“${meant}”。`,
        fix: {
          title: `“${words}”改为“${meant}”`,
          edits: same.map(({ path, target }) => ({
            path: `${path}/raw`,
            from: target.raw,
            to: target.raw.replace(words, meant),
          })),
        },
      };
    }
    const { at, target, path, words } = fact;
    const { level3 } = at.indicator;
    const figure = target.raw.replace(words, '');
    const meant = isRateName(level3) ? `${figure}%` : undefined;
    return {
      message: `${quote(level3)}${periodWord(target)}填写为 ${target.raw}：计量单位处写的是“${words}”，不是单位。`,
      subject: indicatorSubject(at),
      paths: [path],
      ...(meant ? { expected: meant } : {}),
      actual: target.raw,
      ...(meant
        ? {
            fix: {
              title: `改为 ${meant}`,
              edits: [{ path: `${path}/raw`, from: target.raw, to: meant }],
            },
          }
        : {}),
      advice: meant ? `改为 ${meant}。` : `在 ${figure} 后写明单位，如个、人、次。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '单位处写的是满意度',
        { level3: '干部职工满意度' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              indicators: [indicator('满意度指标/服务对象满意度指标/干部职工满意度', '≥90干部职工满意度')],
            }),
          ],
        },
      ),
      wrong(
        '单位处写的是名称',
        { level3: '行政村数量' },
        {
          sheets: [
            goalSheet('示例办公经费', { indicators: [indicator('产出指标/数量指标/行政村数量', '134行政村数量')] }),
          ],
        },
      ),
      wrong(
        '百分比不写作 %',
        { sheet: '示例补贴', level3: '专款专用率' },
        { sheets: [goalSheet('示例补贴', { indicators: [indicator('产出指标/质量指标/专款专用率', '100百分比')] })] },
      ),
    ],
    right: [
      right('单位后写明对象', {
        sheets: [
          goalSheet('示例补贴', {
            indicators: [
              indicator('产出指标/数量指标/行政村数量', '134个'),
              indicator('产出指标/数量指标/党建指导员配备', '4名指导员'),
              indicator('产出指标/时效指标/完成时间', '2024年12月底前'),
              indicator('产出指标/成本指标/补助标准', '2-5万元/个'),
            ],
          }),
        ],
      }),
    ],
  },
});
