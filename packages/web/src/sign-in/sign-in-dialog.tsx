import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { meQuery, takeUpAgain } from '../api/queries.ts';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { useDemonstrationSignIn } from './demonstration-sign-in.ts';
import { SignInForm } from './sign-in-form.tsx';
import '../theme/sign-in.css';
import { FormProblem } from '../shared/form-problem.tsx';

/** Over the page whose session has ended: who signs in again goes on where they were. */
export function SignInDialog(): ReactNode {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const demonstration = useDemonstrationSignIn(() => void takeUpAgain());
  const back = encodeURIComponent(location.pathname + location.search);
  const known = me?.session?.how;
  return (
    <Modal
      title="登录会话已结束"
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={400}
      footer={null}
    >
      <p className="secondary dialog-lead">重新登录后接着进行，本页填写的内容还在。</p>
      {known === 'demonstration' && me !== undefined ? (
        <>
          <Button
            type="primary"
            block
            autoFocus
            loading={demonstration.isPending}
            onClick={() => demonstration.mutate(me.person.id)}
          >
            仍以{me.person.name}登录
          </Button>
          <FormProblem error={demonstration.error} />
        </>
      ) : (
        <SignInForm {...(me === undefined ? {} : { login: me.person.login })} onSignedIn={() => void takeUpAgain()} />
      )}
      <p className="dialog-aside">
        <a href={`/sign-in?back=${back}`}>{known === 'oidc' ? '用统一身份认证登录' : '换人登录'}</a>
        <span className="secondary">（离开本页，未保存的内容不保留）</span>
      </p>
      <SecrecyNotice />
    </Modal>
  );
}
