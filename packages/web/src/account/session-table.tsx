import type { SessionInfo } from '@jizhun/api';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { moment } from '../format/dates.ts';
import { browserOf } from './browser.ts';

const how: Record<SessionInfo['how'], string> = {
  password: '口令',
  oidc: '统一身份认证',
  demonstration: '演示',
};

interface SessionTableProps {
  caption: string;
  sessions: readonly SessionInfo[];
  /** Whose they are is shown where they are not all of one person. */
  people?: boolean;
  /** Left out where they may only be looked at. */
  onEnd?: (session: SessionInfo) => void;
  ending?: string | undefined;
}

/** Log-ins that go on: since when, from where, with what; each can be ended. */
export function SessionTable({ caption, sessions, people = false, onEnd, ending }: SessionTableProps): ReactNode {
  return (
    <table className="list-table plain-table data-table">
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {people && <th scope="col">谁</th>}
          <th scope="col">登录时间</th>
          <th scope="col">最近操作</th>
          <th scope="col">从哪里</th>
          <th scope="col">浏览器</th>
          <th scope="col">登录方式</th>
          <th scope="col">
            <span className="hidden">操作</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id}>
            {people && (
              <td>
                {session.person.name}
                <small className="secondary">{session.person.login}</small>
              </td>
            )}
            <td className="data-time">{moment(session.startedAt)}</td>
            <td className="data-time">{moment(session.lastSeenAt)}</td>
            <td>{session.address}</td>
            <td title={session.agent}>{browserOf(session.agent)}</td>
            <td>{how[session.how]}</td>
            <td className="data-actions">
              {session.current ? (
                <span className="secondary">本次登录</span>
              ) : (
                onEnd && (
                  <Button
                    size="small"
                    loading={ending === session.id}
                    aria-label={`结束 ${session.person.name} ${moment(session.startedAt)} 开始的会话`}
                    onClick={() => onEnd(session)}
                  >
                    结束
                  </Button>
                )
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
