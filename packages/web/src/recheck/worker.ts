import '../polyfills.ts';
import { applyCorrections, type Disclosure } from '@jizhun/model';
import { type Checker, createChecker } from '@jizhun/rules';
import { differenceOf } from './difference.ts';
import type { Question, Reply } from './messages.ts';

/** The reading as the page shows it, and a check of it that is kept; corrections are tried out on a copy. */
let known: { reading: number; disclosure: Disclosure; checker: Checker } | undefined;

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  if (data.kind === 'open') {
    const { reading, disclosure } = data;
    known = { reading, disclosure, checker: createChecker([disclosure]) };
    return;
  }
  if (known?.reading !== data.reading) return;
  const begun = performance.now();
  const { disclosure, checker } = known;
  const before = checker.report.documents[0]?.findings ?? [];
  const tried = applyCorrections(disclosure, data.corrections).disclosure;
  const after = checker.update(0, tried).documents[0]?.findings ?? [];
  const difference = differenceOf(before, after);
  checker.update(0, disclosure);
  const reply: Reply = { question: data.question, difference, ms: performance.now() - begun };
  postMessage(reply);
});
