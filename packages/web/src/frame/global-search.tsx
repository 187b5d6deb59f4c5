import { useLocation, useNavigate } from '@tanstack/react-router';
import type { InputRef } from 'antd';
import { type ReactNode, useRef } from 'react';
import { readListSearch } from '../documents/list-search.ts';
import { useKeys } from '../shared/keys.ts';
import { SearchField } from '../shared/search-field.tsx';

/** Pages with a search of their own, which takes the key there. */
const SEARCHES_ITSELF: ReadonlySet<string> = new Set(['/people', '/permissions', '/units', '/projects']);

/** Searches the list of documents from wherever one is. */
export function GlobalSearch(): ReactNode {
  const location = useLocation();
  const navigate = useNavigate();
  const field = useRef<InputRef>(null);
  const onList = location.pathname === '/documents';
  const q = onList ? (readListSearch(location.search).q ?? '') : '';
  const keyless = SEARCHES_ITSELF.has(location.pathname);
  useKeys({ '/': () => !keyless && field.current?.focus({ cursor: 'all' }) });
  return (
    <search className="global-search">
      <SearchField
        ref={field}
        label="搜索文件"
        placeholder={keyless ? '搜索文件' : '搜索单位、地区、文件名（按 / 键）'}
        value={q}
        onCommit={(text) =>
          void navigate({
            to: '/documents',
            search: (old) => {
              const kept = onList ? readListSearch({ ...old, page: undefined }) : {};
              return readListSearch({ ...kept, q: text });
            },
            replace: onList,
          })
        }
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          document.querySelector<HTMLElement>('.row-link')?.focus();
          event.preventDefault();
        }}
      />
    </search>
  );
}
