/**
 * Who may do what, written a second time and by hand, person by person, as the regulations and the offices have it; the
 * table in src/table.ts is ordered by deed. The test holds one against the other, so that neither changes alone.
 *
 * Each line: relation | states | operations. `*` is every state, `W` the states in which the unit has it and may write.
 * A word in capitals stands for the operations listed under it.
 */
export const WORDS: Readonly<Record<string, string>> = {
  READ: 'goal.read monitoring.read self-evaluation.read evaluation.read unit.read project.read document.read document.export',
  MINE: 'session.read session.end token.read token.revoke job.read job.cancel role.read',
  STEP: 'goal.pass goal.return monitoring.pass monitoring.return self-evaluation.pass self-evaluation.return',
  FILES: 'document.add document.correct document.suppress document.remove',
};

export const DECISIONS = `
clerk
  shared | * | document.read document.export
  self | * | MINE role.deputise token.issue
  own | * | READ FILES goal.create goal.comment project.manage
  own | W | goal.edit goal.submit monitoring.fill monitoring.submit self-evaluation.fill self-evaluation.submit
  own | with-unit-head with-department | goal.recall
  own | in-force | goal.adjust

unit-head
  shared | * | document.read document.export
  self | * | MINE role.deputise token.issue
  own | * | READ FILES goal.comment
  own | with-unit-head | STEP
  own | in-force | goal.adjust
  own | approved in-force | goal.publish

department-reviewer
  shared | * | document.read document.export
  self | * | MINE role.deputise token.issue
  own | * | READ FILES goal.comment evaluation.open evaluation.score
  own | with-department | STEP
  below | * | READ document.add document.correct document.suppress goal.comment evaluation.open evaluation.score
  below | with-department | STEP

finance-desk
  shared | * | document.read document.export
  self | * | MINE role.deputise token.issue
  in-charge | * | READ document.add document.correct document.suppress goal.comment
  in-charge | with-desk | STEP
  office | * | READ FILES

performance-office
  shared | * | document.read document.export
  self | * | MINE role.deputise token.issue
  authority | * | READ FILES goal.comment person.read season.manage
  authority | * | evaluation.open evaluation.score evaluation.finish self-evaluation.rescore
  authority | with-performance-office | STEP
  authority | in-force suspended | goal.suspend
  at-large | * | person.read season.manage
  lower-authority | * | READ

budget-office
  shared | * | document.read document.export
  self | * | MINE role.deputise token.issue
  authority | * | READ FILES goal.comment person.read result.decide
  authority | with-budget-office | goal.pass goal.return goal.approve
  authority | with-desk with-performance-office with-budget-office approved in-force suspended | goal.withdraw
  at-large | * | person.read
  lower-authority | * | READ

third-party
  shared | * | document.read document.export
  self | * | MINE
  assigned | * | READ goal.comment evaluation.score

auditor
  shared | * | document.read document.export
  self | * | MINE
  authority | * | READ
  lower-authority | * | READ
  at-large | * | audit.read role.read

system-administrator
  shared | * | document.read document.export
  self | * | MINE
  tenant | * | unit.read unit.manage project.read project.manage person.read person.manage
  at-large | * | unit.read unit.manage project.read project.manage person.read person.manage
  at-large | * | system.read system.backup system.webhooks job.read job.cancel role.read

security-administrator
  shared | * | document.read document.export
  self | * | MINE
  at-large | * | person.read unit.read role.read role.assign account.reset policy.manage
  at-large | * | session.read session.end token.read token.revoke
  tenant | * | unit.read

audit-administrator
  shared | * | document.read document.export
  self | * | MINE
  at-large | * | audit.read audit.verify audit.export role.read person.read

template-administrator
  shared | * | document.read document.export
  self | * | MINE
  at-large | * | form.manage profile.manage
`;
