import type { Origin } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { originsAt } from './origins.ts';

describe('the origins of a value', () => {
  const at = (row: number): Origin => ({ part: 'table 1', row, how: 'printed' });
  const provenance = { '/title': [at(1)], '/statements/0': [at(2)], '/goalSheets/0/tasks/0/name': [at(3)] };

  const unread = [{ text: '备注', at: at(9) }];

  it('are its own, else those of what holds it, else those of what it holds', () => {
    expect(originsAt({ provenance, unread }, '/title')).toEqual([at(1)]);
    expect(originsAt({ provenance, unread }, '/statements/0/unit')).toEqual([at(2)]);
    expect(originsAt({ provenance, unread }, '/goalSheets/0/tasks/0')).toEqual([at(3)]);
    expect(originsAt({ provenance, unread }, '/fiscalYear')).toEqual([]);
    expect(originsAt({ provenance, unread }, '/unread/0')).toEqual([at(9)]);
    expect(originsAt({ provenance, unread }, '/unread/1')).toEqual([]);
  });
});
