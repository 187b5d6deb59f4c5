import type { LinkedIdentity } from '@jizhun/api';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { moment } from '../format/dates.ts';

interface IdentityTableProps {
  identities: readonly LinkedIdentity[];
  onUnbind: (id: string) => void;
}

/** How identity providers know a person. */
export function IdentityTable({ identities, onUnbind }: IdentityTableProps): ReactNode {
  return (
    <table className="list-table plain-table data-table">
      <caption className="hidden">已绑定的统一身份</caption>
      <thead>
        <tr>
          <th scope="col">统一身份认证</th>
          <th scope="col">在其中的标识</th>
          <th scope="col">绑定</th>
          <th scope="col">
            <span className="hidden">操作</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {identities.map(({ id, provider, issuer, subject, linkedAt, linkedBy }) => (
          <tr key={id}>
            <td title={issuer}>{provider ?? issuer}</td>
            <td>{subject}</td>
            <td>
              {moment(linkedAt)}，{linkedBy}
            </td>
            <td className="data-actions">
              <Button size="small" aria-label={`解除绑定 ${subject}`} onClick={() => onUnbind(id)}>
                解除绑定
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
