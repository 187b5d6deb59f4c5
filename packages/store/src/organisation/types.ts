import type { Item, Role } from '@jizhun/lifecycle';

/** A day of the calendar in Beijing: 2026-12-31. */
export type Day = string;

/** 财政部门. `to` is the last day; null while it exists. */
export interface Authority {
  id: string;
  name: string;
  parent: string | null;
  /** Administrative division, six digits. */
  adcode: string | null;
  /** id of a place profile. */
  place: string | null;
  from: Day;
  to: Day | null;
}

/** 'department': 主管部门 (一级预算单位). 'unit': 基层预算单位. */
export type UnitKind = 'department' | 'unit';

/** What a unit is from a day to a day. */
export interface UnitTerm {
  from: Day;
  /** Last day; null while it holds. */
  to: Day | null;
  name: string;
  /** 单位代码. */
  code: string | null;
  kind: UnitKind;
  parent: string | null;
  authority: string;
  /** Document that ordered what the term begins with: 文号. */
  basis: string | null;
}

/** A unit through the years: its terms, the earliest first, without gaps and overlaps. */
export interface Unit {
  id: string;
  createdAt: Date;
  terms: readonly UnitTerm[];
}

/** A unit that went on as another: `from` is the first day of the other, or of the other with it. */
export interface Succession {
  predecessor: string;
  successor: string;
  from: Day;
  kind: 'merge' | 'split';
  basis: string | null;
}

export interface Project {
  id: string;
  unit: string;
  /** 项目编码; null until it is given. */
  code: string | null;
  name: string;
  category: string | null;
  fromYear: number;
  toYear: number | null;
  createdAt: Date;
  endedAt: Date | null;
}

export interface Person {
  id: string;
  name: string;
  /** 工号. */
  staffNumber: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

/** A role that a person was given, with the days on which it holds. */
export interface HeldAssignment {
  id: string;
  person: string;
  role: Role;
  unit: string | null;
  authority: string | null;
  from: Day;
  /** Last day; null while it holds. */
  to: Day | null;
  /** The assignment that is stood in for. Its items are those of that one. */
  deputyFor: string | null;
  items: readonly Item[];
}
