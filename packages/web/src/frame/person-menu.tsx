import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sendJson } from '../api/client.ts';
import { Icon } from '../shared/icons.tsx';
import { toast } from '../shared/toasts.tsx';
import { useMenu } from '../shared/use-menu.ts';
import { useMe } from './me.ts';
import { rolesInShort, roleTitle, seatOf } from './roles.ts';

/** Ends the session; nothing of it stays in the page. */
export async function signOut(to = '/sign-in'): Promise<void> {
  try {
    await sendJson<undefined>('POST', '/sign-out', {});
  } catch {
    toast('没有退出：连不上服务。确认绩准服务仍在运行，再试一次。');
    return;
  }
  location.assign(to);
}

/** Who is at the page, in which roles, and what concerns them alone. */
export function PersonMenu(): ReactNode {
  const me = useMe();
  const { root, button, id, open, toggle, close, onKeyDown } = useMenu();
  const { demonstration } = me.tenant;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the entries inside, caught as they bubble
    <div className="person-menu" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="bar-button person-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        <Icon name="person" />
        <span className="person-name">{me.person.name}</span>
        <span className="person-roles">{rolesInShort(me)}</span>
        <Icon name="down" />
      </button>
      {open && (
        <section className="menu-box" id={id} aria-label={me.person.name}>
          <ul className="menu-roles">
            {me.roles.map((role) => (
              <li key={role.assignment}>
                {roleTitle(role)}
                {seatOf(role) !== '' && <small className="secondary">{seatOf(role)}</small>}
              </li>
            ))}
            {me.roles.length === 0 && <li className="secondary">没有角色，请向安全管理员申请</li>}
          </ul>
          <ul>
            {demonstration && (
              <li>
                <a className="menu-item" href="/sign-in?switch=role">
                  切换演示角色
                </a>
              </li>
            )}
            <li>
              <Link to="/account" className="menu-item" onClick={close}>
                我的账号
              </Link>
            </li>
            <li>
              <Link to="/account" hash="sessions" className="menu-item" onClick={close}>
                登录会话
              </Link>
            </li>
            <li>
              <Link to="/permissions" className="menu-item" onClick={close}>
                角色与权限
              </Link>
            </li>
            <li>
              <button type="button" className="menu-item" onClick={() => void signOut()}>
                退出
              </button>
            </li>
          </ul>
        </section>
      )}
    </div>
  );
}
