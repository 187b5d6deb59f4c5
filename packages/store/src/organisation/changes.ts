import type { Item, Role } from '@jizhun/lifecycle';
import type { Day, UnitKind } from './types.ts';

/** Goes with every change. */
interface Asked {
  /** Why, for the trail. */
  reason?: string | undefined;
  /** `versionOf` what the caller saw: refused as `stale` where it is not that any more. */
  seen?: string | undefined;
}

/** A unit that comes into being. Without `authority` it has that of its parent. */
export interface NewUnit {
  id: string;
  name: string;
  code?: string | null | undefined;
  kind: UnitKind;
  parent?: string | null | undefined;
  authority?: string | undefined;
}

/** One of the units that another is split into, with what it takes over. */
export interface SplitUnit extends NewUnit {
  /** Units below the one that is split. */
  below?: readonly string[] | undefined;
  projects?: readonly string[] | undefined;
}

/**
 * A change of the organisation. Identities are given by the caller; a day `from` is the first on which it is so. What is
 * left out stays as it is, null takes it away.
 */
export type Change = Asked &
  (
    | {
        operation: 'authority.add';
        id: string;
        from: Day;
        name: string;
        parent?: string | null | undefined;
        adcode?: string | null | undefined;
        place?: string | null | undefined;
      }
    | {
        operation: 'authority.change';
        id: string;
        name?: string | undefined;
        parent?: string | null | undefined;
        adcode?: string | null | undefined;
        place?: string | null | undefined;
      }
    /** From this day on it is not there. */
    | { operation: 'authority.end'; id: string; from: Day }
    | ({ operation: 'unit.add'; from: Day; basis?: string | null | undefined } & NewUnit)
    /** 更名, 变更代码, 划转: any of them from one day on. A move to another authority takes the units below along. */
    | {
        operation: 'unit.change';
        id: string;
        from: Day;
        name?: string | undefined;
        code?: string | null | undefined;
        kind?: UnitKind | undefined;
        parent?: string | null | undefined;
        authority?: string | undefined;
        basis?: string | null | undefined;
      }
    /** 合并: into a unit that is there (the id), or a new one; `seen` is about the first. Units below and projects go along. */
    | {
        operation: 'unit.merge';
        units: readonly string[];
        into: string | NewUnit;
        from: Day;
        basis?: string | null | undefined;
      }
    /** 分立: `keeps` says whether the unit itself goes on (存续分立) or ends (新设分立). */
    | {
        operation: 'unit.split';
        id: string;
        into: readonly SplitUnit[];
        keeps: boolean;
        from: Day;
        basis?: string | null | undefined;
      }
    /** 撤销: from this day on it is not there. */
    | { operation: 'unit.end'; id: string; from: Day }
    | {
        operation: 'project.add';
        id: string;
        unit: string;
        code?: string | null | undefined;
        name: string;
        category?: string | null | undefined;
        fromYear: number;
        toYear?: number | null | undefined;
      }
    | {
        operation: 'project.change';
        id: string;
        unit?: string | undefined;
        code?: string | null | undefined;
        name?: string | undefined;
        category?: string | null | undefined;
        fromYear?: number | undefined;
        toYear?: number | null | undefined;
      }
    | { operation: 'project.end'; id: string }
    | { operation: 'project.resume'; id: string }
    | { operation: 'person.add'; id: string; name: string; staffNumber?: string | null | undefined }
    | { operation: 'person.change'; id: string; name?: string | undefined; staffNumber?: string | null | undefined }
    /** Takes the roles, the account, the sessions and the tokens as well. */
    | { operation: 'person.end'; id: string }
    /** Gives back none of them. */
    | { operation: 'person.resume'; id: string }
    | {
        operation: 'assignment.give';
        id: string;
        person: string;
        role: Role;
        unit?: string | null | undefined;
        authority?: string | null | undefined;
        from: Day;
        to?: Day | null | undefined;
        items?: readonly Item[] | undefined;
      }
    | {
        operation: 'assignment.change';
        id: string;
        to?: Day | null | undefined;
        items?: readonly Item[] | undefined;
      }
    /** `last` is the last day on which it holds. One that had not begun by then is taken back. */
    | { operation: 'assignment.end'; id: string; last: Day }
    /** Lets a person stand in for the holder of the assignment `of`. */
    | { operation: 'assignment.deputise'; id: string; of: string; person: string; from: Day; to: Day }
  );

/** The changes of one kind. */
export type ChangeOf<O extends Change['operation']> = Extract<Change, { operation: O }>;
