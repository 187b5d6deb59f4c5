import type { Assignment, Operation } from '@jizhun/lifecycle';

/** Who is at the other end of a request, as they are today. */
export interface Principal {
  tenant: number;
  /** id of the person. */
  person: string;
  name: string;
  /** Name to log in with. */
  login: string;
  /** The roles that hold today, those of whom they stand in for too. */
  assignments: readonly Assignment[];
  /** By the page, or by a program with a token. */
  channel: 'session' | 'token';
  /** id of the session, where it is one. */
  session?: string;
  /** What a token may be used for; everything that the person may, where left out. */
  scopes?: ReadonlySet<Operation>;
  /** The unit to which a token is limited, with those below it. */
  tokenUnit?: string;
  /** The password is to be changed before anything else. */
  mustChangePassword?: boolean;
}
