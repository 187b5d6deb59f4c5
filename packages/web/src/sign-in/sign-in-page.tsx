import type { SignInOptions } from '@jizhun/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { ChangePassword } from '../account/change-password.tsx';
import { RequestFailed } from '../api/client.ts';
import { meQuery, signInOptionsQuery } from '../api/queries.ts';
import { signOut } from '../frame/person-menu.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { Toasts } from '../shared/toasts.tsx';
import { DemonstrationRoles } from './demonstration-roles.tsx';
import { readSignInSearch } from './search.ts';
import { SignInForm } from './sign-in-form.tsx';
import '../theme/sign-in.css';

const route = getRouteApi('/sign-in');

/** Begins anew at a page: nothing of who was here before stays in memory. */
const goTo = (path: string): void => location.assign(path);

/** Who one is; and, before anything else, a new password where the old one no longer holds. */
export function SignInPage(): ReactNode {
  // The router hands over what else stands in the address too: only what was looked through is followed.
  const { back = '/' } = readSignInSearch({ ...route.useSearch() });
  const { data: offer, error, refetch } = useQuery(signInOptionsQuery);
  const { data: me } = useQuery({ ...meQuery, retry: false });
  useEffect(() => {
    document.title = '登录 · 绩准';
  }, []);
  const mustChange = me?.password?.mustChange === true;
  const demonstration = offer?.demonstration ?? undefined;
  const wide = demonstration !== undefined && !mustChange;

  return (
    <main className="sign-in" id="main">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {offer && (
        <section className={wide ? 'sign-in-paper sign-in-wide' : 'sign-in-paper'} aria-labelledby="sign-in-title">
          <header className="sign-in-head">
            <img src="/mark.svg" alt="" width="40" height="40" />
            <div>
              <h1 id="sign-in-title">绩准</h1>
              <p>预算绩效目标管理</p>
            </div>
          </header>
          {mustChange ? (
            <MustChange name={me.person.name} onChanged={() => goTo(back)} />
          ) : (
            <Ways offer={offer} onSignedIn={() => goTo(back)} />
          )}
          <SecrecyNotice />
        </section>
      )}
      <Toasts />
    </main>
  );
}

function MustChange({ name, onChanged }: { name: string; onChanged: () => void }): ReactNode {
  return (
    <>
      <h2>设定新口令</h2>
      <p className="secondary dialog-lead">{name}：口令已到期，或由管理员设定。设定新口令后继续。</p>
      <ChangePassword onChanged={onChanged} />
      <p className="dialog-aside">
        <button type="button" className="link-button" onClick={() => void signOut()}>
          退出
        </button>
      </p>
    </>
  );
}

function Ways({ offer, onSignedIn }: { offer: SignInOptions; onSignedIn: () => void }): ReactNode {
  // Told once: by what the provider answered, on the way back from it.
  const refused = offer.refusal === null ? null : <FormProblem error={new RequestFailed(offer.refusal)} />;
  const others = offer.oidc.length > 0 && (
    <div className="sign-in-oidc">
      {offer.oidc.map(({ id, name }) => (
        <Button key={id} block href={`/api/v1/sign-in/oidc/${encodeURIComponent(id)}`}>
          用{name}登录
        </Button>
      ))}
    </div>
  );
  if (offer.demonstration === null) {
    return (
      <>
        {refused}
        {offer.password && <SignInForm onSignedIn={onSignedIn} />}
        {others}
      </>
    );
  }
  return (
    <>
      {refused}
      <p className="sign-in-demonstration">这是演示：单位、人员、数据均为虚构。选择一个角色进入，随时可以更换。</p>
      <DemonstrationRoles roles={offer.demonstration.roles} onSignedIn={onSignedIn} />
      <details className="sign-in-other">
        <summary>用登录名和口令登录</summary>
        <SignInForm onSignedIn={onSignedIn} />
        {others}
      </details>
    </>
  );
}
