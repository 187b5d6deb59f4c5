import type { TokenIssued, TokenRequest } from '@jizhun/api';
import { LONGEST_TOKEN_DAYS, tokenScopes } from '@jizhun/api/interface-facts';
import { type Operation, operationFacts } from '@jizhun/lifecycle';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useMe } from '../frame/me.ts';
import { SeatSelect } from '../people/place-select.tsx';
import { unitTreeQuery } from '../people/queries.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { TextField } from '../shared/text-field.tsx';
import { Choices } from './choices.tsx';
import { tokensQuery } from './queries.ts';

/** What the server will say too: days between 1 and a year. */
const daysOf = (text: string): number | undefined => {
  const days = Number(text);
  return /^\d+$/.test(text.trim()) && days >= 1 && days <= LONGEST_TOKEN_DAYS ? days : undefined;
};

/** The operations that a token may be given for, of those that the person may do, by group. */
function scopeGroups(can: readonly Operation[]): { heading: string; choices: Operation[] }[] {
  const groups = new Map<string, Operation[]>();
  for (const scope of tokenScopes) {
    if (!can.includes(scope)) continue;
    const { group } = operationFacts(scope);
    groups.set(group, [...(groups.get(group) ?? []), scope]);
  }
  return [...groups].map(([heading, choices]) => ({ heading, choices }));
}

interface IssueTokenProps {
  onClose: () => void;
  onIssued: (issued: TokenIssued) => void;
}

/** A new token: what it is for, what it may do, where, and until when. */
export function IssueToken({ onClose, onIssued }: IssueTokenProps): ReactNode {
  const { can } = useMe();
  const unitField = useId();
  const { data: tree } = useQuery(unitTreeQuery);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<Operation>>(new Set());
  const [unit, setUnit] = useState<string>();
  const [days, setDays] = useState('90');
  const [tried, setTried] = useState(false);
  const issue = useMutation({
    mutationFn: (body: TokenRequest) => sendJson<TokenIssued>('POST', '/tokens', body),
    onSuccess: (issued) => {
      void queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
      onIssued(issued);
    },
  });
  const number = daysOf(days);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || scopes.size === 0 || number === undefined || issue.isPending) return;
    issue.mutate({
      name: name.trim(),
      scopes: [...scopes],
      days: number,
      ...(unit === undefined || unit === '' ? {} : { unit }),
    });
  };
  const units = [{ id: '', name: '不限' }, ...(tree?.units ?? [])];
  return (
    <Modal title="发放接口令牌" open onCancel={onClose} footer={null} width={560} destroyOnHidden>
      <form className="person-form" onSubmit={submit} noValidate>
        <TextField
          label="用途"
          value={name}
          onChange={setName}
          autoFocus
          hint="如“与一体化系统对接”"
          problem={tried && name.trim() === '' ? '写明用途' : undefined}
        />
        <Choices
          legend="可以进行的操作"
          groups={scopeGroups(can)}
          wordOf={(scope) => operationFacts(scope).name}
          chosen={scopes}
          onChange={setScopes}
          problem={tried && scopes.size === 0 ? '至少选择一项' : undefined}
        />
        <div className="field-row">
          <SeatSelect id={unitField} label="限于单位" options={units} value={unit ?? ''} onChange={setUnit} />
          <TextField
            label="有效天数"
            value={days}
            onChange={setDays}
            hint={`1 至 ${LONGEST_TOKEN_DAYS}`}
            problem={tried && number === undefined ? `填写 1 至 ${LONGEST_TOKEN_DAYS} 的整数` : undefined}
          />
        </div>
        <p className="secondary">令牌以您的角色行事，不超出您现在的权限；人员与权限的操作不对令牌开放。</p>
        <FormProblem error={issue.error} />
        <p className="dialog-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" htmlType="submit" loading={issue.isPending}>
            发放
          </Button>
        </p>
        <SecrecyNotice />
      </form>
    </Modal>
  );
}
