import './polyfills.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/queries.ts';
import { router } from './router.tsx';
import './theme/fonts.css';
import './theme/base.css';
import './theme/frame.css';
import './theme/lists.css';
import './theme/print.css';
import { antdTheme, applyTokens } from './theme/tokens.ts';

applyTokens(document.documentElement);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <ConfigProvider theme={antdTheme} locale={zhCN} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);

// What one goes to next, fetched while nothing else is to be done.
addEventListener('load', () => setTimeout(() => void import('./document/document-page.tsx'), 300));
