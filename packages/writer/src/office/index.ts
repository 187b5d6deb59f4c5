export { type Annotated, annotate } from './annotate.ts';
export {
  type AppliedEdit,
  applyFixes,
  type ChangedCell,
  type Fixed,
  type NotAppliedEdit,
  type ReadAgain,
} from './apply-fixes.ts';
