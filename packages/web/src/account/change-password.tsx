import type { PasswordChange } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { PasswordField } from '../shared/password-field.tsx';
import { passwordRulesQuery } from './queries.ts';

/** A new password in place of the present one, with what is asked of it. */
export function ChangePassword({ onChanged }: { onChanged: () => void }): ReactNode {
  const { data: rules } = useQuery(passwordRulesQuery);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: (body: PasswordChange) => sendJson<unknown>('POST', '/me/password', body),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      setAgain('');
      setTried(false);
      onChanged();
    },
  });
  const problems = {
    current: current === '' ? '填写现在的口令' : undefined,
    next: rules !== undefined && [...next].length < rules.minLength ? `至少 ${rules.minLength} 个字符` : undefined,
    again: again !== next ? '与新口令不同' : undefined,
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(problems).every((problem) => problem === undefined) && !change.isPending) {
      change.mutate({ current, next });
    }
  };
  const shown = (problem: string | undefined): string | undefined => (tried ? problem : undefined);
  return (
    <form className="change-password" onSubmit={submit} noValidate>
      <PasswordField
        label="现在的口令"
        complete="current-password"
        value={current}
        onChange={setCurrent}
        problem={shown(problems.current)}
      />
      <PasswordField
        label="新口令"
        complete="new-password"
        value={next}
        onChange={setNext}
        problem={shown(problems.next)}
      />
      <PasswordField
        label="再输入一次新口令"
        complete="new-password"
        value={again}
        onChange={setAgain}
        problem={shown(problems.again)}
      />
      {rules && (
        <ul className="password-rules">
          {rules.words.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
      )}
      <FormProblem error={change.error} />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        更改口令
      </Button>
    </form>
  );
}
