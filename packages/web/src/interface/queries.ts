import type { TokenList, WebhookDeliveryList, WebhookList } from '@jizhun/api';
import { queryOptions } from '@tanstack/react-query';
import { background, request } from '../api/client.ts';

/** The tokens of the person at the page, or all that there are, for those who may see them. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => request<TokenList>('/tokens', { signal }),
});

/** The addresses that are told what happens. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => request<WebhookList>('/webhooks', { signal }),
});

/** What became of the last messages to one of them. */
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) =>
      request<WebhookDeliveryList>(`/webhooks/${id}/deliveries`, { signal, headers: background }),
    refetchInterval: 10_000,
  });
