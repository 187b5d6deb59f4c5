import type { Disclosure, Indicator } from '@jizhun/model';

/** A reading as a person would note it down: what `Layout.expected` is compared with. */
export function notesOf(disclosure: Disclosure): string[] {
  return disclosure.goalSheets.flatMap((sheet) => [
    `# ${sheet.form} ${sheet.name}｜${sheet.unit ?? ''}｜${sheet.supervisor ?? ''}｜${sheet.fiscalYear ?? ''}`,
    ...Object.entries(sheet.attributes)
      .filter(([key]) => /目标|总分|日期|完成情况|类别|结论|合规性|科学性|及时性|单位$|原因|依据|措施/.test(key))
      .map(([key, value]) => `@ ${key}＝${value}`),
    ...sheet.tasks.map((t) => `任 ${t.name}＝${(t.fen ?? 0) / 1e6}（${t.content ?? ''}）`),
    ...(sheet.evaluation?.execution ?? []).map(
      (e) => `执 ${e.label} ${e.rate ?? ''}/${e.weight ?? ''}/${e.score ?? ''}`,
    ),
    ...(sheet.evaluation?.total === undefined ? [] : [`总 ${sheet.evaluation.total}`]),
    ...sheet.funding.map(
      (f) => `${f.side === 'income' ? '收' : '支'} ${f.label} ${f.period}${f.month ?? ''} ${f.fen / 1e6}`,
    ),
    ...sheet.indicators.map(indicatorNote),
  ]);
}

function indicatorNote(i: Indicator): string {
  const targets = i.targets.map((t) => `${t.period}${t.month ?? ''} ${t.raw}`).join('；');
  const beside = [
    i.score === undefined ? i.weight : `${i.weight}→${i.score}`,
    i.deviation,
    i.direction === 'negative' ? '反向' : undefined,
    i.attribute && (i.attribute === 'quantitative' ? '定量' : '定性'),
    i.description,
    i.scoring,
    i.basis && `依据 ${i.basis}`,
    i.core === undefined ? undefined : i.core ? '核心' : '非核心',
    i.likelihood,
    i.remark,
  ].filter((t) => t !== undefined && t !== '');
  return `${i.level1}/${i.level2}/${i.level3}：${targets}${beside.length > 0 ? ` [${beside.join(' ')}]` : ''}`;
}
