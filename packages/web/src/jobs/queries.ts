import type { Job, JobList } from '@jizhun/api';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { background, request } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { isOpen } from './words.ts';

/** How often the list looks again while something goes on. */
const LOOK_MS = 1_000;
const QUIET_MS = 5_000;

/** Long work, portion by portion, the newest first. */
export const jobsQuery = infiniteQueryOptions({
  queryKey: ['jobs'],
  queryFn: ({ pageParam, signal }) =>
    request<JobList>(`/jobs${pageParam === '' ? '' : `?${new URLSearchParams({ after: pageParam })}`}`, {
      signal,
      headers: background,
    }),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ jobs }) => jobs.some(isOpen)) === true ? LOOK_MS : QUIET_MS,
});

async function ask(id: string, what: 'cancel' | 'retry'): Promise<Job> {
  const job = await request<Job>(`/jobs/${encodeURIComponent(id)}/${what}`, { method: 'POST' });
  await queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey });
  return job;
}

export const cancelJob = (id: string): Promise<Job> => ask(id, 'cancel');
export const retryJob = (id: string): Promise<Job> => ask(id, 'retry');
