import type { SessionInfo } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { request } from '../api/client.ts';
import { meQuery, queryClient } from '../api/queries.ts';
import { useMe } from '../frame/me.ts';
import { roleTitle, seatOf } from '../frame/roles.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { toast } from '../shared/toasts.tsx';
import { ChangePassword } from './change-password.tsx';
import { MyDeputies } from './deputies.tsx';
import { Identities } from './identities.tsx';
import { mySessionsQuery, passwordRulesQuery } from './queries.ts';
import { SessionTable } from './session-table.tsx';
import '../theme/data.css';

/** What concerns the person at the page alone: roles, password, log-ins, stand-ins, bound identities. */
export function AccountPage(): ReactNode {
  const { person } = useMe();
  useEffect(() => {
    document.title = '我的账号 · 绩准';
  }, []);
  return (
    <div className="page page-narrow">
      <header className="page-head">
        <h1>我的账号</h1>
        <p className="secondary">
          {person.name}，登录名 {person.login}
        </p>
      </header>
      <MyRoles />
      <MyDeputies />
      <MyPassword />
      <MySessions />
      <Identities />
      <SecrecyNotice />
    </div>
  );
}

function MyRoles(): ReactNode {
  const { roles } = useMe();
  return (
    <section className="data-section" aria-labelledby="my-roles">
      <header>
        <h2 id="my-roles">我的角色</h2>
      </header>
      {roles.length === 0 ? (
        <p className="secondary">没有角色。角色由安全管理员授予。</p>
      ) : (
        <table className="list-table plain-table data-table">
          <caption className="hidden">我的角色</caption>
          <thead>
            <tr>
              <th scope="col">角色</th>
              <th scope="col">单位或财政部门</th>
              <th scope="col">从</th>
              <th scope="col">到</th>
            </tr>
          </thead>
          <tbody>
            {roles.map((role) => (
              <tr key={role.assignment}>
                <th scope="row">{roleTitle(role)}</th>
                <td>{seatOf(role) || '全部'}</td>
                <td className="data-time">{role.from}</td>
                <td className="data-time">{role.to ?? '未定'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function MyPassword(): ReactNode {
  const { data: rules } = useQuery(passwordRulesQuery);
  if (rules === undefined || !rules.exists) return null;
  return (
    <section className="data-section" aria-labelledby="my-password">
      <header>
        <h2 id="my-password">更改口令</h2>
        {rules.expiresOn !== null && <p className="secondary">现在的口令用到 {rules.expiresOn}</p>}
      </header>
      <ChangePassword
        onChanged={() => {
          toast('口令已更改。在其他地方的登录已结束。');
          void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
        }}
      />
    </section>
  );
}

function MySessions(): ReactNode {
  const { data, error, refetch } = useQuery(mySessionsQuery);
  const refresh = (): void => void queryClient.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
  const end = useMutation({
    mutationFn: ({ id }: SessionInfo) => request<undefined>(`/sessions/${id}`, { method: 'DELETE' }),
    onSettled: refresh,
  });
  const endOthers = useMutation({
    mutationFn: () => request<unknown>('/me/sessions', { method: 'DELETE' }),
    onSettled: refresh,
  });
  const failure = error ?? end.error ?? endOthers.error;
  const others = data?.sessions.filter(({ current }) => !current).length ?? 0;
  return (
    <section className="data-section" id="sessions" aria-labelledby="my-sessions">
      <header>
        <h2 id="my-sessions">登录会话</h2>
        <p className="secondary">不认得的，请立即结束，并更改口令。</p>
        {others > 0 && (
          <Button size="small" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            结束其他 {others} 个
          </Button>
        )}
      </header>
      {failure && <ProblemNotice error={failure} onRetry={() => void refetch()} />}
      {data && (
        <SessionTable
          caption="我的登录会话"
          sessions={data.sessions}
          onEnd={(session) => end.mutate(session)}
          ending={end.isPending ? end.variables.id : undefined}
        />
      )}
    </section>
  );
}
