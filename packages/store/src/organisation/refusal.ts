/** Why a change is not made; for programs. */
export type RefusalCode =
  | 'not-found'
  | 'bad-value'
  | 'bad-day'
  | 'unchanged'
  | 'stale'
  | 'too-early'
  | 'later-changes'
  | 'ended'
  | 'not-there-then'
  | 'name-taken'
  | 'code-taken'
  | 'number-taken'
  | 'cycle'
  | 'wrong-authority'
  | 'units-below'
  | 'people-there'
  | 'projects-there'
  | 'authorities-below'
  | 'wrong-seat'
  | 'wrong-item'
  | 'role-held'
  | 'incompatible'
  | 'no-last-day'
  | 'own-role'
  | 'not-deputised'
  | 'not-colleague'
  | 'last-security-administrator';

/** A change that is not made, in words for the person who asked for it. */
export interface Refused {
  /** Which of the changes that were asked for together; from 0. */
  index: number;
  code: RefusalCode;
  /** What and where, with names. */
  message: string;
  remedy: string;
}

/** Thrown by the planning of one change. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly remedy: string;

  constructor(code: RefusalCode, message: string, remedy: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.remedy = remedy;
  }
}

/** Changes that were not made: one of them cannot be, so none was. `message` is about the first. */
export class OrganisationRefusal extends Error {
  readonly refused: readonly [Refused, ...Refused[]];

  constructor(refused: readonly [Refused, ...Refused[]]) {
    super(refused[0].message);
    this.name = 'OrganisationRefusal';
    this.refused = refused;
  }
}
