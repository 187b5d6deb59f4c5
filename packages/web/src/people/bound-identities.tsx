import type { IdentityRequest, PersonInfo } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { IdentityTable } from '../account/identity-table.tsx';
import { request, sendJson } from '../api/client.ts';
import { queryClient, signInOptionsQuery } from '../api/queries.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { TextField } from '../shared/text-field.tsx';
import { identitiesQuery } from './queries.ts';

/** How identity providers know a person: bound by what the person was shown at the sign-in page, never by a name. */
export function BoundIdentities({ person }: { person: PersonInfo }): ReactNode {
  const { data: options } = useQuery(signInOptionsQuery);
  const { data } = useQuery(identitiesQuery(person.id));
  const [binding, setBinding] = useState(false);
  const refresh = (): void => void queryClient.invalidateQueries({ queryKey: identitiesQuery(person.id).queryKey });
  const unbind = useMutation({
    mutationFn: (id: string) =>
      request<undefined>(`/people/${encodeURIComponent(person.id)}/identities/${id}`, { method: 'DELETE' }),
    onSettled: refresh,
  });
  const bound = data?.identities ?? [];
  const providers = options?.oidc ?? [];
  if (bound.length === 0 && providers.length === 0) return null;
  return (
    <section className="data-section" aria-labelledby="person-identities">
      <header>
        <h2 id="person-identities">统一身份认证</h2>
        <p className="secondary">按本人登录时看到的标识绑定，不按姓名、邮箱。</p>
      </header>
      {bound.length > 0 && <IdentityTable identities={bound} onUnbind={unbind.mutate} />}
      <FormProblem error={unbind.error} />
      {providers.length > 0 && person.endedAt === null && (
        <Button size="small" onClick={() => setBinding(true)}>
          绑定
        </Button>
      )}
      {binding && (
        <Bind
          person={person}
          providers={providers}
          onClose={() => setBinding(false)}
          onBound={() => {
            setBinding(false);
            refresh();
          }}
        />
      )}
    </section>
  );
}

interface BindProps {
  person: PersonInfo;
  providers: readonly { id: string; name: string }[];
  onClose: () => void;
  onBound: () => void;
}

function Bind({ person, providers, onClose, onBound }: BindProps): ReactNode {
  const [provider, setProvider] = useState(providers[0]?.id ?? '');
  const [subject, setSubject] = useState('');
  const [tried, setTried] = useState(false);
  const bind = useMutation({
    mutationFn: (body: IdentityRequest) =>
      sendJson<unknown>('POST', `/people/${encodeURIComponent(person.id)}/identities`, body),
    onSuccess: onBound,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (subject.trim() !== '' && !bind.isPending) bind.mutate({ provider, subject: subject.trim() });
  };
  return (
    <Modal title={`绑定${person.name}的统一身份`} open onCancel={onClose} footer={null} width={420} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        {providers.length > 1 && (
          <Select
            aria-label="统一身份认证"
            value={provider}
            onChange={setProvider}
            options={providers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextField
          label="在其中的标识"
          value={subject}
          onChange={setSubject}
          autoFocus
          hint="本人用统一身份认证登录时，登录页上显示的标识"
          problem={tried && subject.trim() === '' ? '填写标识' : undefined}
        />
        <FormProblem error={bind.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={bind.isPending}>
            绑定
          </Button>
        </p>
      </form>
    </Modal>
  );
}
