import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { documentQuery, documentsQuery, queryClient, rulesQuery } from './api/queries.ts';
import { readAuditSearch } from './audit/search.ts';
import { readChecksSearch } from './checks/search.ts';
import { readDocumentSearch } from './document/search.ts';
import { DocumentsPage } from './documents/documents-page.tsx';
import { readListSearch } from './documents/list-search.ts';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './frame/not-found.tsx';
import { readRulesSearch } from './rules/search.ts';
import { ProblemNotice } from './shared/problem-notice.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/documents', replace: true });
  },
});

const documents = createRoute({
  getParentRoute: () => root,
  path: '/documents',
  validateSearch: readListSearch,
  loader: () => void queryClient.prefetchQuery(documentsQuery),
  component: DocumentsPage,
});

const document = createRoute({
  getParentRoute: () => root,
  path: '/documents/$id',
  validateSearch: readDocumentSearch,
  loader: ({ params }) => {
    void queryClient.prefetchQuery(documentQuery(params.id));
    void queryClient.prefetchQuery(rulesQuery);
  },
  component: lazyRouteComponent(() => import('./document/document-page.tsx'), 'DocumentPage'),
});

const checks = createRoute({
  getParentRoute: () => root,
  path: '/checks',
  validateSearch: readChecksSearch,
  component: lazyRouteComponent(() => import('./checks/checks-page.tsx'), 'ChecksPage'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  validateSearch: readRulesSearch,
  loader: () => void queryClient.prefetchQuery(rulesQuery),
  component: lazyRouteComponent(() => import('./rules/rules-page.tsx'), 'RulesPage'),
});

const rule = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id',
  loader: () => void queryClient.prefetchQuery(rulesQuery),
  component: lazyRouteComponent(() => import('./rules/rule-page.tsx'), 'RulePage'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

/** The address bar in plain words: `?year=2024&cell=/goalSheets/0/name`, not JSON in quotation marks. */
function stringifySearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value)).replace(/%2F/g, '/')}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

export const router = createRouter({
  routeTree: root.addChildren([index, documents, document, checks, rules, rule, audit]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error, reset }) => (
    <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
  ),
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
