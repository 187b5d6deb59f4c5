import type { OfferedRole } from '@jizhun/api';
import { ROLES, type Seat } from '@jizhun/lifecycle';
import type { ReactNode } from 'react';
import { FormProblem } from '../shared/form-problem.tsx';
import { useDemonstrationSignIn } from './demonstration-sign-in.ts';

const seats: readonly { seat: Seat; title: string }[] = [
  { seat: 'unit', title: '预算单位' },
  { seat: 'authority', title: '财政部门，第三方和审计' },
  { seat: 'tenant', title: '系统管理' },
];

/** The roles of the demonstration, each taken by one click. */
export function DemonstrationRoles({
  roles,
  onSignedIn,
}: {
  roles: readonly OfferedRole[];
  onSignedIn: () => void;
}): ReactNode {
  const signIn = useDemonstrationSignIn(onSignedIn);
  return (
    <>
      {seats.map(({ seat, title }) => {
        const offered = roles.filter(({ role }) => ROLES[role].seat === seat);
        if (offered.length === 0) return null;
        return (
          <section key={seat} className="sign-in-group">
            <h2>{title}</h2>
            <ul>
              {offered.map(({ role, name, person, place, duty }) => (
                <li key={person.id + role}>
                  <button
                    type="button"
                    className="role-button"
                    disabled={signIn.isPending}
                    onClick={() => signIn.mutate(person.id)}
                  >
                    <span className="role-button-title">
                      <b>{name}</b>
                      <span>{person.name}</span>
                    </span>
                    {place !== null && <span className="role-button-who">{place}</span>}
                    <span className="role-button-duty">{duty}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <FormProblem error={signIn.error} />
    </>
  );
}
