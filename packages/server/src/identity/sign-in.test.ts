import { settingsSchema } from '@jizhun/api';
import type { Account, Credentials, Stamp } from '@jizhun/store';
import { expect, test } from 'vitest';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import { createThrottle } from './throttle.ts';

const NOW = new Date('2026-03-31T00:00:00.000Z');
const account: Account = {
  person: 'p',
  name: '张三',
  login: 'zhangsan',
  hasPassword: true,
  passwordSetAt: NOW,
  mustChange: false,
  failedCount: 0,
};

/** What a sign-in does, in its order. */
async function stepsOf(credentials: Credentials | undefined, right: boolean): Promise<string[]> {
  const steps: string[] = [];
  const step = <T>(name: string, result: T) => {
    steps.push(name);
    return Promise.resolve(result);
  };
  const passwords: Passwords = {
    hash: () => step('hash', 'h'),
    verify: (_password, hash) => step('digest', right && hash !== undefined),
    isDated: () => false,
  };
  const signIn = createSignIn({
    store: {
      doors: {
        byLogin: () => step('name', credentials === undefined ? undefined : { tenant: 1, person: 'p' }),
        byIdentity: async () => undefined,
      },
      accounts: () =>
        ({
          credentials: async () => credentials,
          refused: (_person: string, _why: object, _lock: object, _by: Stamp) => step('trail', undefined),
        }) as never,
      trail: () => ({ note: () => step('trail', undefined) }) as never,
    },
    policy: { of: async () => settingsSchema.parse({}), change: async () => {} },
    passwords,
    sessions: { start: () => step('session', 'cookie'), forget: () => {} } as unknown as Sessions,
    throttle: createThrottle(),
    now: () => NOW,
  });
  const came = await signIn
    .byPassword({ login: 'zhangsan', password: 'x' }, { request: new Request('http://localhost/'), address: 'a' })
    .catch((error: { problem: { code: string } }) => error.problem.code);
  steps.push(typeof came === 'string' ? came : 'entered');
  return steps;
}

// Not timed: the time is in the digest, and every refusal makes exactly one and writes exactly one row.
test('a name that nobody has goes the same way as one that somebody has', async () => {
  const known: Credentials = { account, passwordHash: 'h', former: [] };
  const refused = ['name', 'digest', 'trail', 'sign-in-refused'];
  const locked = { ...account, lockedUntil: new Date(NOW.getTime() + 1) };
  const ways: [Credentials | undefined, boolean][] = [
    [undefined, false],
    [known, false],
    [{ account: locked, passwordHash: 'h', former: [] }, true],
    [{ account: locked, passwordHash: 'h', former: [] }, false],
    [{ account: { ...account, disabledAt: NOW }, passwordHash: 'h', former: [] }, true],
    [{ account: { ...account, endedAt: NOW }, passwordHash: 'h', former: [] }, true],
    [{ account: { ...account, hasPassword: false }, former: [] }, true],
  ];
  for (const [credentials, right] of ways) expect(await stepsOf(credentials, right)).toEqual(refused);
  expect(await stepsOf(known, true)).toEqual(['name', 'digest', 'session', 'entered']);
});
