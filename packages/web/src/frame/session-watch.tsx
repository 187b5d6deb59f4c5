import { Button, Modal } from 'antd';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { sessionClock } from '../api/client.ts';
import { goOn, meQuery, queryClient } from '../api/queries.ts';
import { useSignInAgain } from '../api/sign-in-again.ts';
import { useMe } from './me.ts';

/** A person is warned this long before the end. */
const WARNING_S = 120;

const SignInDialog = lazy(() => import('../sign-in/sign-in-dialog.tsx').then((m) => ({ default: m.SignInDialog })));

/** `2 分钟`, `40 秒`. */
const span = (seconds: number): string =>
  seconds > 90 ? `${Math.round(seconds / 60)} 分钟` : `${Math.ceil(seconds)} 秒`;

/**
 * Another window of the browser may have signed in as somebody else: what stands here is not theirs, and nothing that
 * was begun here goes out under their name.
 */
function useSamePerson(): void {
  const { person } = useMe();
  const first = useRef(person.id);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== 'visible') return;
      void queryClient.fetchQuery({ ...meQuery, staleTime: 1_000 }).catch(() => {});
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('focus', look);
    };
  }, []);
  useEffect(() => {
    if (person.id !== first.current) location.assign('/');
  }, [person.id]);
}

/** Warns before the session ends, and lets people sign in again over what they are doing when it has ended. */
export function SessionWatch(): ReactNode {
  const again = useSignInAgain();
  useSamePerson();
  const [left, setLeft] = useState<number>();
  const [heeded, setHeeded] = useState(false);
  useEffect(() => {
    let asked = Number.NEGATIVE_INFINITY;
    const look = (): void => {
      const seconds = sessionClock.left();
      if (seconds > WARNING_S) {
        setLeft(undefined);
        setHeeded(false);
        return;
      }
      setLeft(Math.max(0, seconds));
      // Another window may have put it off, and only the server knows that it is over.
      if (performance.now() - asked < (seconds > 0 ? 20_000 : 5_000)) return;
      asked = performance.now();
      void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => {});
    };
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);

  if (again) {
    return (
      <Suspense>
        <SignInDialog />
      </Suspense>
    );
  }
  if (left === undefined || heeded) return null;
  const canGoOn = sessionClock.canGoOn();
  return (
    <Modal
      title="登录即将到期"
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={420}
      footer={null}
    >
      <p role="timer" aria-live="off">
        再过 {span(left)}，登录会话将结束。
      </p>
      <p className="secondary">
        {canGoOn ? '继续使用，请按“继续”。' : '已到一次登录的最长时间。到期后在本页重新登录，填写的内容不会丢失。'}
      </p>
      <p className="dialog-actions">
        {canGoOn ? (
          <Button type="primary" autoFocus onClick={() => void goOn().catch(() => {})}>
            继续
          </Button>
        ) : (
          <Button autoFocus onClick={() => setHeeded(true)}>
            知道了
          </Button>
        )}
      </p>
    </Modal>
  );
}
