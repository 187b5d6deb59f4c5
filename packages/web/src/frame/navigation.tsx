import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useMe } from './me.ts';
import { placesFor } from './places.ts';

/** The pages that are of use to the person at the page; others are not shown. */
export function Navigation({ wide, onToggle }: { wide: boolean; onToggle: () => void }): ReactNode {
  const groups = placesFor(useMe().can);
  return (
    <nav className="navigation" aria-label="主导航">
      <div className="navigation-groups">
        {groups.map((places) => (
          <ul key={places[0]?.to} className="navigation-group">
            {places.map((place) => (
              <li key={place.to}>
                <Link
                  to={place.to}
                  className="navigation-link"
                  activeProps={{ className: 'active' }}
                  activeOptions={{ exact: place.to === '/' }}
                  title={place.title}
                >
                  <Icon name={place.icon} />
                  <span>{place.title}</span>
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </div>
      <button type="button" className="navigation-fold" onClick={onToggle} aria-expanded={wide}>
        <Icon name={wide ? 'left' : 'right'} />
        <span>{wide ? '收起导航' : '展开'}</span>
      </button>
    </nav>
  );
}
