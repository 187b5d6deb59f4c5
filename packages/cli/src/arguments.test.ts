import { describe, expect, test } from 'vitest';
import { nearest, type OptionSpec, parseArguments, UsageError } from './arguments.ts';

const specs: OptionSpec[] = [
  { name: 'format', value: '格式', choices: ['text', 'json'], summary: '' },
  { name: 'output', short: 'o', value: '文件', summary: '' },
  { name: 'rule', value: '规则', multiple: 'commas', summary: '' },
  { name: 'suppress', value: '文件', multiple: 'one each', summary: '' },
  { name: 'quiet', short: 'q', summary: '' },
];

describe('parseArguments', () => {
  test('takes options before, between and after names', () => {
    const args = parseArguments(['--format', 'json', 'a.docx', '-q', 'b.docx', '-oout.json'], specs);
    expect(args.positionals).toEqual(['a.docx', 'b.docx']);
    expect(args.value('format')).toBe('json');
    expect(args.value('output')).toBe('out.json');
    expect(args.has('quiet')).toBe(true);
    expect(args.value('rule')).toBeUndefined();
  });

  test('collects an option that may be repeated, commas of both scripts included', () => {
    expect(parseArguments(['--rule', 'a,b', '--rule=c，d'], specs).values('rule')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('takes a file name as it is, commas and all, each time it is given', () => {
    const args = ['--suppress', '忽略,2024.json', '--suppress=其他，旧.json', '--suppress', 'c.json'];
    expect(parseArguments(args, specs).values('suppress')).toEqual(['忽略,2024.json', '其他，旧.json', 'c.json']);
  });

  test('leaves a dash and everything after -- alone', () => {
    expect(parseArguments(['-', '--', '--format', '-q'], specs).positionals).toEqual(['-', '--format', '-q']);
  });

  test.each([
    [['--fromat', 'json'], '没有选项 --fromat，是否要写 --format。'],
    [['-x'], '没有选项 -x。'],
    [['--format'], '选项 --format 后面缺少值：text、json。'],
    [['--output='], '选项 --output 后面缺少文件。'],
    [['--format', 'pdf'], '选项 --format 的值「pdf」无效，可用：text、json。'],
    [['--quiet=yes'], '选项 --quiet 不带值，写了「yes」。'],
  ])('refuses %j', (args, message) => {
    expect(() => parseArguments(args, specs)).toThrow(new UsageError(message));
  });
});

test('nearest finds a misspelt word and stays silent about a strange one', () => {
  expect(nearest('chek', ['read', 'check', 'rules'])).toBe('check');
  expect(nearest('half-over', ['half-over-full', 'sum-of-rows'])).toBe('half-over-full');
  expect(nearest('xyzzy', ['read', 'check', 'rules'])).toBeUndefined();
});
