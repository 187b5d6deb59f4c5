import type { ReactNode } from 'react';
import { RequestFailed } from '../api/client.ts';

/** Why what was sent was refused, and what to do, within a form. */
export function FormProblem({ error }: { error: Error | null }): ReactNode {
  if (error === null) return null;
  const problem = error instanceof RequestFailed ? error.problem : undefined;
  return (
    <div className="form-problem" role="alert">
      <p>
        <b>{problem?.title ?? '没有完成'}</b>
      </p>
      <p>{problem?.detail ?? error.message}</p>
      {problem?.remedy !== undefined && <p>{problem.remedy}</p>}
    </div>
  );
}
