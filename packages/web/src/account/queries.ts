import type { LinkedIdentity, PasswordRules, SessionList } from '@jizhun/api';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.ts';

/** What is asked of a password, and how long the present one holds. */
export const passwordRulesQuery = queryOptions({
  queryKey: ['me', 'password'],
  queryFn: ({ signal }) => request<PasswordRules>('/me/password', { signal }),
});

/** The sessions of the person at the page. */
export const mySessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => request<SessionList>('/me/sessions', { signal }),
});

/** How identity providers know the person at the page. */
export const myIdentitiesQuery = queryOptions({
  queryKey: ['me', 'identities'],
  queryFn: ({ signal }) => request<{ identities: LinkedIdentity[] }>('/me/identities', { signal }),
});
