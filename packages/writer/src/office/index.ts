export {
  type AppliedEdit,
  applyFixes,
  type ChangedCell,
  type Fixed,
  type NotAppliedEdit,
  type ReadAgain,
} from './apply-fixes.ts';
