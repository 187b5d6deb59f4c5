import type { AssignmentInfo, PersonInfo } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { SessionTable } from '../account/session-table.tsx';
import { request } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useCan, useMe } from '../frame/me.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { State } from '../shared/state.tsx';
import { AccountPanel } from './account-panel.tsx';
import { BoundIdentities } from './bound-identities.tsx';
import { ChangePerson } from './change-person.tsx';
import { ChangeRole } from './change-role.tsx';
import { EndRole } from './end-role.tsx';
import { GiveRole } from './give-role.tsx';
import { History } from './history.tsx';
import { personQuery, sessionsQuery } from './queries.ts';
import { assignmentPlace, assignmentState, assignmentTitle } from './words.ts';
import '../theme/data.css';

const route = getRouteApi('/people/$id');

/** One person: roles with their periods, the way in, log-ins, and what was done about them. */
export function PersonPage(): ReactNode {
  const { id } = route.useParams();
  const { data: person, error, refetch } = useQuery(personQuery(id));
  const mayReset = useCan('account.reset');
  const mayManage = useCan('person.manage');
  const seesSessions = useCan('role.assign');
  const seesTrail = useCan('audit.read');
  const [changing, setChanging] = useState(false);
  useEffect(() => {
    document.title = `${person?.name ?? '人员'} · 绩准`;
  }, [person]);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (person === undefined) return <div className="page list-waiting" aria-busy="true" />;
  return (
    <div className="page page-narrow">
      <p className="crumb">
        <Link to="/people">人员</Link>
      </p>
      <header className="page-head">
        <h1>{person.name}</h1>
        <p className="secondary">
          {person.staffNumber !== null && `工号 ${person.staffNumber}　`}
          {person.endedAt !== null && <State kind="error">已停用</State>}
        </p>
        {mayManage && <Button onClick={() => setChanging(true)}>修改、停用</Button>}
      </header>
      <Roles person={person} />
      {mayReset && <AccountPanel person={person} />}
      {mayReset && person.account !== null && <BoundIdentities person={person} />}
      {seesSessions && <Sessions person={person} />}
      {seesTrail && <History person={person.id} />}
      {(mayReset || mayManage || seesSessions) && <SecrecyNotice />}
      {changing && <ChangePerson person={person} onClose={() => setChanging(false)} />}
    </div>
  );
}

type Doing = { what: 'give' } | { what: 'end' | 'change'; assignment: AssignmentInfo };

function Roles({ person }: { person: PersonInfo }): ReactNode {
  const me = useMe();
  const assigns = useCan('role.assign');
  const [doing, setDoing] = useState<Doing>();
  const [past, setPast] = useState(false);
  const close = (): void => setDoing(undefined);
  const own = me.person.id === person.id;
  const may = assigns && !own && person.endedAt === null;
  const over = person.assignments.filter(({ state }) => state === 'over').length;
  const shown = person.assignments.filter(({ state }) => past || state !== 'over');
  return (
    <section className="data-section" aria-labelledby="person-roles">
      <header>
        <h2 id="person-roles">角色</h2>
        {assigns && own && <p className="secondary">不能改变本人的角色，请另一位安全管理员办理。</p>}
        {may && (
          <Button type="primary" size="small" onClick={() => setDoing({ what: 'give' })}>
            授予角色
          </Button>
        )}
      </header>
      {shown.length === 0 ? (
        <p className="secondary">没有角色。授予角色后，才能使用相应的功能。</p>
      ) : (
        <table className="list-table plain-table data-table">
          <caption className="hidden">{person.name}的角色</caption>
          <thead>
            <tr>
              <th scope="col">角色</th>
              <th scope="col">单位或财政部门</th>
              <th scope="col">从</th>
              <th scope="col">到</th>
              <th scope="col">情况</th>
              <th scope="col">
                <span className="hidden">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((assignment) => (
              <tr key={assignment.id}>
                <th scope="row">
                  {assignmentTitle(assignment)}
                  <Items assignment={assignment} />
                </th>
                <td>{assignmentPlace(assignment)}</td>
                <td className="data-time">{assignment.from}</td>
                <td className="data-time">{assignment.to ?? '未定'}</td>
                <td>
                  <State kind={assignment.state === 'holds' ? 'fine' : 'quiet'}>
                    {assignmentState[assignment.state]}
                  </State>
                </td>
                <td className="data-actions">
                  {may && assignment.state !== 'over' && (
                    <>
                      {assignment.deputyFor === null && (
                        <Button
                          size="small"
                          aria-label={`更改${assignmentTitle(assignment)}的期限`}
                          onClick={() => setDoing({ what: 'change', assignment })}
                        >
                          更改
                        </Button>
                      )}{' '}
                      <Button
                        size="small"
                        aria-label={`收回${assignmentTitle(assignment)}`}
                        onClick={() => setDoing({ what: 'end', assignment })}
                      >
                        收回
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {over > 0 && (
        <button type="button" className="link-button" aria-expanded={past} onClick={() => setPast(!past)}>
          {past ? '不看已结束的' : `看已结束的 ${over} 项`}
        </button>
      )}
      {doing?.what === 'give' && <GiveRole person={person} onClose={close} />}
      {doing?.what === 'end' && <EndRole assignment={doing.assignment} onClose={close} />}
      {doing?.what === 'change' && <ChangeRole assignment={doing.assignment} onClose={close} />}
    </section>
  );
}

/** For what a desk is in charge, or what a third party was given. */
function Items({ assignment: { role, items } }: { assignment: AssignmentInfo }): ReactNode {
  if (items.length === 0) return null;
  const names = items.map(({ name }) => name ?? '已不存在的事项');
  const label = role === 'finance-desk' ? '对口' : '分派';
  return (
    <small className="secondary" title={names.join('、')}>
      {label}：{names.slice(0, 3).join('、')}
      {names.length > 3 && ` 等 ${names.length} 项`}
    </small>
  );
}

function Sessions({ person }: { person: PersonInfo }): ReactNode {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (id: string) => request<undefined>(`/sessions/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  const sessions = data?.sessions.filter((session) => session.person.id === person.id) ?? [];
  const failure = error ?? end.error;
  return (
    <section className="data-section" aria-labelledby="person-sessions">
      <header>
        <h2 id="person-sessions">登录会话</h2>
      </header>
      {failure && <ProblemNotice error={failure} onRetry={() => void refetch()} />}
      {data && sessions.length === 0 && <p className="secondary">现在没有登录。登录后，这里列出从哪里、用什么登录。</p>}
      {sessions.length > 0 && (
        <SessionTable
          caption={`${person.name}的登录会话`}
          sessions={sessions}
          onEnd={({ id }) => end.mutate(id)}
          ending={end.isPending ? end.variables : undefined}
        />
      )}
    </section>
  );
}
