import type { DocumentDetail, DocumentList, DocumentRestored, Health, RuleList } from '@jizhun/api';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { RequestFailed, request } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // The server is on this machine or in this building: once more for a hiccup, never for a clear refusal.
      retry: (count, error) => count < 1 && !(error instanceof RequestFailed && error.problem.status < 500),
      retryDelay: 500,
    },
  },
});

export const documentsQuery = queryOptions({
  queryKey: ['documents'],
  queryFn: ({ signal }) => request<DocumentList>('/documents', { signal }),
});

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', id],
    queryFn: ({ signal }) => request<DocumentDetail>(`/documents/${encodeURIComponent(id)}`, { signal }),
    staleTime: 60_000,
  });

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: ({ signal }) => request<RuleList>('/rules', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => request<Health>('/health', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Takes a document out of the list; `restoreDocument` brings it back. */
export async function deleteDocument(id: string): Promise<void> {
  await request<undefined>(`/documents/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function restoreDocument(id: string): Promise<DocumentRestored> {
  return request<DocumentRestored>(`/documents/${encodeURIComponent(id)}/restore`, { method: 'POST' });
}
