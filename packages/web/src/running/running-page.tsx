import type { Health, Inspections } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { request } from '../api/client.ts';
import { healthQuery } from '../api/queries.ts';
import { bytes } from '../format/numbers.ts';
import { useCan } from '../frame/me.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { State } from '../shared/state.tsx';
import '../theme/data.css';

/** How the installation runs, whether what is stored is whole, and a copy of it to keep elsewhere. */
export function RunningPage(): ReactNode {
  const { data: health, error, refetch } = useQuery({ ...healthQuery, staleTime: 0 });
  const mayBackUp = useCan('system.backup');
  const inspect = useMutation({ mutationFn: () => request<Inspections>('/inspections') });
  useEffect(() => {
    document.title = '运行 · 绩准';
  }, []);
  return (
    <div className="page page-narrow">
      <header className="page-head">
        <h1>运行</h1>
      </header>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {health && <Facts health={health} />}
      {mayBackUp && (
        <section className="data-section" aria-labelledby="backup">
          <header>
            <h2 id="backup">备份</h2>
            <Button size="small" href="/api/v1/backup" download icon={<Icon name="download" />}>
              下载备份
            </Button>
          </header>
          <p className="secondary">
            包括全部数据、原文件和操作记录，备份时可以照常使用。请存到本机以外的地方。数据较多，或系统中有几个租户的，在服务器上运行
            jizhun backup。
          </p>
        </section>
      )}
      <section className="data-section" aria-labelledby="inspections">
        <header>
          <h2 id="inspections">检查所存的数据</h2>
          <Button size="small" loading={inspect.isPending} onClick={() => inspect.mutate()}>
            {inspect.data ? '再查一次' : '开始检查'}
          </Button>
        </header>
        <p className="secondary">
          操作记录是否完整，原文件是否与加入时一致。文件多时需要几分钟。与 jizhun doctor 相同。
        </p>
        {inspect.error && <ProblemNotice error={inspect.error} onRetry={() => inspect.mutate()} />}
        {inspect.data && <Outcome {...inspect.data} />}
      </section>
    </div>
  );
}

function Facts({ health: { status, version, database, documents, limits } }: { health: Health }): ReactNode {
  return (
    <dl className="data-facts">
      <div>
        <dt>情况</dt>
        <dd>
          <State kind={status === 'ok' ? 'fine' : 'error'}>{status === 'ok' ? '正常' : '数据库暂不可用'}</State>
        </dd>
      </div>
      <div>
        <dt>版本</dt>
        <dd>{version}</dd>
      </div>
      <div>
        <dt>数据库</dt>
        <dd>
          {database.kind === 'embedded' ? '自带' : '已有'}的 PostgreSQL {database.version}
        </dd>
      </div>
      {documents && (
        <div>
          <dt>等待重新读取、核对</dt>
          <dd>{documents.pending === 0 ? '没有' : `${documents.pending} 份`}</dd>
        </div>
      )}
      <div>
        <dt>一份文件至多</dt>
        <dd>{bytes(limits.uploadBytes)}</dd>
      </div>
    </dl>
  );
}

function Outcome({ inspections }: Inspections): ReactNode {
  return (
    <table className="list-table plain-table data-table">
      <caption className="hidden">检查结果</caption>
      <thead>
        <tr>
          <th scope="col">检查</th>
          <th scope="col">结果</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {inspections.map(({ what, fine, detail, remedy }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>
              <State kind={fine ? 'fine' : 'error'}>{fine ? '正常' : '有问题'}</State>
            </td>
            <td>
              {detail}
              {remedy !== undefined && <small className="secondary">{remedy}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
