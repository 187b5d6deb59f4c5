import type { Fix, Indicator } from '@jizhun/model';
import type { IndicatorIndex } from './disclosure-index.ts';
import type { Misplaced } from './second-level.ts';

type Edit = Fix['edits'][number];
type Row = readonly [IndicatorIndex, Misplaced];

const CLASSES = ['数量', '质量', '时效', '成本', '满意度', '效益'] as const;
/** What moves with the content of a row; its place, its levels and its weight stay. */
const CONTENT = ['level3', 'description', 'basis', 'scoring', 'source', 'attribute', 'direction'] as const;

/** So many rows are tried in every order. */
const MOST = 8;

function fits(belongs: string, { level1, level2 }: Indicator): boolean {
  return CLASSES.some((name) => belongs.includes(name) && (level2 || level1).includes(name));
}

/** For each place the row whose content belongs there; undefined where there is no such order. */
function order(rows: readonly Row[]): IndicatorIndex[] | undefined {
  const taken = new Set<IndicatorIndex>();
  const placed: IndicatorIndex[] = [];
  const place = (i: number): boolean => {
    const slot = rows[i];
    if (!slot) return true;
    for (const [content, { belongs }] of rows) {
      if (taken.has(content) || !fits(belongs, slot[0].indicator)) continue;
      taken.add(content);
      placed[i] = content;
      if (place(i + 1)) return true;
      taken.delete(content);
    }
    return false;
  };
  return place(0) ? placed : undefined;
}

/** Content of one row into the place of another; undefined where the places have other columns. */
function moved(into: IndicatorIndex, from: IndicatorIndex): Edit[] | undefined {
  const [there, content] = [into.indicator, from.indicator];
  if (there.targets.length !== content.targets.length) return undefined;
  const edits: Edit[] = [];
  for (const field of CONTENT) {
    if (there[field] !== content[field])
      edits.push({ path: `${into.path}/${field}`, from: there[field], to: content[field] });
  }
  for (let i = 0; i < there.targets.length; i++) {
    const [a, b] = [there.targets[i]!, content.targets[i]!];
    if (a.period !== b.period || a.month !== b.month) return undefined;
    if (a.raw !== b.raw) edits.push({ path: `${into.path}/targets/${i}/raw`, from: a.raw, to: b.raw });
  }
  return edits;
}

/** Fewer rows that change places may as well be several slips. */
const LEAST = 3;

/**
 * Puts the contents of rows that slipped back into the places where they belong: of all rows that follow one another, the
 * most that have a place each. What is left over is judged by itself afterwards.
 */
export function realign(rows: readonly Row[]): Fix | undefined {
  for (let length = Math.min(rows.length, MOST); length >= LEAST; length--) {
    for (let first = 0; first + length <= rows.length; first++) {
      const some = rows.slice(first, first + length);
      const placed = order(some);
      const edits = placed?.map((content, i) => (content === some[i]![0] ? [] : moved(some[i]![0], content)));
      if (edits?.every((own) => own !== undefined))
        return { title: `把 ${length} 行的内容移回所属的类别`, edits: edits.flat() };
    }
  }
  return undefined;
}
