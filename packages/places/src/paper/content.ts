import { comparable, type FundingLine, type GoalSheet, type JsonPointer, pointer } from '@jizhun/model';
import type { Slot } from '../form.ts';

/** A value of the sheet outside its lists, under the label that is printed for it. */
export interface Item {
  label: string;
  value: string;
  paths: JsonPointer[];
}

/** What a sheet holds and what of it has been laid out: every value is taken exactly once. */
export class Content {
  readonly sheet: GoalSheet;
  readonly #at: (string | number)[];
  readonly #attributes: Set<string>;
  readonly #fields: Set<'name' | 'code' | 'unit' | 'supervisor'>;
  readonly #funding: Set<number>;
  readonly #tasks: Set<number>;
  #scheduleLeft: boolean;

  constructor(sheet: GoalSheet, index: number) {
    this.sheet = sheet;
    this.#at = ['goalSheets', index];
    this.#attributes = new Set(Object.keys(sheet.attributes));
    this.#fields = new Set((['name', 'code', 'unit', 'supervisor'] as const).filter((f) => sheet[f] !== undefined));
    this.#funding = new Set(sheet.funding.keys());
    this.#tasks = new Set(sheet.tasks.keys());
    this.#scheduleLeft = sheet.schedule.length > 0;
  }

  path(...steps: (string | number)[]): JsonPointer {
    return pointer(...this.#at, ...steps);
  }

  /** The value of a slot, under the sheet's own wording of its label; undefined where the sheet has none or it is taken. */
  takeSlot(slot: Slot): Item | undefined {
    const { field } = slot;
    const value = field !== undefined && this.#fields.has(field) ? this.sheet[field] : undefined;
    // The same value often stands among the attributes too, under its printed label.
    const attribute = this.#attributeNamed(slot);
    const printed = attribute === undefined ? undefined : this.sheet.attributes[attribute];
    const paths: JsonPointer[] = [];
    if (field !== undefined && value !== undefined) {
      this.#fields.delete(field);
      paths.push(this.path(field));
    }
    if (attribute !== undefined && (value === undefined || value === printed)) {
      this.#attributes.delete(attribute);
      paths.push(this.path('attributes', attribute));
    }
    if (field === 'name' && value !== undefined) {
      // A department's sheet names the department once, for itself and as its unit.
      for (const other of ['unit', 'supervisor'] as const) {
        if (this.sheet.scope === 'department' && this.#fields.has(other) && this.sheet[other] === value) {
          this.#fields.delete(other);
          paths.push(this.path(other));
        }
      }
    }
    const shown = value ?? printed;
    return shown === undefined ? undefined : { label: attribute ?? slot.label, value: shown, paths };
  }

  /** Whether a slot would have a value. */
  has(slot: Slot): boolean {
    return (slot.field !== undefined && this.#fields.has(slot.field)) || this.#attributeNamed(slot) !== undefined;
  }

  #attributeNamed(slot: Slot): string | undefined {
    const wordings = new Set([slot.label, ...(slot.aliases ?? [])].map(comparable));
    for (const attribute of this.#attributes) if (wordings.has(comparable(attribute))) return attribute;
    return undefined;
  }

  /** Lines of one side (all sides without one) that are not yet taken, with their index. */
  takeFunding(side?: FundingLine['side']): [index: number, line: FundingLine][] {
    const lines = [...this.sheet.funding.entries()].filter(
      ([i, line]) => this.#funding.has(i) && (side === undefined || line.side === side),
    );
    for (const [i] of lines) this.#funding.delete(i);
    return lines;
  }

  takeTasks(group?: 'key' | 'other') {
    const tasks = [...this.sheet.tasks.entries()].filter(
      ([i, task]) => this.#tasks.has(i) && (group === undefined || task.group === group),
    );
    for (const [i] of tasks) this.#tasks.delete(i);
    return tasks;
  }

  takeSchedule() {
    const points = this.#scheduleLeft ? this.sheet.schedule : [];
    this.#scheduleLeft = false;
    return points;
  }

  /** All that no slot took: fields under their usual labels, then attributes in printed order. */
  takeRest(): Item[] {
    const usual = { name: '名称', code: '编码', unit: '实施单位', supervisor: '主管部门' } as const;
    const fields = [...this.#fields].map((field) => this.takeSlot({ field, label: usual[field] }));
    const attributes = [...this.#attributes].map((attribute) => this.takeSlot({ label: attribute }));
    return [...fields, ...attributes].filter((item) => item !== undefined);
  }
}
