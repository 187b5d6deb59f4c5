import type { ImportPreview, ProjectList, UnitDetail, UnitList } from '@jizhun/api';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { ProjectsSearch, UnitsSearch } from './search.ts';

/** Projects that are fetched at a time. */
const PORTION = 200;

/** All units that may be read, as they are on a day. */
export const unitsQuery = ({ day, ended }: Pick<UnitsSearch, 'day' | 'ended'>) =>
  queryOptions({
    queryKey: ['units', day ?? 'today', ended ?? null],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        ...(day === undefined ? {} : { day }),
        ...(ended === undefined ? {} : { ended: '1' }),
      });
      return request<UnitList>(`/units?${query}`, { signal });
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export const unitQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', id],
    queryFn: ({ signal }) => request<UnitDetail>(`/units/${encodeURIComponent(id)}`, { signal }),
  });

export const projectsQuery = (search: ProjectsSearch) =>
  infiniteQueryOptions({
    queryKey: ['projects', search],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: String(PORTION),
        ...(search.q === undefined ? {} : { search: search.q }),
        ...(search.unit === undefined ? {} : { unit: search.unit }),
        ...(search.year === undefined ? {} : { year: search.year }),
        ...(search.ended === undefined ? {} : { ended: '1' }),
        ...(pageParam === '' ? {} : { after: pageParam }),
      });
      return request<ProjectList>(`/projects?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => request<ImportPreview>(`/imports/${encodeURIComponent(id)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** After a change of units or projects: everything that shows them is asked anew. */
export function refreshOrganisation(): void {
  for (const key of ['units', 'unit', 'projects', 'people', 'person', 'home'])
    void queryClient.invalidateQueries({ queryKey: [key] });
}
