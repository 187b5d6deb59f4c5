import type { Scope } from '../scope.ts';

/** What was answered to a write. */
export interface KeptAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** A key as a caller sent it with a write. */
export interface WriteKey {
  person: string;
  key: string;
  /** SHA-256 of method, address and body. */
  request: string;
}

/**
 * What became of the first write with a key. `other`: it was another request. `under-way`: it has begun, and nothing
 * was answered so far; since when, so that one whose program was killed is told from one that takes its time.
 */
export type FirstWrite =
  | { is: 'new' }
  | { is: 'answered'; answer: KeptAnswer }
  | { is: 'other' }
  | { is: 'under-way'; since: Date };

/** Answers kept for writes that carry a key, so that one sent twice is done once. */
export interface Idempotency {
  /** Takes the key, or tells what became of it. */
  begin(key: WriteKey, now: Date): Promise<FirstWrite>;
  /** Keeps the answer. */
  finish(key: WriteKey, answer: KeptAnswer): Promise<void>;
  /** Gives the key back: nothing was done. */
  abandon(key: WriteKey): Promise<void>;
  /** Removes keys taken before a time; answers how many. */
  cleanUp(before: Date): Promise<number>;
}

/** The keys of a tenant. They are no content: nothing of them goes into the trail. */
export function idempotencyOf({ db, tenant, run }: Scope): Idempotency {
  return {
    begin: ({ person, key, request }, now) =>
      run(async () => {
        const taken = await db
          .insertInto('idempotency')
          .values({
            tenant_id: tenant,
            person_id: person,
            key,
            request_sha256: request,
            at: now,
            status: null,
            content_type: null,
            body: null,
          })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'key']).doNothing())
          .executeTakeFirstOrThrow();
        if (taken.numInsertedOrUpdatedRows === 1n) return { is: 'new' };
        const there = await db
          .selectFrom('idempotency')
          .select(['request_sha256', 'at', 'status', 'content_type', 'body'])
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .where('key', '=', key)
          .executeTakeFirst();
        // Given back a moment ago: as if it were still under way, so that the caller tries again.
        if (there === undefined) return { is: 'under-way', since: now };
        if (there.request_sha256 !== request) return { is: 'other' };
        if (there.status === null) return { is: 'under-way', since: there.at };
        const { status, content_type, body } = there;
        return { is: 'answered', answer: { status, contentType: content_type ?? '', body: body ?? '' } };
      }),

    finish: ({ person, key }, { status, contentType, body }) =>
      run(async () => {
        await db
          .updateTable('idempotency')
          .set({ status, content_type: contentType, body })
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .where('key', '=', key)
          .execute();
      }),

    abandon: ({ person, key }) =>
      run(async () => {
        await db
          .deleteFrom('idempotency')
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .where('key', '=', key)
          .where('status', 'is', null)
          .execute();
      }),

    cleanUp: (before) =>
      run(async () => {
        const { numDeletedRows } = await db
          .deleteFrom('idempotency')
          .where('tenant_id', '=', tenant)
          .where('at', '<', before)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}
