import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon, type IconName } from '../shared/icons.tsx';
import { useKeys } from '../shared/keys.ts';
import { Toasts } from '../shared/toasts.tsx';
import { GlobalSearch } from './global-search.tsx';
import { KeyHelp } from './key-help.tsx';
import { UploadPanel } from './upload-panel.tsx';
import { UploadsProvider } from './uploads.tsx';

const places: readonly { to: '/documents' | '/rules' | '/audit'; title: string; icon: IconName }[] = [
  { to: '/documents', title: '文件', icon: 'file' },
  { to: '/rules', title: '规则', icon: 'rules' },
  { to: '/audit', title: '记录', icon: 'list' },
];

/** Below this width the navigation starts narrow; a person's own choice holds from then on. */
const ROOMY = '(min-width: 1600px)';
const REMEMBERED = 'jizhun.navigation';

function startsWide(): boolean {
  try {
    const remembered = localStorage.getItem(REMEMBERED);
    if (remembered) return remembered === 'wide' && matchMedia('(min-width: 900px)').matches;
  } catch {
    // Storage is switched off: nothing is remembered.
  }
  return matchMedia(ROOMY).matches;
}

export function Frame(): ReactNode {
  const [wide, setWide] = useState(startsWide);
  const [help, setHelp] = useState(false);
  useKeys({ '?': () => setHelp(true) });
  useEffect(() => {
    const room = matchMedia('(min-width: 900px)');
    const onChange = (): void => {
      if (!room.matches) setWide(false);
    };
    room.addEventListener('change', onChange);
    return () => room.removeEventListener('change', onChange);
  }, []);
  const toggle = (): void => {
    setWide(!wide);
    try {
      localStorage.setItem(REMEMBERED, wide ? 'narrow' : 'wide');
    } catch {
      // Storage is switched off: the choice holds until the page is left.
    }
  };

  return (
    <UploadsProvider>
      <div className={wide ? 'frame frame-wide' : 'frame'}>
        <a className="skip" href="#main">
          跳到正文
        </a>
        <header className="top-bar">
          <Link to="/documents" className="brand" aria-label="绩准，文件列表">
            <img src="/mark.svg" alt="" width="26" height="26" />
            <span>绩准</span>
          </Link>
          <GlobalSearch />
          <button type="button" className="bar-button" onClick={() => setHelp(true)} title="全部按键（?）">
            <Icon name="keyboard" />
            <span>按键</span>
          </button>
        </header>
        <nav className="navigation" aria-label="主导航">
          <ul>
            {places.map((place) => (
              <li key={place.to}>
                <Link
                  to={place.to}
                  className="navigation-link"
                  activeProps={{ className: 'active' }}
                  title={place.title}
                >
                  <Icon name={place.icon} />
                  <span>{place.title}</span>
                </Link>
              </li>
            ))}
          </ul>
          <button type="button" className="navigation-fold" onClick={toggle} aria-expanded={wide}>
            <Icon name={wide ? 'left' : 'right'} />
            <span>{wide ? '收起导航' : '展开'}</span>
          </button>
        </nav>
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <UploadPanel />
      <Toasts />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </UploadsProvider>
  );
}
