/** Who may do what, when; states, deadlines and scoring of the year. Pure. */
export { OPERATIONS, type Operation, operationFacts, operationNames } from './operations.ts';
export { canEver, type Holder, type Permission, permissionOf } from './permission.ts';
export { readingOf } from './reading.ts';
export {
  type Assignment,
  type Item,
  RELATIONS,
  type Relation,
  relationNames,
  relationsOf,
  type Subject,
  type UnitLine,
} from './relations.ts';
export { conflictOf, INCOMPATIBLE, ROLES, type Role, roleNames, type Seat } from './roles.ts';
export { STATES, type State, stateNames } from './states.ts';
export { GRANTS, type Grant, grantOf, PROHIBITIONS } from './table.ts';
