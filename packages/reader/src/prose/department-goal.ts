import { emptySheet } from '../form/empty-sheet.ts';
import type { Piece } from '../source/document.ts';
import { headingIn } from './headings.ts';

/**
 * A department's goals that a budget book states in prose under 部门整体绩效目标: 总体绩效目标, 分项绩效目标 with goal and
 * indicators of each part, 工作保障措施.
 */

/** Whether a heading opens such a section. */
export function opensDepartmentGoal(name: string): boolean {
  return /(部门|单位)(\(单位\)|（单位）)?整体(支出)?绩效目标(情况|及指标)?$/.test(name);
}

const FIELD =
  /^(总体绩效目标|总体目标|年度总体目标|分项绩效目标|分项目标|工作保障措施|保障措施|绩效目标保障措施|职责活动|部门职责)$/;

export class DepartmentGoal {
  readonly sheet = emptySheet({ scope: 'department' });
  #field: string | undefined;

  constructor(heading: Piece) {
    this.sheet.from(['form'], [heading]);
    this.sheet.from(['scope'], [heading]);
  }

  /** Takes a paragraph of the section. */
  add(piece: Piece): void {
    const heading = headingIn(piece.text);
    if (heading && FIELD.test(heading.name)) {
      this.#field = heading.name;
      piece.used = true;
      return;
    }
    if (piece.text === '') return;
    const key = this.#field ?? '部门整体绩效目标';
    const { attributes } = this.sheet.value;
    const before = attributes[key];
    attributes[key] = before === undefined ? piece.text : `${before}\n${piece.text}`;
    this.sheet.from(['attributes', key], [piece]);
    if (/^分项/.test(key)) this.#part(piece, heading !== null);
  }

  /** Whether anything was said. */
  get empty(): boolean {
    return Object.keys(this.sheet.value.attributes).length === 0;
  }

  #part(piece: Piece, isHeading: boolean): void {
    const parts = this.sheet.value.parts ?? [];
    this.sheet.value.parts = parts;
    if (isHeading) {
      this.sheet.from(['parts', parts.length, 'heading'], [piece]);
      parts.push({ heading: piece.text });
      return;
    }
    const part = parts[parts.length - 1];
    const m = /^(绩效目标|绩效指标)[:：](.+)$/s.exec(piece.text);
    if (!part || !m?.[2]) return;
    const field = m[1] === '绩效目标' ? 'goal' : 'indicators';
    part[field] = m[2];
    this.sheet.from(['parts', parts.length - 1, field], [piece]);
  }
}
