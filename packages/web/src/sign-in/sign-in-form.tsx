import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { sendJson } from '../api/client.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { PasswordField } from '../shared/password-field.tsx';

interface SignInFormProps {
  /** The log-in name, where it is known who has to come again. */
  login?: string;
  onSignedIn: () => void;
}

/** Log-in name and password. What was refused is told in words; the password is typed again. */
export function SignInForm({ login: known, onSignedIn }: SignInFormProps): ReactNode {
  const id = useId();
  const [login, setLogin] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const passwordField = useRef<InputRef>(null);
  const signIn = useMutation({
    mutationFn: () => sendJson<unknown>('POST', '/sign-in', { login: login.trim(), password }),
    onSuccess: onSignedIn,
    onError: () => passwordField.current?.focus({ cursor: 'all' }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const whole = login.trim() !== '' && password !== '';
    setMissing(!whole);
    if (whole && !signIn.isPending) signIn.mutate();
    if (login.trim() !== '' && password === '') passwordField.current?.focus();
  };
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <p className="field">
        <label htmlFor={id}>登录名</label>
        <Input
          id={id}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={known === undefined}
          readOnly={known !== undefined}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          aria-invalid={missing && login.trim() === ''}
        />
        <small className="field-problem" aria-live="polite">
          {missing && login.trim() === '' ? '填写登录名' : ''}
        </small>
      </p>
      <PasswordField
        ref={passwordField}
        label="口令"
        complete="current-password"
        autoFocus={known !== undefined}
        value={password}
        onChange={setPassword}
        problem={missing && password === '' ? '填写口令' : undefined}
      />
      <FormProblem error={signIn.error} />
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        登录
      </Button>
    </form>
  );
}
