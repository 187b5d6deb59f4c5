import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { BUILT_IN_TENANT, openStore } from '@jizhun/store';

const FROM = '2020-01-01';

/** The token of a session: what the page's cookie carries after the number of the tenant. */
const newToken = () => randomBytes(32).toString('base64url');

/**
 * Puts so many units into a data directory that nobody uses, each with a clerk who has an account and is signed in.
 * Answers the cookies of their sessions. Signing in by password takes a tenth of a second of the processor each, as it
 * must, and is not what is measured.
 */
export async function seatClerks(dataDirectory: string, count: number): Promise<string[]> {
  const store = await openStore({ dataDirectory });
  try {
    const by = { at: new Date(), actor: '程序', origin: 'soak' };
    const authority = randomUUID();
    const seats = Array.from({ length: count }, (_, n) => ({ n, unit: randomUUID(), person: randomUUID() }));
    await store.organisation(BUILT_IN_TENANT).applyChanges(
      [
        { operation: 'authority.add', id: authority, from: FROM, name: '示例压测县财政局', adcode: '990199' },
        ...seats.map(({ n, unit }) => ({
          operation: 'unit.add' as const,
          from: FROM,
          id: unit,
          name: `示例压测局${n}`,
          code: String(100_001 + n),
          kind: 'department' as const,
          parent: null,
          authority,
        })),
        ...seats.map(({ n, person }) => ({ operation: 'person.add' as const, id: person, name: `示例压测员${n}` })),
        ...seats.map(({ unit, person }) => ({
          operation: 'assignment.give' as const,
          id: randomUUID(),
          person,
          role: 'clerk' as const,
          unit,
          from: FROM,
          to: null,
        })),
      ],
      by,
    );
    const accounts = store.accounts(BUILT_IN_TENANT);
    const cookies: string[] = [];
    for (const { n, person } of seats) {
      const token = newToken();
      await accounts.create({ person, login: `soak-${n}`, mustChange: false }, by);
      const begun = await accounts.startSession(
        {
          id: randomUUID(),
          tokenHash: createHash('sha256').update(token).digest('hex'),
          person,
          how: 'password',
          expiresAt: new Date(by.at.getTime() + 12 * 3_600_000),
          address: '127.0.0.1',
          agent: 'soak',
        },
        { atOnce: 3 },
        by,
      );
      if (!begun) throw new Error(`no session for clerk ${n}`);
      cookies.push(`jizhun=${BUILT_IN_TENANT}.${token}`);
    }
    return cookies;
  } finally {
    await store.close();
  }
}
