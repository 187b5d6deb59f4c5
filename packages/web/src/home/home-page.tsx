import type { HomeItem, HomeSection } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { homeQuery } from '../api/queries.ts';
import { moment } from '../format/dates.ts';
import { useMe } from '../frame/me.ts';
import { roleTitle, seatOf } from '../frame/roles.ts';
import { AppLink } from '../shared/app-link.tsx';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SeverityMark } from '../shared/severity.tsx';
import '../theme/home.css';

/** What is due, what is wrong, and what to do next, for whoever is at the page. */
export function HomePage(): ReactNode {
  const me = useMe();
  const { data, error, refetch, isPending } = useQuery(homeQuery);
  useEffect(() => {
    document.title = '首页 · 绩准';
  }, []);
  return (
    <div className="page home">
      <header className="page-head">
        <h1>首页</h1>
        <p className="secondary" role="status">
          {data && (data.due === 0 ? '没有待办' : `待办 ${data.due} 件`)}
        </p>
      </header>
      <ul className="home-roles" aria-label="我的角色">
        {me.roles.map((role) => (
          <li key={role.assignment}>
            <b>{roleTitle(role)}</b>
            {seatOf(role) !== '' && `，${seatOf(role)}`}
            <span className="secondary">　{ROLES[role.role].duty}</span>
          </li>
        ))}
        {me.roles.length === 0 && <li>没有角色：看不到业务内容。请向安全管理员申请。</li>}
      </ul>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <div className="list-waiting" aria-busy="true" />}
      {data && (
        <div className="home-sections">
          {data.sections.map((section) => (
            <Section key={section.id} section={section} />
          ))}
        </div>
      )}
    </div>
  );
}

function Section({ section: { id, title, empty, items, count, more } }: { section: HomeSection }): ReactNode {
  const heading = `home-${id}`;
  return (
    <section className="home-section" aria-labelledby={heading}>
      <h2 id={heading}>
        {title}
        {count > items.length && (
          <span className="secondary">
            　共 {count} 件，列出前 {items.length} 件
          </span>
        )}
      </h2>
      {items.length === 0 ? (
        <p className="home-empty">{empty}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
      {more !== null && (
        <p className="home-more">
          <AppLink to={more.to}>{more.label}</AppLink>
        </p>
      )}
    </section>
  );
}

function Item({ item: { weight, text, detail, daysLeft, at, link } }: { item: HomeItem }): ReactNode {
  return (
    <li className={`home-item home-${weight}`}>
      <span className="home-mark">
        {weight === 'fine' ? <Icon name="fine" /> : <SeverityMark severity={weight} />}
        <span className="hidden">{weightWord[weight]}</span>
      </span>
      <div>
        <AppLink to={link.to} className="home-link">
          {text}
        </AppLink>
        {detail !== null && <p className="secondary">{detail}</p>}
      </div>
      <span className="home-when">
        {daysLeft !== null ? <Days left={daysLeft} /> : at !== null && <time dateTime={at}>{moment(at)}</time>}
      </span>
      <AppLink to={link.to} className="home-next" tabIndex={-1} aria-hidden="true">
        {link.label}
      </AppLink>
    </li>
  );
}

const weightWord: Record<HomeItem['weight'], string> = {
  error: '须处理',
  warning: '须注意',
  info: '可处理',
  fine: '正常',
};

/** `还剩 3 天`, `今天到期`, `逾期 2 天`. */
function Days({ left }: { left: number }): ReactNode {
  if (left < 0) return <b className="home-late">逾期 {-left} 天</b>;
  if (left === 0) return <b className="home-late">今天到期</b>;
  return <span className={left <= 3 ? 'home-soon' : ''}>还剩 {left} 天</span>;
}
