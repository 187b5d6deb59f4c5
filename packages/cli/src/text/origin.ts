import type { Origin } from '@jizhun/model';

/** Where in its file a value stands, as a person would say it: `表格 3 第 12 行第 5 列`, `工作表 Sheet2 B7`, `第 40 行`. */
export function describeOrigin(origin: Origin, mediaType: string): string {
  const place = origin.cell ?? origin.range;
  const part = partName(origin);
  const steps: string[] = part === '' ? [] : [part];
  if (place !== undefined) steps.push(place);
  else if (origin.line !== undefined)
    steps.push(
      mediaType.startsWith('text/') || origin.row !== undefined ? `第 ${origin.line} 行` : `第 ${origin.line} 段`,
    );
  else if (origin.row !== undefined)
    steps.push(`第 ${origin.row} 行${origin.column === undefined ? '' : `第 ${origin.column} 列`}`);
  const how = { printed: '', carried: '', moved: '已移回原位', repaired: '已修复', guessed: '推测', ocr: '识别' }[
    origin.how
  ];
  return steps.join(' ') + (how && `（${how}${origin.printed === undefined ? '' : `，原文「${origin.printed}」`}）`);
}

function partName({ part, page }: Origin): string {
  if (part === 'body') return page === undefined ? '' : `第 ${page} 页`;
  const numbered = /^(table|page) (\d+)$/.exec(part);
  if (numbered?.[1] === 'table') return `表格 ${numbered[2]}`;
  if (numbered?.[1] === 'page') return `第 ${numbered[2]} 页`;
  return `工作表 ${part}`;
}

/** The first few places of a value, and how many more there are; what they share with the one before is not repeated. */
export function describeOrigins(origins: readonly Origin[], mediaType: string, most = 3): string {
  const places = [...new Set(origins.map((origin) => describeOrigin(origin, mediaType)))].filter((p) => p !== '');
  const shown = places.slice(0, most).map((place, i) => {
    const part = /^\S+ \S+ /.exec(place)?.[0];
    return i > 0 && part !== undefined && places[i - 1]?.startsWith(part) ? place.slice(part.length) : place;
  });
  return places.length > most ? `${shown.join('；')} 等 ${places.length} 处` : shown.join('；');
}
