import type { Operation as LifecycleOperation, Subject } from '@jizhun/lifecycle';
import { idOf } from './people.ts';
import type { Kind, Thing } from './world.ts';

/** How an operation is called for a thing. Requests are such that as little as possible comes of them. */
export interface Case {
  /** What its `{id}`, its query or its body names. */
  on?: Kind;
  /** Other parts of the path. */
  params?: Readonly<Record<string, string>>;
  query?(thing: Thing): Readonly<Record<string, string>>;
  body?(thing: Thing): unknown;
  bytes?: string;
  /** What else the handler asks the permission table, after it was let in. */
  also?: readonly [LifecycleOperation, Subject][];
}

const RANDOM = idOf(9, 998);
const one = (on: Kind, body?: unknown): Case => ({ on, ...(body === undefined ? {} : { body: () => body }) });
const none: Case = {};
const importCase: Case = { params: { id: RANDOM } };

/** Every operation of the interface, by its id. */
export const CASES: Readonly<Record<string, Case>> = {
  getSignIn: none,
  signIn: { body: () => ({ login: 'nobody', password: 'nothing' }) },
  signInDemonstration: { body: () => ({ person: RANDOM }) },
  startOidc: { params: { provider: 'none' } },
  finishOidc: { params: { provider: 'none' } },
  signOut: { body: () => ({}) },
  getMe: none,
  getOwnPassword: none,
  changeOwnPassword: { body: () => ({ current: 'wrong', next: 'Wrong-again-1234' }) },
  listOwnSessions: none,
  endOtherSessions: none,
  listOwnIdentities: none,
  linkOwnIdentity: { body: () => ({ provider: 'none' }) },
  unlinkOwnIdentity: { params: { identity: RANDOM } },
  listSessions: none,
  endSession: one('session'),
  endSessionsOfPerson: one('person'),
  listAccounts: none,
  getAccount: one('person'),
  createAccount: one('person', { login: 'taken-already' }),
  disableAccount: one('person'),
  enableAccount: one('person'),
  unlockAccount: one('person'),
  resetPassword: one('person'),
  listIdentities: one('person'),
  linkIdentity: one('person', { provider: 'none', subject: 'x' }),
  unlinkIdentity: { on: 'person', params: { identity: RANDOM } },
  getSettings: none,
  putSettings: { body: () => ({}) },

  listDocuments: none,
  addDocument: { on: 'unit', query: ({ id }) => ({ name: '空.docx', unit: id }), bytes: '' },
  getDocument: one('document'),
  getDisclosure: one('document'),
  getReport: one('document'),
  getReportPage: one('document'),
  getReportSarif: one('document'),
  getOriginal: one('document'),
  getSource: one('document'),
  getAnnotated: one('document'),
  previewFixed: one('document', {}),
  getFixed: one('document', {}),
  correctDocument: one('document', { edits: [{ path: '/nothing', from: 'a', to: 'b' }] }),
  withdrawCorrection: { on: 'document', params: { change: '1' } },
  suppressFinding: one('document', { fingerprint: 'none', reason: '没有' }),
  endSuppression: { on: 'document', params: { suppression: '1' } },
  deleteDocument: one('document'),
  restoreDocument: one('document'),
  checkTogether: { body: () => ({ documents: [idOf(6, 21), idOf(6, 22)] }) },

  listRules: none,
  getRule: { params: { id: 'half-over-full' } },
  listAudit: none,
  exportAudit: none,
  verifyAudit: none,
  setCheckpoint: none,
  getInspections: none,
  getBackup: none,
  backUpInstallation: none,
  inspectInstallation: none,
  getHome: none,
  getPermissions: none,
  getHealth: none,

  listAuthorities: none,
  addAuthority: { body: () => ({ name: '没有上级', from: '2026-01-01', parent: RANDOM }) },
  changeAuthority: { params: { id: RANDOM }, body: () => ({ name: '没有' }) },
  endAuthority: { params: { id: RANDOM }, body: () => ({ from: '2026-01-01' }) },
  listUnits: none,
  addUnit: { body: () => ({ name: '没有上级', kind: 'unit', parent: RANDOM, from: '2026-01-01' }) },
  getUnit: one('unit'),
  changeUnit: one('unit', { change: 'end', from: '1999-01-01' }),
  listProjects: none,
  addProject: { on: 'unit', body: ({ id, place }) => ({ unit: id, name: `新项目-${place}`, fromYear: 2026 }) },
  getProject: one('project'),
  changeProject: one('project', { category: '常年' }),
  listPeople: none,
  addPerson: { body: () => ({ name: '新人' }) },
  getPerson: one('person'),
  changePerson: one('person', { staffNumber: null }),
  listAssignments: one('person'),
  giveAssignment: one('person', { role: 'clerk', unit: RANDOM, from: '2026-01-01' }),
  changeAssignment: one('assignment', { to: '1999-01-01' }),
  endAssignment: { on: 'assignment', body: () => ({ last: '2026-12-31' }), also: [['role.assign', {}]] },
  listDeputies: one('assignment'),
  deputise: one('assignment', { person: RANDOM, from: '2026-04-01', to: '2026-04-02' }),

  listJobs: none,
  getJob: one('job'),
  cancelJob: one('job'),
  retryJob: one('job'),
  listTokens: none,
  issueToken: { body: () => ({ name: '试', scopes: ['document.read'], days: 1 }) },
  revokeToken: one('token'),
  listWebhooks: none,
  addWebhook: { body: () => ({ url: 'nowhere', operations: ['document.add'] }) },
  stopWebhook: { params: { id: RANDOM } },
  listWebhookDeliveries: { params: { id: RANDOM } },

  importList: { query: () => ({ kind: 'units', name: '单位.txt' }), bytes: '', also: [['unit.manage', {}]] },
  getImport: importCase,
  settleImport: { ...importCase, body: () => ({}) },
  applyImport: { ...importCase, body: () => ({ version: 'x' }) },
  createImportAccounts: importCase,
  writePasswordSheet: { body: () => ({ accounts: [{ person: '某', login: 'mou', password: 'x' }] }) },
  getListTemplate: { params: { kind: 'units' } },
  exportList: { params: { kind: 'units' } },
};
