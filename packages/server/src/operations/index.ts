import {
  createAccount,
  disableAccount,
  enableAccount,
  getAccount,
  linkIdentity,
  listAccounts,
  listIdentities,
  resetPassword,
  unlinkIdentity,
  unlockAccount,
} from './accounts.ts';
import { addDocument } from './add-document.ts';
import {
  changeAssignment,
  deputise,
  endAssignment,
  giveAssignment,
  listAssignments,
  listDeputies,
} from './assignments.ts';
import { addAuthority, changeAuthority, endAuthority, listAuthorities } from './authorities.ts';
import { addUnit, changeUnit } from './change-units.ts';
import { checkDocumentsTogether } from './check-together.ts';
import { correctDocument } from './correct-document.ts';
import { deleteDocument } from './delete-document.ts';
import { endSuppression } from './end-suppression.ts';
import { exportAudit } from './export-audit.ts';
import { getAnnotated } from './get-annotated.ts';
import { getBackup } from './get-backup.ts';
import { getDisclosure } from './get-disclosure.ts';
import { getDocument } from './get-document.ts';
import { getFixed } from './get-fixed.ts';
import { getHealth } from './get-health.ts';
import { getHome } from './get-home.ts';
import { getInspections } from './get-inspections.ts';
import { getOriginal } from './get-original.ts';
import { getPermissions } from './get-permissions.ts';
import { getReport } from './get-report.ts';
import { getReportPage } from './get-report-page.ts';
import { getReportSarif } from './get-report-sarif.ts';
import { getRule } from './get-rule.ts';
import { getSource } from './get-source.ts';
import { getUnit } from './get-unit.ts';
import {
  applyImport,
  createImportAccounts,
  exportList,
  getImport,
  getListTemplate,
  importList,
  settleImport,
  writePasswordSheet,
} from './imports.ts';
import { backUpInstallation, inspectInstallation } from './installation.ts';
import { listAudit } from './list-audit.ts';
import { listDocuments } from './list-documents.ts';
import { listJobs } from './list-jobs.ts';
import { listRules } from './list-rules.ts';
import { listUnits } from './list-units.ts';
import {
  changeOwnPassword,
  endOtherSessions,
  getMe,
  getOwnPassword,
  linkOwnIdentity,
  listOwnIdentities,
  listOwnSessions,
  unlinkOwnIdentity,
} from './me.ts';
import { cancelJob, getJob, retryJob } from './one-job.ts';
import { addPerson, changePerson, getPerson, listPeople } from './people.ts';
import { previewFixed } from './preview-fixed.ts';
import { addProject, changeProject, getProject, listProjects } from './projects.ts';
import { restoreDocument } from './restore-document.ts';
import { endSession, endSessionsOfPerson, listSessions } from './sessions.ts';
import { setCheckpoint } from './set-checkpoint.ts';
import { getSettings, putSettings } from './settings.ts';
import { finishOidc, getSignIn, signIn, signInDemonstration, signOut, startOidc } from './sign-in.ts';
import { suppressFinding } from './suppress-finding.ts';
import { issueToken, listTokens, revokeToken } from './tokens.ts';
import { verifyAudit } from './verify-audit.ts';
import { addWebhook, listWebhookDeliveries, listWebhooks, stopWebhook } from './webhooks.ts';
import { withdrawCorrection } from './withdraw-correction.ts';

/** All operations of the interface, in the order in which its document lists them. */
export const operations = [
  getSignIn,
  signIn,
  signInDemonstration,
  startOidc,
  finishOidc,
  signOut,
  getMe,
  getOwnPassword,
  changeOwnPassword,
  listOwnSessions,
  endOtherSessions,
  listOwnIdentities,
  linkOwnIdentity,
  unlinkOwnIdentity,
  listSessions,
  endSession,
  endSessionsOfPerson,
  listAccounts,
  getAccount,
  createAccount,
  disableAccount,
  enableAccount,
  unlockAccount,
  resetPassword,
  listIdentities,
  linkIdentity,
  unlinkIdentity,
  getSettings,
  putSettings,
  listDocuments,
  addDocument,
  getDocument,
  getDisclosure,
  getReport,
  getReportPage,
  getReportSarif,
  getOriginal,
  getSource,
  getAnnotated,
  previewFixed,
  getFixed,
  correctDocument,
  withdrawCorrection,
  suppressFinding,
  endSuppression,
  deleteDocument,
  restoreDocument,
  checkDocumentsTogether,
  listRules,
  getRule,
  listAudit,
  exportAudit,
  verifyAudit,
  setCheckpoint,
  getInspections,
  getBackup,
  backUpInstallation,
  inspectInstallation,
  getHome,
  getPermissions,
  listAuthorities,
  addAuthority,
  changeAuthority,
  endAuthority,
  listUnits,
  addUnit,
  getUnit,
  changeUnit,
  listProjects,
  addProject,
  getProject,
  changeProject,
  listPeople,
  addPerson,
  getPerson,
  changePerson,
  listAssignments,
  giveAssignment,
  changeAssignment,
  endAssignment,
  listDeputies,
  deputise,
  listJobs,
  getJob,
  cancelJob,
  retryJob,
  listTokens,
  issueToken,
  revokeToken,
  listWebhooks,
  addWebhook,
  stopWebhook,
  listWebhookDeliveries,
  importList,
  getImport,
  settleImport,
  applyImport,
  createImportAccounts,
  writePasswordSheet,
  getListTemplate,
  exportList,
  getHealth,
];
