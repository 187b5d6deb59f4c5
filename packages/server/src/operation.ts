import type { Intake } from '@jizhun/intake';
import type { Operation as LifecycleOperation, Permission, Subject, UnitLine } from '@jizhun/lifecycle';
import type { Stamp, Store } from '@jizhun/store';
import type { z } from 'zod';
import type { Audits } from './audit/audit.ts';
import type { Principal } from './identity/principal.ts';
import type { IdentityService } from './identity/service.ts';
import type { TenantServices, Tenants } from './tenants.ts';

/** What operations of an installation work with. Time and identity come from here, so that tests decide them. */
export interface Services {
  store: Pick<Store, 'kind' | 'isUp' | 'serverVersion' | 'tenants'>;
  /** Who is who: passwords, sessions, identity providers. */
  identity: IdentityService;
  tenants: Tenants;
  /** Backs up and inspects everything, of all tenants. */
  audits: Pick<Audits, 'of' | 'backup' | 'inspect'>;
  /** Unpacks archives, and reads what was written into copies of files. */
  intake: Pick<Intake, 'unpack' | 'read'>;
  /** Version of this program. */
  version: string;
  /** Largest file in bytes. */
  uploadLimit: number;
  now(): Date;
}

/** What an operation of a signed-in person works with: that of the installation, and of the person's tenant. */
export type PersonServices = Services & TenantServices;

/** What every answer may say beside its content. */
interface AnswerHead {
  /** Each as `Set-Cookie` has it. */
  cookies?: readonly string[];
}

/** What a handler answers; the HTTP layer makes headers, tags and packing of it. */
export type Answer = AnswerHead &
  (
    | { status: 200 | 201 | 202; json: unknown }
    /** JSON that is text already, so that large readings are not parsed only to be printed again. */
    | { status: 200 | 201; jsonText: string; download?: string }
    /** JSON that is made only for a caller who does not have what `tag` names already. */
    | { status: 200; tag: string; produce(): Promise<string> }
    | {
        status: 200;
        file: { name: string; mediaType: string; byteCount?: number; tag: string; pieces: AsyncIterable<Uint8Array> };
      }
    /** A text of our own making, shown where it can be, and saved under this name. */
    | { status: 200; text: string; mediaType: string; name: string }
    /** JSON texts, one a line, sent as they come. What fails on the way is told as the last line. */
    | { status: 207; lines: AsyncGenerator<unknown, void, undefined> }
    /** Elsewhere: an address of our own, or of an identity provider. */
    | { status: 302; location: string }
    | { status: 204 }
  );

/** What an answer looks like, for the OpenAPI document and for the tests, which hold every answer against it. */
export interface AnswerShape {
  description: string;
  /** Absent: no content, or bytes of `mediaType`. */
  schema?: z.ZodType;
  mediaType?: string;
}

/** What an operation takes and answers. */
interface Shape<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  /** camelCase, the name of the function that a generated client gets. */
  id: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api/v1, parameters in braces: `/documents/{id}`. */
  path: string;
  summary: string;
  /** Parts of the path. One that does not fit names nothing: 404. */
  params?: P;
  /** What stands after the question mark. What does not fit is a bad request: 400. */
  query?: Q;
  /** The body is the bytes of a file. */
  takesFile?: true;
  /** The request or the answer holds a password or a key: nothing of them is kept, not even for an idempotency key. */
  secret?: true;
  /** The body is JSON of this shape. What does not fit is a bad request: 400. */
  body?: B;
  answers: Readonly<Record<number, AnswerShape>>;
  /** Statuses of the problems that this operation may answer, with the reason. */
  problems: Readonly<Record<number, string>>;
}

interface Parsed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  params: z.infer<P>;
  query: z.infer<Q>;
  body: z.infer<B>;
  request: Request;
  /** Network address from which the request came. */
  address: string;
}

/** What the permissions of a caller are asked for. One is made for each request, so that the tree is looked up once. */
export interface Permit {
  principal: Principal;
  /** Where a unit stands today; undefined where there is none such in this tenant. */
  lineOf(unit: string): Promise<UnitLine | undefined>;
  /** The same for what belongs to a finance authority itself; undefined where there is none such in this tenant. */
  officeOf(authority: string): Promise<UnitLine | undefined>;
  /** Whether the caller may do something to a subject; to what belongs to no unit, where none is given. */
  may(operation: LifecycleOperation, subject?: Subject): boolean;
  /**
   * The same, for operations that name several subjects. Where one of them may not even be read, the answer is as if it
   * were not there: `missing` says what (“这份文件”).
   *
   * @throws ProblemError 404 or 403
   */
  demand(operation: LifecycleOperation, subject: Subject | undefined, missing: string): Permission;
}

/** Who calls, what they may, and what the trail says of them. */
export interface Caller extends Permit {
  /**
   * What the trail says of this change: now, who, from where, and why, where a reason was given. Who acts as a deputy is
   * named with the person stood in for.
   */
  by(reason?: string): Stamp;
}

/**
 * Who may call an operation.
 *
 * - `person`: whoever is signed in.
 * - `session`: whoever is signed in by the page; no token will do (passwords, sessions, tokens).
 * - An operation of the permission table: on the subject that the request names; without `subject`, on what belongs to
 *   no unit. A subject that is not there, or that the caller may not read, is answered as “没有 <missing>”.
 * - The same with `among`: on many at once. Whoever may do it to anything is let in; the handler leaves out what they
 *   may not (`may`).
 */
export type Needs<Input = unknown> =
  | 'person'
  | 'session'
  | { operation: LifecycleOperation; among: true }
  | { operation: LifecycleOperation }
  | {
      operation: LifecycleOperation;
      missing: string;
      subject(input: Input, services: PersonServices): Promise<Subject | undefined>;
    };

/** An operation for people who are signed in. */
export interface PersonOperation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> extends Shape<P, Q, B> {
  needs: Needs<Parsed<P, Q, B> & Permit>;
  /** Also for who has to change their password first. */
  despitePasswordDue?: true;
  handle(input: Parsed<P, Q, B> & Caller, services: PersonServices): Promise<Answer>;
}

/** An operation for everyone. */
export interface PublicOperation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> extends Shape<P, Q, B> {
  needs: 'nobody';
  handle(
    input: Parsed<P, Q, B> & {
      /** Who is signed in all the same. */
      principal: Principal | undefined;
    },
    services: Services,
  ): Promise<Answer>;
}

/**
 * An operation of the installation as a whole, of all tenants: for the command line of the account under which the server
 * runs. Nobody who signs in may call it; to them it is not there.
 */
export interface CommandOperation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> extends Shape<P, Q, B> {
  needs: 'command';
  handle(input: Parsed<P, Q, B>, services: Services): Promise<Answer>;
}

/** One operation of the interface: what it takes, who may call it, what it answers, and what it does. */
export type Operation = PersonOperation | PublicOperation | CommandOperation;

/** Declares an operation for people who are signed in, with the types of its parameters, which lists of operations forget. */
export function operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: PersonOperation<P, Q, B>,
): Operation {
  return definition;
}

/** Declares an operation for everyone. */
export function publicOperation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: PublicOperation<P, Q, B>,
): Operation {
  return definition;
}

/** Declares an operation of the installation, for its command line. */
export function commandOperation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: CommandOperation<P, Q, B>,
): Operation {
  return definition;
}
