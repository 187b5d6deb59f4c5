import { type Disclosure, type Origin, originsOf } from '@jizhun/model';
import type { AppliedEdit, Fixed, NotAppliedEdit } from '@jizhun/writer';
import { describeOrigin } from './origin.ts';
import type { Style } from './style.ts';
import { hang } from './wrap.ts';

interface Layout {
  width: number;
  style: Style;
  /** One line a change, with the name of the file. */
  brief: boolean;
}

type Source = Disclosure['source'];

/** The changes of a file as a difference: where · from → to; and what cannot be written, with the reason. */
export function describeChanges(
  { source, provenance }: Pick<Disclosure, 'source' | 'provenance'>,
  fixed: Fixed,
  ruleOf: (fix: number) => string,
  layout: Layout,
): string {
  const { width, style, brief } = layout;
  const changes = unique([
    ...fixed.applied.flatMap((edit) => changeLines(source, edit).map((line) => `${line}  [${ruleOf(edit.fix)}]`)),
  ]);
  const refused = unique(
    fixed.notApplied.map((edit) => `${refusalLine(source, provenance, edit)}  [${ruleOf(edit.fix)}]`),
  );
  if (brief)
    return [...changes, ...refused.map((line) => `未写入：${line}`)]
      .map((line) => `${source.name}：${line}`)
      .join('\n');
  const lines = [
    style.strong(
      `${source.name}  修改 ${changes.length} 处${refused.length > 0 ? `，不能写入 ${refused.length} 处` : ''}`,
    ),
  ];
  for (const line of changes) lines.push(...hang('  +', line, 4, width));
  for (const line of refused) lines.push(...hang('  -', `不能写入：${line}`, 4, width).map(style.faint));
  return lines.join('\n');
}

const unique = (lines: readonly string[]): string[] => [...new Set(lines)];

function changeLines({ mediaType }: Source, { cells, row, edit }: AppliedEdit): string[] {
  const place = (at: Origin): string => describeOrigin(at, mediaType);
  const lines = cells.map(({ at, before, after }) => `${place(at)}：${difference(before, after)}`);
  if (row === 'inserted') lines.push(`增加一行：${nameOf(edit.to)}`);
  if (row === 'removed') lines.push(`删去一行：${nameOf(edit.from)}`);
  return lines;
}

function refusalLine(
  { mediaType }: Source,
  provenance: Disclosure['provenance'],
  { edit: { path, from, to }, why }: NotAppliedEdit,
): string {
  const [origin] = originsOf(provenance, path);
  const place = origin ? `${describeOrigin(origin, mediaType)}：` : '';
  return `${place}${difference(wordsOf(from), wordsOf(to))}（${why}）`;
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? nameOf(value) : String(value);
}

/** What a row is called by. */
function nameOf(value: unknown): string {
  const fields = (value ?? {}) as Record<string, unknown>;
  return (
    (['level3', 'name', 'label', 'raw'].map((field) => fields[field]).find((v) => typeof v === 'string') as string) ??
    ''
  );
}

/** So much of what stays is shown on both sides of a change in a long text. */
const CONTEXT = 8;
const SHORT = 24;

/** `15人数 → 15人`; of long texts only what changes, with a little of what stands beside it. */
export function difference(before: string, after: string): string {
  const [from, to] = [before, after].map((text) => text.replace(/\s*\n\s*/g, ' ').trim()) as [string, string];
  const shown = (text: string): string => (text === '' ? '（空白）' : text);
  if (Math.max(from.length, to.length) <= SHORT) return `${shown(from)} → ${shown(to)}`;
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) start++;
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  const left = Math.max(0, start - CONTEXT);
  const cut = (text: string): string => {
    const right = Math.min(text.length, text.length - end + CONTEXT);
    return `${left > 0 ? '…' : ''}${text.slice(left, right)}${right < text.length ? '…' : ''}`;
  };
  return `${shown(cut(from))} → ${shown(cut(to))}`;
}
