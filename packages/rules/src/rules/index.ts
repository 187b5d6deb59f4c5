import type { Rule } from '../rule.ts';
import copiedFromLastYear from './across/copied-from-last-year.ts';
import departmentTarget from './across/department-target.ts';
import evaluationBudget from './across/evaluation-budget.ts';
import evaluationGoalText from './across/evaluation-goal-text.ts';
import evaluationIndicators from './across/evaluation-indicators.ts';
import evaluationTarget from './across/evaluation-target.ts';
import evaluationWeight from './across/evaluation-weight.ts';
import finalInitialBudget from './across/final-initial-budget.ts';
import goalCopiedAcross from './across/goal-copied-across.ts';
import openingBalance from './across/opening-balance.ts';
import projectAmountDiffers from './across/project-amount-differs.ts';
import projectWithoutSheet from './across/project-without-sheet.ts';
import projectsOverDepartment from './across/projects-over-department.ts';
import sameProjectAmount from './across/same-project-amount.ts';
import sameProjectTarget from './across/same-project-target.ts';
import targetLowered from './across/target-lowered.ts';
import approxValue from './indicator/approx-value.ts';
import basisMismatch from './indicator/basis-mismatch.ts';
import compoundValue from './indicator/compound-value.ts';
import costAbsurdSaving from './indicator/cost-absurd-saving.ts';
import dateOutOfRange from './indicator/date-out-of-range.ts';
import dateTooVague from './indicator/date-too-vague.ts';
import halfEqualsFull from './indicator/half-equals-full.ts';
import halfOverFull from './indicator/half-over-full.ts';
import misCost from './indicator/mis-cost.ts';
import misEco from './indicator/mis-eco.ts';
import misEconomic from './indicator/mis-economic.ts';
import misQuality from './indicator/mis-quality.ts';
import misQuantity from './indicator/mis-quantity.ts';
import misSatisfaction from './indicator/mis-satisfaction.ts';
import misSustain from './indicator/mis-sustain.ts';
import misTime from './indicator/mis-time.ts';
import nameEqualsCategory from './indicator/name-equals-category.ts';
import nameMissing from './indicator/name-missing.ts';
import nameTooGeneric from './indicator/name-too-generic.ts';
import opCostLowerBound from './indicator/op-cost-lower-bound.ts';
import opCostPercent from './indicator/op-cost-percent.ts';
import opDirection from './indicator/op-direction.ts';
import pctOver100 from './indicator/pct-over-100.ts';
import periodNotAValue from './indicator/period-not-a-value.ts';
import quantityWithoutFigure from './indicator/quantity-without-figure.ts';
import rangeTooWide from './indicator/range-too-wide.ts';
import rateWithoutFigure from './indicator/rate-without-figure.ts';
import sat100 from './indicator/sat-100.ts';
import targetBelowHistory from './indicator/target-below-history.ts';
import unitGarbled from './indicator/unit-garbled.ts';
import unitMissing from './indicator/unit-missing.ts';
import unitVsDescription from './indicator/unit-vs-description.ts';
import unitVsMoney from './indicator/unit-vs-money.ts';
import unitWrongKind from './indicator/unit-wrong-kind.ts';
import vagueValue from './indicator/vague-value.ts';
import valueAbsurd from './indicator/value-absurd.ts';
import valueEqualsName from './indicator/value-equals-name.ts';
import valueMissing from './indicator/value-missing.ts';
import zeroLowerBound from './indicator/zero-lower-bound.ts';
import boilerplatePercent from './sheet/boilerplate-percent.ts';
import clonedSheet from './sheet/cloned-sheet.ts';
import costOverBudget from './sheet/cost-over-budget.ts';
import crossSheetTarget from './sheet/cross-sheet-target.ts';
import departmentLevel1 from './sheet/department-level1.ts';
import dupNameConflict from './sheet/dup-name-conflict.ts';
import effectRestatesInput from './sheet/effect-restates-input.ts';
import executionRate from './sheet/execution-rate.ts';
import executionScore from './sheet/execution-score.ts';
import expectedShort from './sheet/expected-short.ts';
import gapInBands from './sheet/gap-in-bands.ts';
import goalCopied from './sheet/goal-copied.ts';
import goalEqualsLongterm from './sheet/goal-equals-longterm.ts';
import goalIsUseOfMoney from './sheet/goal-is-use-of-money.ts';
import gradeVsScore from './sheet/grade-vs-score.ts';
import halfWithoutWork from './sheet/half-without-work.ts';
import keyTaskGroup from './sheet/key-task-group.ts';
import labelSwap from './sheet/label-swap.ts';
import levelWording from './sheet/level-wording.ts';
import level2Differs from './sheet/level2-differs.ts';
import missingDeviation from './sheet/missing-deviation.ts';
import missingGoalText from './sheet/missing-goal-text.ts';
import missingIndicators from './sheet/missing-indicators.ts';
import missingInterim from './sheet/missing-interim.ts';
import missingKinds from './sheet/missing-kinds.ts';
import missingLevel1 from './sheet/missing-level1.ts';
import missingSatisfaction from './sheet/missing-satisfaction.ts';
import missingSubtotal from './sheet/missing-subtotal.ts';
import monitoringFigures from './sheet/monitoring-figures.ts';
import nameMismatch from './sheet/name-mismatch.ts';
import overAchievement from './sheet/over-achievement.ts';
import planNotPlanned from './sheet/plan-not-planned.ts';
import planVsHalf from './sheet/plan-vs-half.ts';
import progressAsResult from './sheet/progress-as-result.ts';
import projectCode from './sheet/project-code.ts';
import qtyTimesPrice from './sheet/qty-times-price.ts';
import rowCount from './sheet/row-count.ts';
import rowScore from './sheet/row-score.ts';
import rowShift from './sheet/row-shift.ts';
import scoreOverWeight from './sheet/score-over-weight.ts';
import scoreSum from './sheet/score-sum.ts';
import secretClaim from './sheet/secret-claim.ts';
import staleYear from './sheet/stale-year.ts';
import sumFundSource from './sheet/sum-fund-source.ts';
import sumProjectVsTable from './sheet/sum-project-vs-table.ts';
import sumSubproject from './sheet/sum-subproject.ts';
import taskContentCopied from './sheet/task-content-copied.ts';
import tasksVsProjectExpenditure from './sheet/tasks-vs-project-expenditure.ts';
import templateResidue from './sheet/template-residue.ts';
import textCopiedField from './sheet/text-copied-field.ts';
import textLength from './sheet/text-length.ts';
import textRepeatsName from './sheet/text-repeats-name.ts';
import weightByLevel from './sheet/weight-by-level.ts';
import weightFlat from './sheet/weight-flat.ts';
import weightSum from './sheet/weight-sum.ts';
import assetUnitPrice from './table/asset-unit-price.ts';
import basicExpenditure from './table/basic-expenditure.ts';
import basicOverThreePublic from './table/basic-over-three-public.ts';
import codeName from './table/code-name.ts';
import emptyTableNote from './table/empty-table-note.ts';
import fundCarryOver from './table/fund-carry-over.ts';
import procurementArithmetic from './table/procurement-arithmetic.ts';
import procurementLimits from './table/procurement-limits.ts';
import socialItems from './table/social-items.ts';
import tableAgainstTable from './table/table-against-table.ts';
import tableBalance from './table/table-balance.ts';
import tableCodeHierarchy from './table/table-code-hierarchy.ts';
import tableColumnSum from './table/table-column-sum.ts';
import tableRowSum from './table/table-row-sum.ts';
import threePublic from './table/three-public.ts';
import threePublicOverBudget from './table/three-public-over-budget.ts';
import assetPurchaseVsProcurement from './text/asset-purchase-vs-procurement.ts';
import completionRate from './text/completion-rate.ts';
import emptySection from './text/empty-section.ts';
import reasonContradictsChange from './text/reason-contradicts-change.ts';
import runningCostWithoutLine from './text/running-cost-without-line.ts';
import textChangeRate from './text/text-change-rate.ts';
import textChangeSum from './text/text-change-sum.ts';
import textNamesMissingTable from './text/text-names-missing-table.ts';
import textPartOverWhole from './text/text-part-over-whole.ts';
import textShare from './text/text-share.ts';
import textUnitSlip from './text/text-unit-slip.ts';
import textVsTable from './text/text-vs-table.ts';

