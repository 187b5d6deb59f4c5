import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { homeQuery } from '../api/queries.ts';
import { Icon } from '../shared/icons.tsx';
import { GlobalSearch } from './global-search.tsx';
import { useCan, useMe } from './me.ts';
import { PersonMenu } from './person-menu.tsx';

/** Whose installation it is, the search, what waits for the person, and the person. */
export function TopBar({ onHelp }: { onHelp: () => void }): ReactNode {
  const { tenant } = useMe();
  const searches = useCan('goal.read');
  return (
    <header className="top-bar">
      <Link to="/" className="brand" aria-label="绩准，首页">
        <img src="/mark.svg" alt="" width="26" height="26" />
        <span>绩准</span>
      </Link>
      <span className="tenant">
        <span className="tenant-name" title={tenant.name}>
          {tenant.name}
        </span>
        {tenant.demonstration && (
          <span className="tag" title="这是演示：单位、人员、数据均为虚构">
            示例
          </span>
        )}
      </span>
      <div className="top-bar-end">
        {searches && <GlobalSearch />}
        <Notices />
        <button type="button" className="bar-button" onClick={onHelp} title="全部按键（?）" aria-label="按键">
          <Icon name="keyboard" />
        </button>
        <PersonMenu />
      </div>
    </header>
  );
}

/** How many things wait for the person; nothing where none does. */
function Notices(): ReactNode {
  const { data } = useQuery(homeQuery);
  const due = data?.due ?? 0;
  return (
    <Link
      to="/"
      className="bar-button notices-link"
      aria-label={due === 0 ? '没有待办' : `待办 ${due} 件`}
      title={due === 0 ? '没有待办' : `待办 ${due} 件`}
    >
      <Icon name="bell" />
      {due > 0 && <b>{due > 99 ? '99+' : due}</b>}
    </Link>
  );
}
