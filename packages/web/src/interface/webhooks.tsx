import type { Webhook, WebhookAdded } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { request } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { operationWord } from '../audit/words.ts';
import { moment } from '../format/dates.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { AddWebhook } from './add-webhook.tsx';
import { deliveriesQuery, webhooksQuery } from './queries.ts';
import { ShownOnce } from './shown-once.tsx';

/** Which addresses are told what happens, and whether they hear it. */
export function Webhooks(): ReactNode {
  const webhooks = useQuery(webhooksQuery);
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState<WebhookAdded>();
  const [shown, setShown] = useState<string>();
  const stop = useMutation({
    mutationFn: ({ id }: Webhook) => request<Webhook>(`/webhooks/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  const rows = webhooks.data?.webhooks ?? [];
  const failure = webhooks.error ?? stop.error;
  return (
    <section className="data-section" aria-labelledby="webhooks">
      <header>
        <h2 id="webhooks">事件推送</h2>
        <p className="secondary">发生了什么，立即通知内网中的其他程序</p>
        <Button icon={<Icon name="add" />} onClick={() => setAdding(true)}>
          增加
        </Button>
      </header>
      {failure && <ProblemNotice error={failure} onRetry={() => void webhooks.refetch()} />}
      {webhooks.data && rows.length === 0 && (
        <p className="secondary">没有事件推送。其他程序要随时知道文件、单位、项目的变化时，在此增加。</p>
      )}
      {rows.length > 0 && (
        <table className="list-table plain-table data-table">
          <caption className="hidden">事件推送</caption>
          <thead>
            <tr>
              <th scope="col">接收地址</th>
              <th scope="col">通知哪些事情</th>
              <th scope="col">限于</th>
              <th scope="col">状态</th>
              <th scope="col">
                <span className="hidden">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((webhook) => (
              <tr key={webhook.id}>
                <th scope="row">
                  {webhook.url}
                  <small className="secondary">
                    {moment(webhook.createdAt)} {webhook.createdBy}
                  </small>
                </th>
                <td>{webhook.operations.map(operationWord).join('、')}</td>
                <td>{webhook.unit?.name ?? '不限'}</td>
                <td>
                  <State webhook={webhook} />
                </td>
                <td className="data-actions">
                  <Button
                    size="small"
                    aria-expanded={shown === webhook.id}
                    onClick={() => setShown(shown === webhook.id ? undefined : webhook.id)}
                  >
                    {shown === webhook.id ? '收起' : '最近的通知'}
                  </Button>
                  {webhook.stoppedAt === null && (
                    <Popconfirm
                      title="停止这项推送？"
                      description="还没有送达的不再送；停止后不能恢复，可以另行增加。"
                      okText="停止"
                      cancelText="不停止"
                      onConfirm={() => stop.mutate(webhook)}
                    >
                      <Button size="small" loading={stop.isPending && stop.variables.id === webhook.id}>
                        停止
                      </Button>
                    </Popconfirm>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown !== undefined && <Deliveries id={shown} />}
      {adding && (
        <AddWebhook
          onClose={() => setAdding(false)}
          onAdded={(answer) => {
            setAdding(false);
            setAdded(answer);
          }}
        />
      )}
      {added && (
        <ShownOnce title="验证签名用的密钥" secret={added.secret} onClose={() => setAdded(undefined)}>
          <p>请交给 {added.webhook.url} 的维护人员，用来验证通知确由本系统发出。</p>
        </ShownOnce>
      )}
    </section>
  );
}

function State({ webhook: { stoppedAt, waiting, givenUp } }: { webhook: Webhook }): ReactNode {
  if (stoppedAt !== null) return <span className="state state-quiet">{moment(stoppedAt)} 停止</span>;
  return (
    <>
      <span className={`state state-${waiting > 0 ? 'warning' : 'fine'}`}>
        {waiting > 0 ? `${waiting} 条等待送达` : '正常'}
      </span>
      {givenUp > 0 && <small className="secondary">{givenUp} 条多次没有送达，已放弃</small>}
    </>
  );
}

function Deliveries({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(deliveriesQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <div className="list-waiting" aria-busy="true" />;
  if (data.deliveries.length === 0) return <p className="secondary">还没有要通知的事情。</p>;
  return (
    <table className="list-table plain-table data-table">
      <caption className="hidden">最近的通知</caption>
      <thead>
        <tr>
          <th scope="col">记录编号</th>
          <th scope="col">事情</th>
          <th scope="col">结果</th>
          <th scope="col">次数</th>
          <th scope="col">时间</th>
        </tr>
      </thead>
      <tbody>
        {data.deliveries.map(({ seq, operation, deliveredAt, givenUpAt, dueAt, outcome, attempts }) => (
          <tr key={seq}>
            <th scope="row">{seq}</th>
            <td>{operationWord(operation)}</td>
            <td>
              <span
                className={`state state-${deliveredAt !== null ? 'fine' : givenUpAt !== null ? 'error' : 'warning'}`}
              >
                {deliveredAt !== null ? '已送达' : givenUpAt !== null ? '已放弃' : '等待送达'}
              </span>
              {outcome !== null && <small className="secondary">{outcome}</small>}
            </td>
            <td>{attempts}</td>
            <td className="data-time">
              {deliveredAt !== null
                ? moment(deliveredAt)
                : givenUpAt !== null
                  ? moment(givenUpAt)
                  : attempts > 0
                    ? `${moment(dueAt)} 再试`
                    : '即将发送'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
