import { Button } from 'antd';
import type { ReactNode } from 'react';
import { RequestFailed } from '../api/client.ts';

/** What went wrong and what to do, in place of the page. */
export function ProblemNotice({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  const problem = error instanceof RequestFailed ? error.problem : undefined;
  return (
    <section className="notice notice-error" role="alert">
      <h1>{problem?.title ?? '页面出了问题'}</h1>
      <p>{problem?.detail ?? error.message}</p>
      <p>{problem ? problem.remedy : '刷新页面；仍不行，请记下上面的文字并反馈。'}</p>
      {onRetry && <Button onClick={onRetry}>重试</Button>}
    </section>
  );
}
