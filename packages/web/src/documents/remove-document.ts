import type { DocumentList, DocumentSummary } from '@jizhun/api';
import { deleteDocument, documentsQuery, queryClient, restoreDocument } from '../api/queries.ts';
import { toast } from '../shared/toasts.tsx';

/** Takes a document out of the list at once and offers to bring it back. */
export async function removeDocument(summary: DocumentSummary): Promise<void> {
  const key = documentsQuery.queryKey;
  await queryClient.cancelQueries({ queryKey: key });
  queryClient.setQueryData<DocumentList>(
    key,
    (old) => old && { documents: old.documents.filter((d) => d.id !== summary.id) },
  );
  try {
    await deleteDocument(summary.id);
    toast(`已删除「${summary.name}」。`, { label: '撤销', run: () => void bringBack(summary) });
  } catch {
    toast(`「${summary.name}」没有删除：服务未完成这一操作。`);
  }
  await queryClient.invalidateQueries({ queryKey: key });
}

async function bringBack(summary: DocumentSummary): Promise<void> {
  try {
    await restoreDocument(summary.id);
    toast(`已恢复「${summary.name}」。`);
  } catch {
    toast(`「${summary.name}」没有恢复：服务未完成这一操作。`);
  }
  await queryClient.invalidateQueries({ queryKey: documentsQuery.queryKey });
}
