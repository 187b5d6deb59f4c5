import type { DocumentDetail } from '@jizhun/api';
import type { Finding } from '@jizhun/model';
import { useCallback } from 'react';
import { endSuppression, suppressFinding } from '../api/queries.ts';
import { toast } from '../shared/toasts.tsx';
import type { Answer } from './suppress-form.tsx';
import { said } from './use-corrections.ts';

export interface SuppressionActions {
  suppress: (finding: Finding, answer: Answer) => Promise<boolean>;
  end: (id: number) => Promise<void>;
}

/** Answering for findings of a document, and taking that back. */
export function useSuppressions({ document: { id } }: DocumentDetail): SuppressionActions {
  const end = useCallback(
    async (number: number): Promise<void> => {
      try {
        await endSuppression(id, number);
        toast('已取消忽略，这一处问题重新列出。');
      } catch (error) {
        toast(`没有取消。${said(error)}`);
      }
    },
    [id],
  );
  const suppress = useCallback(
    async ({ fingerprint }: Finding, answer: Answer): Promise<boolean> => {
      if (fingerprint === undefined) return false;
      try {
        const { suppressions } = await suppressFinding(id, { fingerprint, ...answer });
        const made = suppressions.at(-1);
        toast('已忽略，理由已保存。', made && { label: '撤销', run: () => void end(made.id) });
        return true;
      } catch (error) {
        toast(`没有保存。${said(error)}`);
        return false;
      }
    },
    [id, end],
  );
  return { suppress, end };
}
