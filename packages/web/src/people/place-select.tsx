import type { UnitList } from '@jizhun/api';
import { Select } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { besideSelect } from '../shared/select.ts';

interface PlaceSelectProps {
  tree: UnitList | undefined;
  /** `unit:<id>` or `authority:<id>`; undefined for all. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

const matches = (text: string, option: { label?: ReactNode } | undefined): boolean =>
  typeof option?.label === 'string' && option.label.toLowerCase().includes(text.trim().toLowerCase());

/** One of the authorities and units, found by a part of its name or code. */
export function PlaceSelect({ tree, value, onChange }: PlaceSelectProps): ReactNode {
  const options = useMemo(
    () => [
      { value: '', label: '全部' },
      ...(tree?.authorities ?? []).map(({ id, name }) => ({ value: `authority:${id}`, label: name })),
      ...(tree?.units ?? []).map(({ id, name, code }) => ({
        value: `unit:${id}`,
        label: code === undefined ? name : `${code} ${name}`,
      })),
    ],
    [tree],
  );
  return (
    <Select<string>
      aria-label="单位或财政部门"
      showSearch={{ filterOption: (text, option) => matches(text, option) }}
      value={value ?? ''}
      options={options}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      popupMatchSelectWidth={320}
      getPopupContainer={besideSelect}
      className="filter-select"
    />
  );
}

interface SeatSelectProps {
  id: string;
  label: string;
  options: readonly { id: string; name: string; code?: string | undefined }[];
  value: string | undefined;
  onChange: (value: string) => void;
}

/** One unit or authority, in a form. */
export function SeatSelect({ id, label, options, value, onChange }: SeatSelectProps): ReactNode {
  const listed = useMemo(
    () =>
      options.map(({ id: key, name, code }) => ({ value: key, label: code === undefined ? name : `${code} ${name}` })),
    [options],
  );
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <Select<string>
        id={id}
        aria-label={label}
        showSearch={{ filterOption: (text, option) => matches(text, option) }}
        {...(value === undefined ? {} : { value })}
        placeholder="选择，可输入名称或代码"
        options={listed}
        onChange={onChange}
        getPopupContainer={besideSelect}
      />
    </p>
  );
}

interface ItemsSelectProps {
  id: string;
  label: string;
  hint: string;
  options: readonly { value: string; label: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Several of something, in a form. */
export function ItemsSelect({ id, label, hint, options, value, onChange }: ItemsSelectProps): ReactNode {
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <Select<string[]>
        id={id}
        aria-label={label}
        mode="multiple"
        showSearch={{ filterOption: (text, option) => matches(text, option) }}
        value={[...value]}
        placeholder="选择，可输入名称"
        options={[...options]}
        onChange={onChange}
        getPopupContainer={besideSelect}
      />
      <small className="field-hint">{hint}</small>
    </p>
  );
}
