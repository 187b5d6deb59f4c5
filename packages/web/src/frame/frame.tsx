import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useKeys } from '../shared/keys.ts';
import { Toasts } from '../shared/toasts.tsx';
import { InsecureNotice } from './insecure-notice.tsx';
import { KeyHelp } from './key-help.tsx';
import { Navigation } from './navigation.tsx';
import { SessionWatch } from './session-watch.tsx';
import { TopBar } from './top-bar.tsx';
import { UploadPanel } from './upload-panel.tsx';
import { UploadsProvider } from './uploads.tsx';

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

/** What stands round every page but that of the log-in. */
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
        <TopBar onHelp={() => setHelp(true)} />
        <Navigation wide={wide} onToggle={toggle} />
        <main id="main" className="main" tabIndex={-1}>
          <InsecureNotice />
          <Outlet />
        </main>
      </div>
      <UploadPanel />
      <SessionWatch />
      <Toasts />
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </UploadsProvider>
  );
}
