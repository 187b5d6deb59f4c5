import type { ImportAccounts, PasswordSheet } from '@jizhun/api';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { request, requestFile } from '../api/client.ts';
import { useCan } from '../frame/me.ts';
import { copyText } from '../shared/copy.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { toast } from '../shared/toasts.tsx';

type Account = ImportAccounts['accounts'][number];

/** Makes the accounts that an imported list asks for, some at a time, and shows their passwords once. */
export function ImportAccountsPanel({ id, waiting }: { id: string; waiting: number }): ReactNode {
  const may = useCan('account.reset');
  const [made, setMade] = useState<readonly Account[]>([]);
  const [remaining, setRemaining] = useState(waiting);
  const create = useMutation({
    mutationFn: async () => {
      for (;;) {
        const answer = await request<ImportAccounts>(`/imports/${encodeURIComponent(id)}/accounts`, { method: 'POST' });
        setMade((before) => [...before, ...answer.accounts]);
        setRemaining(answer.remaining);
        if (answer.remaining === 0) return;
      }
    },
  });
  const save = useMutation({
    mutationFn: () =>
      requestFile(
        '/password-sheets',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ accounts: [...made] } satisfies PasswordSheet),
        },
        '一次性口令.xlsx',
      ),
    onError: (error) => toast(`没有下载：${error.message}`),
  });
  if (!may || (waiting === 0 && made.length === 0)) return null;
  const total = made.length + remaining;
  const text = [
    '姓名\t登录名\t一次性口令',
    ...made.map(({ person, login, password }) => [person, login, password].join('\t')),
  ];
  return (
    <div>
      <h3>账号</h3>
      {made.length === 0 && <p>{remaining} 人写有登录名，可以开设账号，各给一个一次性口令。</p>}
      {remaining > 0 && (
        <Button type="primary" size="small" loading={create.isPending} onClick={() => create.mutate()}>
          {create.isPending ? `正在开设，${made.length} / ${total}` : '开设账号'}
        </Button>
      )}
      <FormProblem error={create.error} />
      {made.length > 0 && (
        <>
          <p className="import-withheld">
            口令只在这里显示一次，离开本页后不能再看；请当面或用可靠的方式交给本人，登录后须立即更改。
          </p>
          <p className="unit-actions">
            <Button
              size="small"
              onClick={() =>
                toast(
                  copyText(text.join('\n')) ? '已复制，可粘贴到 Excel、WPS。' : '浏览器不允许复制，请选中后按 Ctrl+C。',
                )
              }
            >
              复制全部
            </Button>
            <Button size="small" loading={save.isPending} onClick={() => save.mutate()}>
              下载 xlsx
            </Button>
            <Button size="small" onClick={() => print()}>
              打印
            </Button>
          </p>
          <table className="list-table plain-table import-passwords">
            <caption className="hidden">新开的账号</caption>
            <thead>
              <tr>
                <th scope="col">姓名</th>
                <th scope="col">登录名</th>
                <th scope="col">一次性口令</th>
              </tr>
            </thead>
            <tbody>
              {made.map(({ person, login, password }) => (
                <tr key={login}>
                  <th scope="row">{person}</th>
                  <td>{login}</td>
                  <td>{password}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
