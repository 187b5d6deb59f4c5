import type { TenantSettings } from '@jizhun/api';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

type Rules = TenantSettings['password'];

/** Guesses, as a power of ten, below which a password is one that people try: admin@123456 takes 10⁸. */
const LEAST_GUESSES = 9;
/** Longer ones are judged by their beginning: it is enough, and the estimate takes time. */
const JUDGED_LENGTH = 64;

/** Words that people here are first to think of; the lists of common passwords are of other countries. */
const NEAR_AT_HAND = [
  'jizhun',
  'jixiao',
  'jixiaomubiao',
  'yusuan',
  'caizheng',
  'caizhengju',
  'caizhengting',
  'kuaiji',
  'danwei',
  'gongzuo',
  'zhengfu',
  'zhongguo',
  'woaini',
  'woaizhongguo',
  'nihao',
  'mima',
  'kouling',
  'guanliyuan',
  'gly',
  'xitong',
  'ceshi',
  'wangluo',
  'jiankang',
  'pingan',
  'fucai',
  'yonghu',
  'denglu',
  'budget',
  'finance',
  'performance',
  'administrator',
  'changeme',
  'huanying',
  '绩效',
  '预算',
  '财政',
  '财政局',
  '绩准',
  '单位',
  '中国',
  '口令',
  '密码',
  '管理员',
];

/** Columns of the keyboard, two by two, with and without the shift key: 1qaz@WSX. */
const COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb'].flatMap((one, at, all) => {
  const next = all[at + 1];
  const shifted = (column: string) => ['!', '@', '#', '$', '%'][Number(column[0]) - 1] + column.slice(1);
  if (next === undefined) return [];
  return [one, shifted(one)].flatMap((first) => [first + next, first + shifted(next)]);
});

const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{Lu}\p{Ll}\p{N}]/u];

let estimate: ZxcvbnFactory | undefined;

/** Made when first asked for: the lists take some megabytes. */
const estimator = () => {
  estimate ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, nearAtHand: [...NEAR_AT_HAND, ...COLUMNS] },
    graphs: adjacencyGraphs,
    maxLength: JUDGED_LENGTH,
  });
  return estimate;
};

/** The rules as people read them. */
export function ruleWords({ minLength, minKinds, maxDays, remembered }: Rules): string[] {
  return [
    `至少 ${minLength} 个字符`,
    ...(minKinds > 1 ? [`大写字母、小写字母、数字、其他字符中至少 ${minKinds} 种`] : []),
    '不含登录名、姓名，不是常见的、连续的、重复的字符',
    ...(remembered > 0 ? [`不得与最近 ${remembered} 次用过的相同`] : []),
    ...(maxDays > 0 ? [`每 ${maxDays} 天更换一次`] : []),
  ];
}

/**
 * What is wrong with a password that somebody wants, in words for them; empty where nothing is. That it was used before
 * is for the caller to see.
 */
export function faultsOf(password: string, rules: Rules, { login, name }: { login: string; name: string }): string[] {
  const text = password.normalize('NFKC');
  const faults: string[] = [];
  const length = [...text].length;
  if (length < rules.minLength) faults.push(`只有 ${length} 个字符，至少 ${rules.minLength} 个`);
  const kinds = KINDS.filter((kind) => kind.test(text)).length;
  if (kinds < rules.minKinds)
    faults.push(`只有 ${kinds} 种字符，大写字母、小写字母、数字、其他字符中至少 ${rules.minKinds} 种`);
  const lower = text.toLowerCase();
  if (lower.includes(login.toLowerCase())) faults.push('含有登录名');
  else if (name.length > 1 && text.includes(name)) faults.push('含有姓名');
  if (faults.length === 0 && estimator().check(text, [login, name]).guessesLog10 < LEAST_GUESSES)
    faults.push('太常见或有规律，容易被猜到');
  return faults;
}