/**
 * All rules. Their order decides which of several broken identities with one cause is reported: within a row first, then
 * within a table, between tables, in goal sheets, in prose.
 */
export const rules: readonly Rule[] = [
  tableRowSum,
  tableCodeHierarchy,
  tableColumnSum,
  tableBalance,
  threePublic,
  basicExpenditure,
  fundCarryOver,
  tableAgainstTable,
  procurementArithmetic,
  procurementLimits,
  assetUnitPrice,
  codeName,
  basicOverThreePublic,
  threePublicOverBudget,
  socialItems,
  emptyTableNote,
  sumFundSource,
  sumSubproject,
  tasksVsProjectExpenditure,
  sumProjectVsTable,
  missingIndicators,
  weightSum,
  costOverBudget,
  dupNameConflict,
  crossSheetTarget,
  goalEqualsLongterm,
  textRepeatsName,
  boilerplatePercent,
  goalIsUseOfMoney,
  halfWithoutWork,
  keyTaskGroup,
  labelSwap,
  levelWording,
  level2Differs,
  missingGoalText,
  missingInterim,
  missingKinds,
  missingLevel1,
  departmentLevel1,
  missingSatisfaction,
  missingSubtotal,
  nameMismatch,
  progressAsResult,
  rowShift,
  secretClaim,
  staleYear,
  taskContentCopied,
  textCopiedField,
  textLength,
  clonedSheet,
  effectRestatesInput,
  executionRate,
  executionScore,
  expectedShort,
  gapInBands,
  goalCopied,
  gradeVsScore,
  missingDeviation,
  monitoringFigures,
  overAchievement,
  planNotPlanned,
  planVsHalf,
  projectCode,
  qtyTimesPrice,
  rowCount,
  rowScore,
  scoreOverWeight,
  scoreSum,
  weightFlat,
  weightByLevel,
  halfOverFull,
  halfEqualsFull,
  valueAbsurd,
  valueMissing,
  valueEqualsName,
  rateWithoutFigure,
  nameEqualsCategory,
  unitMissing,
  unitGarbled,
  unitWrongKind,
  opCostLowerBound,
  pctOver100,
  zeroLowerBound,
  templateResidue,
  basisMismatch,
  misCost,
  misEco,
  misEconomic,
  misQuality,
  misQuantity,
  misSatisfaction,
  misSustain,
  misTime,
  unitVsDescription,
  approxValue,
  compoundValue,
  costAbsurdSaving,
  dateOutOfRange,
  dateTooVague,
  nameMissing,
  nameTooGeneric,
  opCostPercent,
  opDirection,
  periodNotAValue,
  quantityWithoutFigure,
  rangeTooWide,
  sat100,
  targetBelowHistory,
  unitVsMoney,
  vagueValue,
  textVsTable,
  textChangeSum,
  textChangeRate,
  textShare,
  completionRate,
  textUnitSlip,
  textPartOverWhole,
  textNamesMissingTable,
  reasonContradictsChange,
  runningCostWithoutLine,
  emptySection,
  assetPurchaseVsProcurement,
  sameProjectAmount,
  sameProjectTarget,
  projectAmountDiffers,
  projectsOverDepartment,
  projectWithoutSheet,
  departmentTarget,
  copiedFromLastYear,
  targetLowered,
  evaluationBudget,
  evaluationGoalText,
  evaluationIndicators,
  evaluationTarget,
  evaluationWeight,
  goalCopiedAcross,
  finalInitialBudget,
  openingBalance,
];
