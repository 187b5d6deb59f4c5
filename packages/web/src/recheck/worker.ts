import '../polyfills.ts';
import { applyCorrections, type Disclosure, type Finding, type Report } from '@jizhun/model';
import { type Checker, createChecker } from '@jizhun/rules';
import { differenceOf } from './difference.ts';
import type { Question, Reply } from './messages.ts';

/** The reading as the page shows it, and a check of it that is kept; corrections are tried out on a copy. */
let known: { reading: number; disclosure: Disclosure; before: readonly Finding[]; checker: Checker } | undefined;

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  if (data.kind === 'open') {
    const { reading, disclosure } = data;
    const checker = createChecker([disclosure]);
    known = { reading, disclosure, before: findingsOf(checker.report), checker };
    return;
  }
  if (known?.reading !== data.reading) return;
  const begun = performance.now();
  const { disclosure, before, checker } = known;
  const tried = applyCorrections(disclosure, data.corrections).disclosure;
  const difference = differenceOf(before, findingsOf(checker.update(0, tried)));
  const reply: Reply = { question: data.question, difference, ms: performance.now() - begun };
  postMessage(reply);
});

function findingsOf({ documents: [document] }: Report): readonly Finding[] {
  return document?.findings ?? [];
}
