import type { GoalSheet } from '@jizhun/model';
import { Draft } from '../source/draft.ts';

/** A goal sheet of which nothing has been read yet but what `known` says; its id is given when all are in order. */
export function emptySheet(known: Partial<GoalSheet> = {}): Draft<GoalSheet> {
  return new Draft<GoalSheet>({
    id: '',
    form: 'goal',
    scope: 'project',
    name: '',
    attributes: {},
    funding: [],
    schedule: [],
    tasks: [],
    indicators: [],
    ...known,
  });
}
