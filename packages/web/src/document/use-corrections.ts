import type { CorrectionRequest, DocumentDetail } from '@jizhun/api';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { RequestFailed } from '../api/client.ts';
import { correctDocument, withdrawCorrection } from '../api/queries.ts';
import { isWriting } from '../shared/keys.ts';
import { toast } from '../shared/toasts.tsx';
import type { TypedCorrection } from './correction-editor.tsx';
import { overlayOf, soleChange } from './corrections.ts';

export interface CorrectionActions {
  /** Several values, or rows, in one step that can be taken back as one; `done` says what was done. */
  correct: (correction: CorrectionRequest, done: string) => Promise<boolean>;
  save: (typed: TypedCorrection) => Promise<boolean>;
  withdraw: (change: number) => Promise<void>;
}

export const said = (error: unknown): string =>
  error instanceof RequestFailed
    ? `${error.problem.title}：${error.problem.detail}${error.problem.remedy ?? ''}`
    : '服务未完成这一操作。';

/** 问题 12 → 11 处, where the number has changed. */
function difference(before: DocumentDetail, after: DocumentDetail): string {
  const [was, is] = [before.report.findings.length, after.report.findings.length];
  return was === is ? '' : `问题 ${was} → ${is} 处。`;
}

/** Saving and taking back corrections of a document; Ctrl+Z takes back what was corrected since the page was opened. */
export function useCorrections(detail: DocumentDetail): CorrectionActions {
  const { id } = detail.document;
  const latest = useRef(detail);
  useEffect(() => {
    latest.current = detail;
  });
  const made = useRef<number[]>([]);

  const withdraw = useCallback(
    async (change: number): Promise<void> => {
      const before = latest.current;
      try {
        const after = await withdrawCorrection(id, change);
        made.current = made.current.filter((one) => one !== change);
        toast(`已撤销更正。${difference(before, after)}`);
      } catch (error) {
        toast(`没有撤销。${said(error)}`);
      }
    },
    [id],
  );

  const correct = useCallback(
    async (correction: CorrectionRequest, done: string): Promise<boolean> => {
      const before = latest.current;
      try {
        const after = await correctDocument(id, correction);
        const change = Math.max(...after.corrections.map((c) => c.change));
        made.current.push(change);
        toast(`${done}${difference(before, after)}`, { label: '撤销', run: () => void withdraw(change) });
        return true;
      } catch (error) {
        toast(`没有保存。${said(error)}`);
        return false;
      }
    },
    [id, withdraw],
  );

  const save = useCallback(
    async ({ editing, to, reason }: TypedCorrection): Promise<boolean> => {
      const { corrections } = latest.current;
      const overlay = overlayOf(corrections);
      const { names, applied } = overlay;
      // Back to what was printed: that is no correction, but the end of one.
      if (applied.get(editing.paths[0] ?? '')?.from === to) {
        const change = soleChange(overlay, corrections, editing.paths);
        if (change !== undefined) {
          await withdraw(change);
          return true;
        }
      }
      const edits = editing.paths.map((path) => {
        const there = applied.get(path);
        return { path: names.toReading(path), from: there ? there.from : editing.value.value, to };
      });
      return correct({ edits, ...(reason === '' ? {} : { reason }) }, '已更正。');
    },
    [correct, withdraw],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (event.defaultPrevented || isWriting(event.target)) return;
      const change = made.current.at(-1);
      if (change === undefined) return;
      event.preventDefault();
      void withdraw(change);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [withdraw]);

  return useMemo(() => ({ save, correct, withdraw }), [save, correct, withdraw]);
}
