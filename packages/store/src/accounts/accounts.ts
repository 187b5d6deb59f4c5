import { beijingDay } from '@jizhun/model';
import { revokeTokensOf } from '../interface/revoke.ts';
import { isLastGuardian } from '../organisation/guardians.ts';
import type { Db, Scope } from '../scope.ts';
import { storable } from '../storable.ts';
import { accountOf, accountSubject, hold } from './rows.ts';
import { endAll } from './sessions.ts';
import type { Accounts } from './types.ts';

/** Most digests of former passwords that are ever kept. */
const MOST_FORMER = 24;

/** Accounts with the names of their persons. */
function accountsIn(from: Db, tenant: number) {
  return from
    .selectFrom('account')
    .innerJoin('person', (join) =>
      join.on('person.tenant_id', '=', tenant).onRef('person.id', '=', 'account.person_id'),
    )
    .where('account.tenant_id', '=', tenant)
    .selectAll('account')
    .select(['person.name', 'person.ended_at']);
}

/** Keeps the digests of the newest former passwords, `keep` of them. */
async function keepFormer(tx: Db, tenant: number, person: string, hash: string, at: Date, keep: number): Promise<void> {
  const former = () => tx.selectFrom('former_password').where('tenant_id', '=', tenant).where('person_id', '=', person);
  const last = await former().select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  await tx
    .insertInto('former_password')
    .values({ tenant_id: tenant, person_id: person, seq, password_hash: hash, set_at: at })
    .execute();
  await tx
    .deleteFrom('former_password')
    .where('tenant_id', '=', tenant)
    .where('person_id', '=', person)
    .where('seq', '<=', seq - Math.min(keep, MOST_FORMER))
    .execute();
}

/** Accounts: made, shown, given passwords, shut. */
export function keepingAccounts({
  db,
  tenant,
  run,
  recorded,
}: Scope): Pick<Accounts, 'create' | 'list' | 'find' | 'credentials' | 'setPassword' | 'setDisabled' | 'unlock'> {
  return {
    create: ({ person, login, passwordHash, mustChange }, by) =>
      recorded(async (tx, note) => {
        const there = await tx
          .selectFrom('person')
          .select('id')
          .where('tenant_id', '=', tenant)
          .where('id', '=', person)
          .where('ended_at', 'is', null)
          .forUpdate()
          .executeTakeFirst();
        if (there === undefined) return 'no-person';
        if ((await hold(tx, tenant, person)) !== undefined) return 'exists';
        const name = storable(login);
        const taken = await tx
          .insertInto('login_name')
          .values({ name, tenant_id: tenant, person_id: person })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .executeTakeFirstOrThrow();
        if (taken.numInsertedOrUpdatedRows === 0n) return 'login-taken';
        await tx
          .insertInto('account')
          .values({
            tenant_id: tenant,
            person_id: person,
            login_name: name,
            password_hash: passwordHash ?? null,
            password_set_at: passwordHash === undefined ? null : by.at,
            must_change: mustChange,
            failed_count: 0,
            locked_until: null,
            disabled_at: null,
            last_login_at: null,
          })
          .execute();
        const after = { login: name, password: passwordHash !== undefined };
        await note('account.create', accountSubject(person), { after });
        return 'created';
      }, by),

    list: () => run(async () => (await accountsIn(db, tenant).orderBy('login_name').execute()).map(accountOf)),

    find: (person) =>
      run(async () => {
        const row = await accountsIn(db, tenant).where('account.person_id', '=', person).executeTakeFirst();
        return row === undefined ? undefined : accountOf(row);
      }),

    credentials: (person) =>
      run(async () => {
        const row = await accountsIn(db, tenant).where('account.person_id', '=', person).executeTakeFirst();
        if (row === undefined) return undefined;
        const former = await db
          .selectFrom('former_password')
          .select('password_hash')
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .orderBy('seq', 'desc')
          .execute();
        return {
          account: accountOf(row),
          ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }),
          former: former.map(({ password_hash }) => password_hash),
        };
      }),

    setPassword: (person, { hash, mustChange, remember }, by) =>
      recorded(async (tx, note, noteAll) => {
        const account = await hold(tx, tenant, person);
        if (account === undefined) return false;
        if (account.password_hash !== null)
          await keepFormer(tx, tenant, person, account.password_hash, account.password_set_at ?? by.at, remember);
        await tx
          .updateTable('account')
          .set({
            password_hash: hash,
            password_set_at: by.at,
            must_change: mustChange,
            failed_count: 0,
            locked_until: null,
          })
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .execute();
        const ended = await endAll(tx, tenant, person, 'password', by.at);
        // Who resets it does so because somebody else may have got in: what they gave out goes too.
        const tokens = mustChange ? await revokeTokensOf(tx, tenant, [person], by) : [];
        await note(mustChange ? 'account.reset-password' : 'account.change-password', accountSubject(person), {
          after: { sessionsEnded: ended.length },
        });
        await noteAll(tokens);
        return true;
      }, by),

    setDisabled: (person, disabled, by) =>
      recorded(async (tx, note) => {
        const last = disabled && (await isLastGuardian(tx, tenant, person, beijingDay(by.at)));
        const account = await hold(tx, tenant, person);
        if (account === undefined || (account.disabled_at !== null) === disabled) return false;
        if (last) return 'last-security-administrator';
        await tx
          .updateTable('account')
          .set({ disabled_at: disabled ? by.at : null })
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .execute();
        const ended = disabled ? await endAll(tx, tenant, person, 'administrator', by.at) : [];
        await note(disabled ? 'account.disable' : 'account.enable', accountSubject(person), {
          after: { login: account.login_name, sessionsEnded: ended.length },
        });
        return true;
      }, by),

    unlock: (person, by) =>
      recorded(async (tx, note) => {
        const account = await hold(tx, tenant, person);
        if (account === undefined || (account.locked_until === null && account.failed_count === 0)) return false;
        await tx
          .updateTable('account')
          .set({ failed_count: 0, locked_until: null })
          .where('tenant_id', '=', tenant)
          .where('person_id', '=', person)
          .execute();
        await note('account.unlock', accountSubject(person), {
          before: { failed: account.failed_count, lockedUntil: account.locked_until?.toISOString() ?? null },
        });
        return true;
      }, by),
  };
}
