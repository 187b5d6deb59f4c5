import type { AssignmentInfo, DeputyRequest, HeldRole } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { dayOf, today } from '../format/day.ts';
import { useCan, useMe } from '../frame/me.ts';
import { roleTitle, seatOf } from '../frame/roles.ts';
import { EndRole } from '../people/end-role.tsx';
import { deputiesQuery, refreshPeople } from '../people/queries.ts';
import { DayField } from '../shared/day-field.tsx';
import { FormProblem } from '../shared/form-problem.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { besideSelect } from '../shared/select.ts';
import { toast } from '../shared/toasts.tsx';

/** Who stands in for the person, for each of their own roles, and until when. */
export function MyDeputies(): ReactNode {
  const { roles } = useMe();
  const may = useCan('role.deputise');
  const own = roles.filter(({ deputyFor, unit, authority }) => deputyFor === null && (unit ?? authority) !== null);
  if (!may || own.length === 0) return null;
  return (
    <section className="data-section" aria-labelledby="my-deputies">
      <header>
        <h2 id="my-deputies">代理人</h2>
        <p className="secondary">出差、休假期间由同事代理。代理所做的，记录中写明“代”谁。</p>
      </header>
      {own.map((role) => (
        <DeputiesOf key={role.assignment} role={role} />
      ))}
    </section>
  );
}

function DeputiesOf({ role }: { role: HeldRole }): ReactNode {
  const { data } = useQuery(deputiesQuery(role.assignment));
  const [naming, setNaming] = useState(false);
  const [ending, setEnding] = useState<AssignmentInfo>();
  const current = data?.deputies.filter(({ state }) => state !== 'over') ?? [];
  return (
    <div className="deputies">
      <p>
        {roleTitle(role)}
        <span className="secondary">　{seatOf(role)}</span>
        <Button size="small" className="deputies-act" disabled={data === undefined} onClick={() => setNaming(true)}>
          指定代理人
        </Button>
      </p>
      {current.length > 0 && (
        <ul>
          {current.map((deputy) => (
            <li key={deputy.id}>
              {deputy.person.name}，{deputy.from} 至 {deputy.to}
              {deputy.state === 'coming' && <span className="secondary">（尚未开始）</span>}
              <Button
                size="small"
                className="deputies-act"
                aria-label={`结束${deputy.person.name}的代理`}
                onClick={() => setEnding(deputy)}
              >
                结束
              </Button>
            </li>
          ))}
        </ul>
      )}
      {naming && data && <NameDeputy role={role} candidates={data.candidates} onClose={() => setNaming(false)} />}
      {ending && <EndRole assignment={ending} onClose={() => setEnding(undefined)} />}
    </div>
  );
}

interface NameDeputyProps {
  role: HeldRole;
  candidates: readonly { id: string; name: string }[];
  onClose: () => void;
}

function NameDeputy({ role, candidates, onClose }: NameDeputyProps): ReactNode {
  const id = useId();
  const [person, setPerson] = useState<string>();
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState('');
  const [tried, setTried] = useState(false);
  const name = useMutation({
    mutationFn: (body: DeputyRequest) =>
      sendJson<AssignmentInfo>('POST', `/assignments/${encodeURIComponent(role.assignment)}/deputies`, body),
    onSuccess: (deputy) => {
      refreshPeople();
      toast(`已指定${deputy.person.name}代理，${deputy.from} 至 ${deputy.to}。`);
      onClose();
    },
  });
  const first = dayOf(from);
  const last = dayOf(to);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (person === undefined || first === undefined || last === undefined || last < first || name.isPending) return;
    name.mutate({ person, from: first, to: last });
  };
  return (
    <Modal title="指定代理人" open onCancel={onClose} footer={null} width={440} destroyOnHidden>
      {candidates.length === 0 ? (
        <>
          <p>没有可以指定的同事：须在同一单位或财政部门任职，所任角色不相冲突。</p>
          <p className="dialog-actions">
            <Button onClick={onClose}>知道了</Button>
          </p>
        </>
      ) : (
        <form className="person-form" onSubmit={submit} noValidate>
          <p className="dialog-lead">
            {roleTitle(role)}，{seatOf(role)}
          </p>
          <p className="field">
            <label htmlFor={id}>代理人</label>
            <Select<string>
              id={id}
              aria-label="代理人"
              autoFocus
              {...(person === undefined ? {} : { value: person })}
              placeholder="选择同事"
              options={candidates.map((one) => ({ value: one.id, label: one.name }))}
              onChange={setPerson}
              getPopupContainer={besideSelect}
            />
            <small className="field-problem">{tried && person === undefined ? '选择代理人' : ''}</small>
          </p>
          <div className="field-row">
            <DayField
              label="从哪一天起"
              value={from}
              onChange={setFrom}
              problem={tried && first === undefined ? '写成 2026-12-31 这样' : undefined}
            />
            <DayField
              label="最后一天"
              value={to}
              onChange={setTo}
              problem={
                !tried
                  ? undefined
                  : last === undefined
                    ? '写成 2026-12-31 这样'
                    : first !== undefined && last < first
                      ? '不能早于第一天'
                      : undefined
              }
            />
          </div>
          <FormProblem error={name.error} />
          <p className="dialog-actions">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={name.isPending}>
              指定
            </Button>
          </p>
          <SecrecyNotice />
        </form>
      )}
    </Modal>
  );
}
