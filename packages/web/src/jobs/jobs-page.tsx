import type { Job } from '@jizhun/api';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { moment } from '../format/dates.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { State } from '../shared/state.tsx';
import '../theme/data.css';
import '../theme/jobs.css';
import { cancelJob, jobsQuery, retryJob } from './queries.ts';
import { isOpen, lastingOf, stateOf } from './words.ts';

/** Long work that goes on beside the page, and what came of it. */
export function JobsPage(): ReactNode {
  const list = useInfiniteQuery(jobsQuery);
  useEffect(() => {
    document.title = '后台任务 · 绩准';
  }, []);
  const jobs = list.data?.pages.flatMap((page) => page.jobs) ?? [];
  const open = jobs.filter(isOpen).length;
  const now = useNow(open > 0);

  return (
    <div className="page">
      <header className="page-head">
        <h1>后台任务</h1>
        <p className="secondary" role="status">
          {list.data && (open > 0 ? `${open} 项在等待或进行` : '没有正在进行的任务')}
        </p>
      </header>
      <p className="secondary">用时较长的工作在后台进行，关闭页面、重新启动服务后仍会接着做完。</p>
      {list.error && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && jobs.length === 0 && (
        <div className="empty">
          <p>还没有后台任务。加入压缩包、导入名单、程序更新后重新核对文件时，会列在这里。</p>
        </div>
      )}
      {jobs.length > 0 && (
        <table className="list-table plain-table jobs-table">
          <caption className="hidden">后台任务，新发起的在前</caption>
          <thead>
            <tr>
              <th scope="col">任务</th>
              <th scope="col">状态</th>
              <th scope="col">进度</th>
              <th scope="col">发起</th>
              <th scope="col" className="number">
                用时
              </th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <Row key={job.id} job={job} now={now} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <p>
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            更早的任务
          </Button>
        </p>
      )}
    </div>
  );
}

/** The time, every second while something goes on. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

function Row({ job, now }: { job: Job; now: number }): ReactNode {
  const { word, kind } = stateOf(job, now);
  const change = useMutation({ mutationFn: (what: (id: string) => Promise<Job>) => what(job.id) });
  return (
    <tr>
      <td className="job-what">
        <b>{job.title}</b>
        {job.doing !== undefined && <small className="secondary">{job.doing}</small>}
        {job.outcome !== undefined && <small>{job.outcome}</small>}
        {job.problem !== undefined && job.state !== 'done' && <small className="job-problem">{job.problem}</small>}
        {change.error && <ProblemNotice error={change.error} />}
      </td>
      <td>
        <State kind={kind}>{word}</State>
      </td>
      <td>
        <Progress job={job} />
      </td>
      <td className="job-when">
        {moment(job.createdAt)}
        <small className="secondary">{job.createdBy}</small>
      </td>
      <td className="number">{lastingOf(job, now)}</td>
      <td className="job-do">
        {job.link !== undefined && <Link to={job.link}>查看结果</Link>}
        {job.may.cancel && (
          <Button size="small" loading={change.isPending} onClick={() => change.mutate(cancelJob)}>
            取消
          </Button>
        )}
        {job.may.retry && (
          <Button
            size="small"
            icon={<Icon name="retry" />}
            loading={change.isPending}
            onClick={() => change.mutate(retryJob)}
          >
            重新进行
          </Button>
        )}
      </td>
    </tr>
  );
}

function Progress({ job: { state, done, total, title } }: { job: Job }): ReactNode {
  if (done === 0 && total === undefined) return null;
  return (
    <span className="job-progress">
      {state === 'running' && (
        <progress aria-label={`${title}的进度`} {...(total === undefined ? {} : { value: done, max: total })} />
      )}
      <span>{total === undefined ? done : `${done} / ${total}`}</span>
    </span>
  );
}
