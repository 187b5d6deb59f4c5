import { settingsSchema } from '@jizhun/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOf, ruleWords } from './password-rules.ts';
import { createPasswords, oneTimePassword, STANDARD_COSTS } from './passwords.ts';
import { lockAfter } from './policy.ts';

const settings = settingsSchema.parse({});
const WHO = { login: 'zhangsan', name: '张三丰' };
const cheap = createPasswords({ memory: 64, passes: 1 });

test('a digest is Argon2id in its own notation, with the costs that are recommended', async () => {
  const passwords = createPasswords();
  const hash = await passwords.hash('Rk7-tulpe-91');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await passwords.verify('Rk7-tulpe-91', hash)).toBe(true);
  expect(await passwords.verify('Rk7-tulpe-92', hash)).toBe(false);
  expect(passwords.isDated(hash)).toBe(false);
  expect(createPasswords({ ...STANDARD_COSTS, passes: 3 }).isDated(hash)).toBe(true);
});

test('a digest that another program made is understood', async () => {
  // Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const passwords = createPasswords();
  expect(await passwords.verify('password', reference)).toBe(true);
  expect(await passwords.verify('Password', reference)).toBe(false);
  expect(passwords.isDated(reference)).toBe(true);
});

test('no two digests of a password are alike, each knows its own, and without a digest nothing is right', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      fc.string(),
      async (password, other) => {
        const [one, two] = [await cheap.hash(password), await cheap.hash(password)];
        expect(one).not.toBe(two);
        expect(await cheap.verify(password, one)).toBe(true);
        expect(await cheap.verify(other, two)).toBe(other.normalize('NFKC') === password.normalize('NFKC'));
        expect(await cheap.verify(password, undefined)).toBe(false);
      },
    ),
    { numRuns: 30 },
  );
});

test('what does not fit into the line is told to come again, and the rest is done', async () => {
  const came = await Promise.allSettled(Array.from({ length: 100 }, () => cheap.hash('x')));
  const done = came.filter(({ status }) => status === 'fulfilled');
  expect(done.length).toBeGreaterThanOrEqual(60);
  for (const one of came) {
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ problem: { status: 503, code: 'busy' } });
  }
  expect(done.length).toBeLessThan(100);
  await expect(cheap.hash('x')).resolves.toMatch(/^\$argon2id/);
});

test('what is easily guessed is refused, what is not is taken', () => {
  const fine = ['Rk7-tulpe-91', '蓝鲸昨天吃掉了七朵云2', 'correct horse battery staple', 'aq9wmx0vtr'];
  for (const password of fine) expect(faultsOf(password, settings.password, WHO), password).toEqual([]);
  const guessed = [
    'Password123!',
    'P@ssw0rd2026',
    'qwertyuiop12',
    '1qaz@WSX3edc',
    'Yusuan@2026',
    'woaini1314520',
    'abcabcabc123',
    '1234567890aA',
    'admin@123456',
    '1990-01-01aa',
  ];
  for (const password of guessed) expect(faultsOf(password, settings.password, WHO), password).not.toEqual([]);
  expect(faultsOf('ZhangSan-2026-ok', settings.password, WHO)).toEqual(['含有登录名']);
  expect(faultsOf('我是张三丰本人2026', settings.password, WHO)).toEqual(['含有姓名']);
  // Full width is the same, longer than judged is no trouble.
  expect(faultsOf('Ｐａｓｓｗｏｒｄ１２３！', settings.password, WHO)).not.toEqual([]);
  expect(faultsOf('x'.repeat(128), settings.password, WHO)).not.toEqual([]);
});

test('passwords of the program’s own making pass every rule', () => {
  const strict = { ...settings.password, minLength: 16, minKinds: 3 };
  for (let n = 0; n < 200; n++) {
    const password = oneTimePassword();
    const digits = /\d/.test(password);
    expect(faultsOf(password, { ...strict, minKinds: digits ? 3 : 2 }, WHO), password).toEqual([]);
  }
});

test('the rules are told as they are', () => {
  expect(ruleWords(settings.password)).toEqual([
    '至少 10 个字符',
    '大写字母、小写字母、数字、其他字符中至少 2 种',
    '不含登录名、姓名，不是常见的、连续的、重复的字符',
    '不得与最近 5 次用过的相同',
    '每 90 天更换一次',
  ]);
  expect(ruleWords({ minLength: 12, minKinds: 1, remembered: 0, maxDays: 0 })).toHaveLength(2);
});

test('locks come with every so many failures, twice as long each time, eight times at most', () => {
  const now = new Date('2026-03-31T00:00:00.000Z');
  const minutes = (failures: number) => {
    const until = lockAfter(failures, settings, now);
    return until === undefined ? undefined : (until.getTime() - now.getTime()) / 60_000;
  };
  expect([1, 4, 5, 6, 9, 10, 15, 20, 25, 500].map(minutes)).toEqual([
    undefined,
    undefined,
    30,
    undefined,
    undefined,
    60,
    120,
    240,
    240,
    240,
  ]);
});
