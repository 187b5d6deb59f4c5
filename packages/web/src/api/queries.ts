import type {
  AuditList,
  AuditVerification,
  CheckedTogether,
  Checkpoint,
  CorrectionRequest,
  DocumentDetail,
  DocumentList,
  DocumentRestored,
  DocumentSource,
  Health,
  Home,
  Me,
  PermissionTable,
  RuleList,
  SignInOptions,
  SuppressionRequest,
} from '@jizhun/api';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import type { AuditSearch } from '../audit/search.ts';
import { background, RequestFailed, request, sessionClock } from './client.ts';
import { signedIn, signedInAgain } from './sign-in-again.ts';

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

/** Who is signed in, with roles and what they can do. Fails with `not-signed-in` where nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await request<Me>('/me', { signal, headers: background });
    sessionClock.set(me.session);
    signedIn();
    return me;
  },
  staleTime: 60_000,
});

/** What the page of the log-in offers. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: ({ signal }) => request<SignInOptions>('/sign-in', { signal }),
  staleTime: 60_000,
});

/** Puts off the end of the session. */
export async function goOn(): Promise<void> {
  const me = await request<Me>('/me');
  sessionClock.set(me.session);
  queryClient.setQueryData(meQuery.queryKey, me);
}

/**
 * After the log-in over a page whose session had ended: what waited goes on, if it is the same person. Another one must
 * not send what the first one typed: the page begins anew for them.
 */
export async function takeUpAgain(): Promise<void> {
  const before = queryClient.getQueryData(meQuery.queryKey);
  const me = await request<Me>('/me');
  if (before !== undefined && me.person.id !== before.person.id) {
    location.assign('/');
    return;
  }
  sessionClock.set(me.session);
  queryClient.setQueryData(meQuery.queryKey, me);
  signedInAgain();
}

/** What is due, what is wrong, what to do next. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => request<Home>('/home', { signal, headers: background }),
  staleTime: 30_000,
  refetchInterval: 120_000,
});

/** Who may do what. */
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => request<PermissionTable>('/permissions', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const documentsQuery = queryOptions({
  queryKey: ['documents'],
  queryFn: async ({ signal }) => {
    // Page by page: the list is searched and sorted here, whole.
    const documents: DocumentList['documents'] = [];
    for (let after: string | undefined; ; ) {
      const page = await request<DocumentList>(`/documents${after === undefined ? '' : `?after=${after}`}`, { signal });
      documents.push(...page.documents);
      after = page.next;
      if (after === undefined) return { documents };
    }
  },
});

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', id],
    queryFn: ({ signal }) => request<DocumentDetail>(`/documents/${encodeURIComponent(id)}`, { signal }),
    staleTime: 60_000,
  });

/** The file as it came; of a large one, the piece that holds a row of a part. */
export const sourceQuery = (id: string, { part, row }: { part?: string; row?: number } = {}) =>
  queryOptions({
    queryKey: ['source', id, part ?? null, row ?? null],
    queryFn: ({ signal }) => {
      const piece = part === undefined ? '' : `?${new URLSearchParams({ part, row: String(row ?? 0) })}`;
      return request<DocumentSource>(`/documents/${encodeURIComponent(id)}/source${piece}`, { signal });
    },
    // The original never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: ({ signal }) => request<RuleList>('/rules', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What happened, portion by portion, the newest first; to one document, concerning one person, or at all. */
export const trailQuery = (only: AuditSearch = {}) =>
  infiniteQueryOptions({
    queryKey: ['audit', only],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ ...(pageParam === 0 ? {} : { before: String(pageParam) }), ...only });
      return request<AuditList>(`/audit?${query}`, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: ({ events }) =>
      (events.at(-1)?.seq ?? 1) > 1 && events.length > 0 ? events.at(-1)?.seq : undefined,
    // Every look at it is on record: never behind a person's back.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const verifyTrail = () => request<AuditVerification>('/audit/verification', { method: 'POST' });

export const checkpointNow = () => request<Checkpoint>('/audit/checkpoints', { method: 'POST' });

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => request<Health>('/health', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What documents say of each other. */
export const checkQuery = (documents: readonly string[]) =>
  queryOptions({
    queryKey: ['check', ...documents],
    queryFn: ({ signal }) =>
      request<CheckedTogether>('/checks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ documents }),
        signal,
      }),
    enabled: documents.length > 1,
    // One goes to a document, corrects it, and comes back.
    staleTime: 0,
  });

/** Lays corrections over a reading; the page then shows, at once, what is in force. */
export async function correctDocument(id: string, correction: CorrectionRequest): Promise<DocumentDetail> {
  const detail = await request<DocumentDetail>(`/documents/${encodeURIComponent(id)}/corrections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(correction),
  });
  return inForce(id, detail);
}

/** Takes a change back. */
export async function withdrawCorrection(id: string, change: number): Promise<DocumentDetail> {
  const detail = await request<DocumentDetail>(`/documents/${encodeURIComponent(id)}/corrections/${change}`, {
    method: 'DELETE',
  });
  return inForce(id, detail);
}

/** Answers for a finding: it stays on record with the reason, and no longer counts. */
export async function suppressFinding(id: string, suppression: SuppressionRequest): Promise<DocumentDetail> {
  const detail = await request<DocumentDetail>(`/documents/${encodeURIComponent(id)}/suppressions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(suppression),
  });
  return inForce(id, detail);
}

/** Ends a suppression: the finding counts again. */
export async function endSuppression(id: string, number: number): Promise<DocumentDetail> {
  const path = `/documents/${encodeURIComponent(id)}/suppressions/${number}`;
  return inForce(id, await request<DocumentDetail>(path, { method: 'DELETE' }));
}

function inForce(id: string, detail: DocumentDetail): DocumentDetail {
  queryClient.setQueryData(documentQuery(id).queryKey, detail);
  void queryClient.invalidateQueries({ queryKey: documentsQuery.queryKey });
  return detail;
}

/** Takes a document out of the list; `restoreDocument` brings it back. */
export async function deleteDocument(id: string): Promise<void> {
  await request<undefined>(`/documents/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function restoreDocument(id: string): Promise<DocumentRestored> {
  return request<DocumentRestored>(`/documents/${encodeURIComponent(id)}/restore`, { method: 'POST' });
}
