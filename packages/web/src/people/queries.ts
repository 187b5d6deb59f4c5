import type { AccountInfo, Deputies, LinkedIdentity, PersonInfo, PersonList, SessionList, UnitList } from '@jizhun/api';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { PeopleSearch } from './search.ts';

/** Rows that are fetched at a time. */
const PORTION = 100;

/** People, by name, portion by portion. */
export const peopleQuery = (search: PeopleSearch) =>
  infiniteQueryOptions({
    queryKey: ['people', search],
    queryFn: ({ pageParam, signal }) => {
      const [kind, place] = (search.place ?? '').split(':');
      const query = new URLSearchParams({
        limit: String(PORTION),
        ...(search.q === undefined ? {} : { search: search.q }),
        ...(search.role === undefined ? {} : { role: search.role }),
        ...(place === undefined || place === '' ? {} : { [kind === 'authority' ? 'authority' : 'unit']: place }),
        ...(search.account === undefined ? {} : { account: search.account }),
        ...(search.left === undefined ? {} : { ended: '1' }),
        ...(pageParam === '' ? {} : { after: pageParam }),
      });
      return request<PersonList>(`/people?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => request<PersonInfo>(`/people/${encodeURIComponent(id)}`, { signal }),
  });

/** The account of a person as the administrators see it. */
export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'account'],
    queryFn: ({ signal }) => request<AccountInfo>(`/people/${encodeURIComponent(id)}/account`, { signal }),
  });

/** How identity providers know a person, as the security administrator sees it. */
export const identitiesQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id, 'identities'],
    queryFn: ({ signal }) =>
      request<{ identities: LinkedIdentity[] }>(`/people/${encodeURIComponent(id)}/identities`, { signal }),
  });

/** All log-ins that go on. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => request<SessionList>('/sessions', { signal }),
});

/** Who stands in for an assignment, and who may. */
export const deputiesQuery = (assignment: string) =>
  queryOptions({
    queryKey: ['deputies', assignment],
    queryFn: ({ signal }) => request<Deputies>(`/assignments/${encodeURIComponent(assignment)}/deputies`, { signal }),
  });

/** The tree of authorities and units that may be read, as it is today. */
export const unitTreeQuery = queryOptions({
  queryKey: ['units', 'today'],
  queryFn: ({ signal }) => request<UnitList>('/units', { signal }),
  staleTime: 60_000,
});

/** After a change of a person: everything that shows people is asked anew. */
export function refreshPeople(): void {
  for (const key of ['people', 'person', 'deputies', 'home']) void queryClient.invalidateQueries({ queryKey: [key] });
}
