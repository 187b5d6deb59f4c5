import type { TenantSettings } from '@jizhun/api';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/client.ts';

/** What the tenant asks of passwords, sessions and its logs. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => request<TenantSettings>('/settings', { signal }),
});

/** A number that can be set: what it says, and between which bounds it may lie. */
export interface Bounds {
  title: string;
  hint: string;
  least: number;
  most: number;
}

interface Described {
  description?: string;
  minimum?: number;
  maximum?: number;
  properties?: Readonly<Record<string, Described>>;
}

/** The bounds as the document of the interface states them: `口令至少几个字符；8 至 64，通常 10`. */
export function boundsIn(settings: Described): Record<string, Record<string, Bounds>> {
  const groups: Record<string, Record<string, Bounds>> = {};
  for (const [group, { properties = {} }] of Object.entries(settings.properties ?? {})) {
    const fields: Record<string, Bounds> = {};
    for (const [name, { description = name, minimum = 0, maximum = Number.MAX_SAFE_INTEGER }] of Object.entries(
      properties,
    )) {
      const [title = name, hint = ''] = description.split('；');
      fields[name] = { title, hint, least: minimum, most: maximum };
    }
    groups[group] = fields;
  }
  return groups;
}

/** Between which bounds everything may be set; the server holds what is saved against the same. */
export const boundsQuery = queryOptions({
  queryKey: ['settings', 'bounds'],
  queryFn: async ({ signal }) => {
    const { components } = await request<{ components: { schemas: Record<string, Described> } }>('/openapi.json', {
      signal,
    });
    return boundsIn(components.schemas.Settings ?? {});
  },
  staleTime: Number.POSITIVE_INFINITY,
});
