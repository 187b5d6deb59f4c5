import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { RequestFailed, request, sendJson } from '../api/client.ts';
import { queryClient, signInOptionsQuery } from '../api/queries.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { IdentityTable } from './identity-table.tsx';
import { myIdentitiesQuery } from './queries.ts';

/** How identity providers know the person: bound here or by an administrator, never by an e-mail address. */
export function Identities(): ReactNode {
  const { data: options } = useQuery(signInOptionsQuery);
  const { data } = useQuery(myIdentitiesQuery);
  const bind = useMutation({
    mutationFn: (provider: string) => sendJson<{ address: string }>('POST', '/me/identities', { provider }),
    onSuccess: ({ address }) => location.assign(address),
  });
  const unbind = useMutation({
    mutationFn: (id: string) => request<undefined>(`/me/identities/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: myIdentitiesQuery.queryKey }),
  });
  const bound = data?.identities ?? [];
  const providers = options?.oidc ?? [];
  if (bound.length === 0 && providers.length === 0) return null;
  return (
    <section className="data-section" aria-labelledby="my-identities">
      <header>
        <h2 id="my-identities">统一身份认证</h2>
        <p className="secondary">绑定后可以用它登录。</p>
      </header>
      {bound.length > 0 && <IdentityTable identities={bound} onUnbind={unbind.mutate} />}
      {/* Told once: by what the provider answered, on the way back from it. */}
      <FormProblem
        error={bind.error ?? unbind.error ?? (options?.refusal ? new RequestFailed(options.refusal) : null)}
      />
      {providers.map(({ id, name }) => (
        <Button key={id} loading={bind.isPending && bind.variables === id} onClick={() => bind.mutate(id)}>
          绑定{name}
        </Button>
      ))}
    </section>
  );
}
