import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useLocation,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { RequestFailed } from './api/client.ts';
import {
  documentQuery,
  documentsQuery,
  homeQuery,
  meQuery,
  permissionsQuery,
  queryClient,
  rulesQuery,
} from './api/queries.ts';
import { readAuditSearch } from './audit/search.ts';
import { readChecksSearch } from './checks/search.ts';
import { readDocumentSearch } from './document/search.ts';
import { DocumentsPage } from './documents/documents-page.tsx';
import { readListSearch } from './documents/list-search.ts';
import { Frame } from './frame/frame.tsx';
import { NotFound } from './frame/not-found.tsx';
import { HomePage } from './home/home-page.tsx';
import { readImportSearch, readProjectsSearch, readUnitsSearch } from './organisation/search.ts';
import { readPeopleSearch } from './people/search.ts';
import { readMatrixSearch } from './permissions/search.ts';
import { readRulesSearch } from './rules/search.ts';
import { ProblemNotice } from './shared/problem-notice.tsx';
import { readSignInSearch } from './sign-in/search.ts';

/** Every page but that of the log-in stands within the frame. */
function Root(): ReactNode {
  const signingIn = useLocation({ select: ({ pathname }) => pathname === SIGN_IN });
  return signingIn ? <Outlet /> : <Frame />;
}

const SIGN_IN = '/sign-in';

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  /** Nothing is shown before it is known to whom: who is not signed in comes back here afterwards. */
  beforeLoad: async ({ location }) => {
    if (location.pathname === SIGN_IN) return;
    const signIn = () => redirect({ to: SIGN_IN, search: readSignInSearch({ back: location.href }), replace: true });
    const me = await queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      throw error instanceof RequestFailed && error.problem.status === 401 ? signIn() : error;
    });
    if (me.password?.mustChange) throw signIn();
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: SIGN_IN,
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: () => void queryClient.prefetchQuery(homeQuery),
  component: HomePage,
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
});

const units = createRoute({
  getParentRoute: () => root,
  path: '/units',
  validateSearch: readUnitsSearch,
  component: lazyRouteComponent(() => import('./organisation/units-page.tsx'), 'UnitsPage'),
});

const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  validateSearch: readProjectsSearch,
  component: lazyRouteComponent(() => import('./organisation/projects-page.tsx'), 'ProjectsPage'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/imports/$id',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('./organisation/import-page.tsx'), 'ImportPage'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
});

const interfaces = createRoute({
  getParentRoute: () => root,
  path: '/interface',
  component: lazyRouteComponent(() => import('./interface/interface-page.tsx'), 'InterfacePage'),
});

const permissions = createRoute({
  getParentRoute: () => root,
  path: '/permissions',
  validateSearch: readMatrixSearch,
  loader: () => void queryClient.prefetchQuery(permissionsQuery),
  component: lazyRouteComponent(() => import('./permissions/matrix-page.tsx'), 'MatrixPage'),
});

const running = createRoute({
  getParentRoute: () => root,
  path: '/running',
  component: lazyRouteComponent(() => import('./running/running-page.tsx'), 'RunningPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./account/settings-page.tsx'), 'SettingsPage'),
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

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./jobs/jobs-page.tsx'), 'JobsPage'),
});

/** The address bar in plain words: `?year=2024&cell=/goalSheets/0/name`, not JSON in quotation marks. */
function stringifySearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value)).replace(/%2F/g, '/')}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    home,
    documents,
    document,
    checks,
    rules,
    rule,
    units,
    projects,
    importing,
    people,
    person,
    permissions,
    interfaces,
    jobs,
    audit,
    running,
    settings,
    account,
  ]),
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
