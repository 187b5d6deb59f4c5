import type { TenantSettings } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useCan } from '../frame/me.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { toast } from '../shared/toasts.tsx';
import { boundsQuery, settingsQuery } from './settings.ts';
import '../theme/data.css';

const groups: Readonly<Record<string, string>> = {
  password: '口令',
  lockOut: '输错口令',
  session: '登录会话',
  logs: '日志',
};

type Values = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What the tenant asks of passwords, sessions and its logs. */
export function SettingsPage(): ReactNode {
  const settings = useQuery(settingsQuery);
  const bounds = useQuery(boundsQuery);
  useEffect(() => {
    document.title = '设置 · 绩准';
  }, []);
  const failure = settings.error ?? bounds.error;
  return (
    <div className="page page-narrow">
      <header className="page-head">
        <h1>设置</h1>
        <p className="secondary">对口令、登录会话和操作记录的要求。每次更改都有记录。</p>
      </header>
      {failure && <ProblemNotice error={failure} onRetry={() => void settings.refetch()} />}
      {settings.data && bounds.data && (
        <SettingsForm key={JSON.stringify(settings.data)} saved={settings.data} bounds={bounds.data} />
      )}
      <SecrecyNotice />
    </div>
  );
}

interface SettingsFormProps {
  saved: TenantSettings;
  bounds: Readonly<
    Record<string, Readonly<Record<string, { title: string; hint: string; least: number; most: number }>>>
  >;
}

function SettingsForm({ saved, bounds }: SettingsFormProps): ReactNode {
  const may = useCan('policy.manage');
  const [values, setValues] = useState<Values>(saved);
  const save = useMutation({
    mutationFn: () => sendJson<TenantSettings>('PUT', '/settings', values),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      toast('设置已保存，从下一次登录、下一次更改口令起执行。');
    },
  });
  const old: Values = saved;
  const changed = Object.entries(values).some(([group, parts]) =>
    Object.entries(parts).some(([name, value]) => old[group]?.[name] !== value),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (changed && !save.isPending) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      {Object.entries(bounds).map(([group, fields]) => (
        <fieldset key={group} className="settings-group">
          <legend>{groups[group] ?? group}</legend>
          {Object.entries(fields).map(([name, { title, hint, least, most }]) => {
            const id = `${group}-${name}`;
            const value = values[group]?.[name];
            const was = old[group]?.[name];
            return (
              <p key={name} className="settings-field">
                <label htmlFor={id}>{title}</label>
                <InputNumber
                  id={id}
                  min={least}
                  max={most}
                  precision={0}
                  disabled={!may}
                  value={value ?? null}
                  aria-describedby={`${id}-hint`}
                  onChange={(next) => {
                    if (next !== null) setValues({ ...values, [group]: { ...values[group], [name]: next } });
                  }}
                />
                <small id={`${id}-hint`} className="secondary">
                  {hint}
                  {value !== was && `，原为 ${was}`}
                </small>
              </p>
            );
          })}
        </fieldset>
      ))}
      <FormProblem error={save.error} />
      {may ? (
        <p className="dialog-actions settings-actions">
          {changed && <Button onClick={() => setValues(saved)}>恢复原值</Button>}
          <Button type="primary" htmlType="submit" disabled={!changed} loading={save.isPending}>
            保存
          </Button>
        </p>
      ) : (
        <p className="secondary">由安全管理员更改。</p>
      )}
    </form>
  );
}
