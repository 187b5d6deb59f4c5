import type { Token, TokenIssued } from '@jizhun/api';
import { type Operation, operationFacts, operationNames } from '@jizhun/lifecycle';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { request } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { moment } from '../format/dates.ts';
import { useCan } from '../frame/me.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { IssueToken } from './issue-token.tsx';
import { tokensQuery } from './queries.ts';
import { ShownOnce } from './shown-once.tsx';

const states: Record<Token['state'], { word: string; kind: string }> = {
  valid: { word: '有效', kind: 'fine' },
  expired: { word: '已到期', kind: 'quiet' },
  revoked: { word: '已收回', kind: 'quiet' },
};

const isOperation = (name: string): name is Operation => (operationNames as readonly string[]).includes(name);
const scopeWord = (scope: string): string => (isOperation(scope) ? operationFacts(scope).name : scope);

/** With what other programs sign in: given out, seen, taken back. */
export function Tokens(): ReactNode {
  const tokens = useQuery(tokensQuery);
  const mayIssue = useCan('token.issue');
  const [issuing, setIssuing] = useState(false);
  const [issued, setIssued] = useState<TokenIssued>();
  const rows = tokens.data?.tokens ?? [];
  return (
    <section className="data-section" aria-labelledby="tokens">
      <header>
        <h2 id="tokens">接口令牌</h2>
        <p className="secondary">供其他程序使用接口，写在请求头 Authorization: Bearer 之后</p>
        {mayIssue && (
          <Button icon={<Icon name="add" />} onClick={() => setIssuing(true)}>
            发放
          </Button>
        )}
      </header>
      {tokens.error && <ProblemNotice error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data && rows.length === 0 && (
        <p className="secondary">
          没有接口令牌。{mayIssue ? '其他程序要读取或写入数据时，在此发放。' : '由填报、审核的人员按本人的权限发放。'}
        </p>
      )}
      {rows.length > 0 && <TokenTable tokens={rows} />}
      {issuing && (
        <IssueToken
          onClose={() => setIssuing(false)}
          onIssued={(answer) => {
            setIssuing(false);
            setIssued(answer);
          }}
        />
      )}
      {issued && (
        <ShownOnce title="接口令牌" secret={issued.secret} onClose={() => setIssued(undefined)}>
          <p>
            “{issued.token.name}”，用到 {moment(issued.token.expiresAt)}。
          </p>
        </ShownOnce>
      )}
    </section>
  );
}

function TokenTable({ tokens }: { tokens: readonly Token[] }): ReactNode {
  const others = tokens.some(({ own }) => !own);
  const revoke = useMutation({
    mutationFn: ({ id }: Token) => request<Token>(`/tokens/${id}`, { method: 'DELETE' }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  return (
    <>
      {revoke.error && <ProblemNotice error={revoke.error} />}
      <table className="list-table plain-table data-table">
        <caption className="hidden">接口令牌</caption>
        <thead>
          <tr>
            <th scope="col">用途</th>
            {others && <th scope="col">以谁的角色</th>}
            <th scope="col">可以进行的操作</th>
            <th scope="col">限于</th>
            <th scope="col">用到</th>
            <th scope="col">最近使用</th>
            <th scope="col">状态</th>
            <th scope="col">
              <span className="hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">
                {token.name}
                <small className="secondary">{moment(token.createdAt)} 发放</small>
              </th>
              {others && <td>{token.person.name}</td>}
              <td>{token.scopes.map(scopeWord).join('、')}</td>
              <td>{token.unit?.name ?? '不限'}</td>
              <td className="data-time">{moment(token.expiresAt)}</td>
              <td className="data-time">{token.lastUsedAt === null ? '没有用过' : moment(token.lastUsedAt)}</td>
              <td>
                <span className={`state state-${states[token.state].kind}`}>{states[token.state].word}</span>
                {token.revokedBy !== null && <small className="secondary">{token.revokedBy}</small>}
              </td>
              <td className="data-actions">
                {token.state === 'valid' && (
                  <Popconfirm
                    title={`收回“${token.name}”？`}
                    description="使用它的程序立即不能再用接口；收回后不能恢复。"
                    okText="收回"
                    cancelText="不收回"
                    onConfirm={() => revoke.mutate(token)}
                  >
                    <Button
                      size="small"
                      loading={revoke.isPending && revoke.variables.id === token.id}
                      aria-label={`收回“${token.name}”`}
                    >
                      收回
                    </Button>
                  </Popconfirm>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
