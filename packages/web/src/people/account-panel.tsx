import type { AccountInfo, AccountRequest, OneTimePassword, PersonInfo } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Modal } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { RequestFailed, request, sendJson } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { moment } from '../format/dates.ts';
import { useMe } from '../frame/me.ts';
import { copyText } from '../shared/copy.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { State, type StateKind } from '../shared/state.tsx';
import { TextField } from '../shared/text-field.tsx';
import { toast } from '../shared/toasts.tsx';
import { accountQuery, refreshPeople, sessionsQuery } from './queries.ts';

const states: Record<AccountInfo['state'], { word: string; kind: StateKind }> = {
  open: { word: '可以登录', kind: 'fine' },
  locked: { word: '已锁定', kind: 'warning' },
  disabled: { word: '已停用', kind: 'error' },
  left: { word: '人员已停用', kind: 'quiet' },
};

/** How a person gets in: made, disabled, unlocked, and given a one-time password by the security administrator. */
export function AccountPanel({ person }: { person: PersonInfo }): ReactNode {
  const me = useMe();
  const own = me.person.id === person.id;
  const {
    data: account,
    error,
    refetch,
  } = useQuery({
    ...accountQuery(person.id),
    retry: false,
    enabled: person.account !== null,
  });
  const [oneTime, setOneTime] = useState<OneTimePassword>();
  const [creating, setCreating] = useState(false);
  const refresh = (): void => {
    refreshPeople();
    void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  };
  const base = `/people/${encodeURIComponent(person.id)}`;
  const act = useMutation({
    mutationFn: ({ path, method = 'POST' }: { path: string; method?: 'POST' | 'DELETE'; said: string }) =>
      request<AccountInfo>(`${base}${path}`, { method }),
    onSuccess: (_, { said }) => {
      toast(said);
      refresh();
    },
  });
  const reset = useMutation({
    mutationFn: () => request<OneTimePassword>(`${base}/password-reset`, { method: 'POST' }),
    onSuccess: (answer) => {
      setOneTime(answer);
      refresh();
    },
  });
  const missing = person.account === null || (error instanceof RequestFailed && error.problem.status === 404);

  return (
    <section className="data-section" aria-labelledby="person-account">
      <header>
        <h2 id="person-account">账号</h2>
        {own && <p className="secondary">本人的账号由另一位安全管理员管理。</p>}
      </header>
      {error && !missing && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {missing && (
        <>
          <p className="secondary">没有账号，不能登录。</p>
          {person.endedAt === null && !own && (
            <Button type="primary" size="small" onClick={() => setCreating(true)}>
              建立账号
            </Button>
          )}
        </>
      )}
      {account && !missing && (
        <>
          <AccountFacts account={account} />
          {!own && account.state !== 'left' && (
            <p className="account-actions">
              {account.state === 'locked' && (
                <Button
                  size="small"
                  type="primary"
                  loading={act.isPending}
                  onClick={() => act.mutate({ path: '/account/unlock', said: '已解除锁定。' })}
                >
                  解除锁定
                </Button>
              )}
              {account.state !== 'disabled' && (
                <Button size="small" loading={reset.isPending} onClick={() => reset.mutate()}>
                  重置口令
                </Button>
              )}
              {account.state === 'disabled' ? (
                <Button
                  size="small"
                  loading={act.isPending}
                  onClick={() => act.mutate({ path: '/account/enable', said: '账号已启用。' })}
                >
                  启用
                </Button>
              ) : (
                <Button
                  size="small"
                  danger
                  loading={act.isPending}
                  onClick={() =>
                    act.mutate({ path: '/account', method: 'DELETE', said: '账号已停用，登录会话已结束。' })
                  }
                >
                  停用账号
                </Button>
              )}
            </p>
          )}
        </>
      )}
      <FormProblem error={act.error ?? reset.error} />
      {creating && (
        <CreateAccount
          person={person}
          onClose={() => setCreating(false)}
          onCreated={(answer) => {
            setCreating(false);
            setOneTime(answer);
            refresh();
          }}
        />
      )}
      {oneTime && <OneTime answer={oneTime} name={person.name} onClose={() => setOneTime(undefined)} />}
    </section>
  );
}

function AccountFacts({ account }: { account: AccountInfo }): ReactNode {
  const { word, kind } = states[account.state];
  return (
    <dl className="data-facts">
      <div>
        <dt>登录名</dt>
        <dd>{account.login}</dd>
      </div>
      <div>
        <dt>情况</dt>
        <dd>
          <State kind={kind}>{word}</State>
          {account.lockedUntil !== null && <span className="secondary">　到 {moment(account.lockedUntil)}</span>}
        </dd>
      </div>
      <div>
        <dt>口令</dt>
        <dd>
          {!account.hasPassword
            ? '没有，用统一身份认证登录'
            : account.mustChangePassword
              ? '登录后须先更改'
              : account.passwordExpiresOn === null
                ? '不过期'
                : `用到 ${account.passwordExpiresOn}`}
        </dd>
      </div>
      <div>
        <dt>最近登录</dt>
        <dd>{account.lastSignInAt === null ? '从未登录' : moment(account.lastSignInAt)}</dd>
      </div>
    </dl>
  );
}

interface CreateAccountProps {
  person: PersonInfo;
  onClose: () => void;
  onCreated: (answer: OneTimePassword) => void;
}

function CreateAccount({ person, onClose, onCreated }: CreateAccountProps): ReactNode {
  const [login, setLogin] = useState(person.staffNumber ?? '');
  const [password, setPassword] = useState(true);
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: (body: AccountRequest) =>
      sendJson<OneTimePassword>('POST', `/people/${encodeURIComponent(person.id)}/account`, body),
    onSuccess: onCreated,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (login.trim() !== '' && !create.isPending) create.mutate({ login: login.trim(), password });
  };
  return (
    <Modal title={`为${person.name}建立账号`} open onCancel={onClose} footer={null} width={420} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <TextField
          label="登录名"
          value={login}
          onChange={setLogin}
          autoFocus
          hint="2 至 50 个字母、数字、汉字，不分大小写"
          problem={tried && login.trim() === '' ? '填写登录名' : undefined}
        />
        <Checkbox checked={password} onChange={(event) => setPassword(event.target.checked)}>
          给一次性口令（不给的，只能用统一身份认证登录）
        </Checkbox>
        <FormProblem error={create.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            建立
          </Button>
        </p>
      </form>
    </Modal>
  );
}

/** Shown once, and nowhere else. */
function OneTime({ answer, name, onClose }: { answer: OneTimePassword; name: string; onClose: () => void }): ReactNode {
  const { password, validUntil, account } = answer;
  return (
    <Modal
      title={password === null ? '账号已建立' : '一次性口令'}
      open
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={null}
      width={440}
    >
      {password === null ? (
        <p>{name}可以用统一身份认证登录。</p>
      ) : (
        <>
          <p>
            {name}，登录名 {account.login}
          </p>
          <p className="one-time">
            <code>{password}</code>
          </p>
          <p className="secondary">
            只在这里显示一次，请当面或用可靠的方式交给本人。登录后须立即更改
            {validUntil === null ? '' : `；${moment(validUntil)} 前没有使用的，须重新设定`}。
          </p>
        </>
      )}
      <p className="dialog-actions">
        {password !== null && (
          <Button onClick={() => toast(copyText(password) ? '已复制。' : '浏览器不允许复制，请选中后按 Ctrl+C。')}>
            复制
          </Button>
        )}
        <Button type="primary" autoFocus onClick={onClose}>
          {password === null ? '知道了' : '已记下，关闭'}
        </Button>
      </p>
    </Modal>
  );
}
