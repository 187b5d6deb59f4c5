import type { Intake } from '@jizhun/intake';
import type { Documents, Stamp, Store } from '@jizhun/store';
import type { z } from 'zod';
import type { Audit } from './audit/audit.ts';
import type { Sources } from './documents/sources.ts';
import type { Workshop } from './documents/workshop.ts';

/** What operations work with. Time and identity come from here, so that tests decide them. */
export interface Services {
  documents: Documents;
  /** What happened, and what vouches for it. */
  audit: Audit;
  store: Pick<Store, 'kind' | 'isUp' | 'serverVersion'>;
  /** Reads and checks files, and stores what came of it. */
  workshop: Workshop;
  /** Unpacks archives, and reads what was written into copies of files. */
  intake: Pick<Intake, 'unpack' | 'read'>;
  /** Opens stored files as they came. */
  sources: Sources;
  /** Version of this program. */
  version: string;
  /** Largest file in bytes. */
  uploadLimit: number;
  /** Documents that wait for being read or checked again. */
  pending(): number;
  now(): Date;
}

/** What a handler answers; the HTTP layer makes headers, tags and packing of it. */
export type Answer =
  | { status: 200 | 201; json: unknown }
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
  | { status: 204 };

/** What an answer looks like, for the OpenAPI document and for the tests, which hold every answer against it. */
export interface AnswerShape {
  description: string;
  /** Absent: no content, or bytes of `mediaType`. */
  schema?: z.ZodType;
  mediaType?: string;
}

/** One operation of the interface: what it takes, what it answers, and what it does. */
export interface Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  /** camelCase, the name of the function that a generated client gets. */
  id: string;
  method: 'get' | 'post' | 'delete';
  /** Below /api/v1, parameters in braces: `/documents/{id}`. */
  path: string;
  summary: string;
  /** Parts of the path. One that does not fit names nothing: 404. */
  params?: P;
  /** What stands after the question mark. What does not fit is a bad request: 400. */
  query?: Q;
  /** The body is the bytes of a file. */
  takesFile?: true;
  /** The body is JSON of this shape. What does not fit is a bad request: 400. */
  body?: B;
  answers: Readonly<Record<number, AnswerShape>>;
  /** Statuses of the problems that this operation may answer, with the reason. */
  problems: Readonly<Record<number, string>>;
  handle(
    input: {
      params: z.infer<P>;
      query: z.infer<Q>;
      body: z.infer<B>;
      request: Request;
      /** What the trail says of the caller: now, from where, and the name given, where one was. */
      by(actor?: string): Stamp;
    },
    services: Services,
  ): Promise<Answer>;
}

/** Declares an operation with the types of its parameters, and forgets them where operations are listed. */
export function operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: Operation<P, Q, B>,
): Operation {
  return definition;
}
