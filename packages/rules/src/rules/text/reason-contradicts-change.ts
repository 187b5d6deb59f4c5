import { DISCLOSURE_2016 } from '../../basis.ts';
import type { StatementIndex } from '../../disclosure-index.ts';
import { paragraph, right, statement, wrong } from '../../example.ts';
import { type Sentence, sentencesOf } from '../../prose.ts';
import { defineRule } from '../../rule.ts';

interface Contradiction {
  sentence: Sentence;
  /** What the reason says. */
  reason: string;
  direction: 'up' | 'down';
  stated: StatementIndex;
}

const SECTION = '3、比上年增减情况';
const OTHER = '四、“三公”经费预算情况';

/** Costs whose change a disclosure must state by itself, as a reason names them and as a statement does. */
const COSTS: readonly { reason: RegExp; claim: RegExp }[] = [
  {
    reason: /(?:车辆|公务用车|公车)[^。;]{0,8}?(?:运行维护|运维|维护|维修|运行)费?用?/,
    claim: /^公务用车(运行维护|运维|运行)(费|费用)$/,
  },
  { reason: /公务接待费?用?/, claim: /^公务接待(费|费用)$/ },
  { reason: /因公出国\(?境?\)?(?:费|费用)?/, claim: /^因公出国境?(费|费用)$/ },
];

const REASON = /(?:主要由于|主要是由于|主要是因为|主要原因是|原因是|由于|因为|主要是)([^。;]{2,60})/g;

export default defineRule({
  id: 'reason-contradicts-change',
  title: '增减原因与另一处说明矛盾',
  severity: 'error',
  scope: 'disclosure',
  why: '一处说某项费用增加是经费增加的原因，另一处又说这项费用与上年持平或减少，两处至少有一处写错。',
  basis: [`${DISCLOSURE_2016}：应当对预算增减变化的情况和原因作出说明`],
  parameters: {},
  *find(index): Generator<Contradiction> {
    for (const sentence of sentencesOf(index)) {
      for (const [, words = ''] of sentence.text.matchAll(REASON)) {
        for (const { reason, claim } of COSTS) {
          const m = new RegExp(`${reason.source}[^。;,]{0,4}?(增加|增长|上升|减少|下降|压减)`).exec(words);
          if (!m) continue;
          const direction = /增|升/.test(m[1] ?? '') ? 'up' : 'down';
          const all = index.statements.filter((one) => claim.test(one.key) && one.statement.direction);
          // Said once in this direction: the reason may speak of that.
          if (all.some((one) => one.statement.direction === direction)) continue;
          const stated = all[0];
          if (stated) yield { sentence, reason: m[0], direction, stated };
        }
      }
    }
  },
  report({ sentence, reason, stated }) {
    const { claim, section, direction } = stated.statement;
    const said = direction === 'same' ? '与上年持平' : direction === 'up' ? '比上年增加' : '比上年减少';
    return {
      message: `文字说明把“${reason}”作为增减的原因，而“${section}”说“${claim}”${said}，两处矛盾。`,
      subject: { section: sentence.section, row: claim },
      paths: [sentence.path, stated.path],
      expected: `${claim}${said}`,
      actual: reason,
      advice: '核实这项费用与上年相比的变化，改正写错的一处，并写明增减的真实原因。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '车辆运行维护费增加与持平',
        { section: SECTION, row: '公务用车运行维护费' },
        {
          paragraphs: [paragraph(SECTION, '公用经费增加9.89万元，主要由于车辆老化，运行维护费增加。')],
          statements: [statement(OTHER, '公务用车运行维护费', 3, '万元', 'same')],
        },
      ),
    ],
    right: [
      right('两处都是增加', {
        paragraphs: [paragraph(SECTION, '公用经费增加9.89万元，主要由于车辆老化，运行维护费增加。')],
        statements: [statement(OTHER, '公务用车运行维护费', 3, '万元', 'up')],
      }),
      right('原因是别的费用', {
        paragraphs: [paragraph(SECTION, '公用经费增加9.89万元，主要由于办公用房维护费增加。')],
        statements: [statement(OTHER, '公务用车运行维护费', 3, '万元', 'same')],
      }),
    ],
  },
});
