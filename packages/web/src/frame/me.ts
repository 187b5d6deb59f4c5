import type { Me } from '@jizhun/api';
import type { Operation } from '@jizhun/lifecycle';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/queries.ts';

/** Who is signed in. Every page within the frame is shown only when this is known. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined) throw new Error('useMe on a page that is shown without anybody signed in');
  return data;
}

/**
 * Whether the server would let the person do this to something or other: for what a page offers. It is the server's
 * answer; whether this very thing may be done is asked when it is done.
 */
export function useCan(operation: Operation): boolean {
  return useMe().can.includes(operation);
}
