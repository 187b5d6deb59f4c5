import { describe, expect, it } from 'vitest';
import { divisionChain, divisionTitle } from './divisions/index.ts';
import { national } from './national/profile.ts';
import { profileFrom, profileOf } from './profile.ts';
import { recognisePlace } from './recognise.ts';
import { places } from './registry.ts';
import type { Dated, ProfileSource } from './types.ts';

describe('profileOf', () => {
  it('goes from the place over those that hold it to the nation', () => {
    expect(profileOf({ id: 'jiangsu' }, 2024).lineage).toEqual(['jiangsu', 'national']);
    expect(profileOf({ adcode: '320106' }, 2024).lineage).toEqual(['jiangsu', 'national']);
    expect(profileOf({ adcode: '445200' }, 2024).lineage).toEqual(['guangdong-jieyang', 'national']);
    expect(profileOf({ adcode: '990000' }).lineage).toEqual(['national']);
    expect(profileOf(undefined).id).toBe('national');
  });

  it('takes the value in force in the fiscal year, with its reference', () => {
    expect(profileOf(undefined, 2019).costFirstLevel).toMatchObject({ value: false, from: 2015, place: 'national' });
    expect(profileOf(undefined, 2024).costFirstLevel).toMatchObject({ value: true, from: 2022, certainty: 'verified' });
    expect(profileOf({ id: 'hebei-kaiping' }, 2024).costFirstLevel).toMatchObject({
      value: false,
      place: 'hebei-kaiping',
    });
    expect(profileOf(undefined).weightTotal.value).toBe(90);
    expect(profileOf(undefined, 1999).weightTotal.value).toBe(100);
  });

  it('keeps what binds only the units of the place itself from the places below', () => {
    expect(profileOf({ id: 'jiangsu' }, 2024).interimRequired.value).toBe(true);
    expect(profileOf({ adcode: '320000' }, 2024).interimRequired.value).toBe(true);
    expect(profileOf({ adcode: '320100' }, 2024).interimRequired.value).toBe(false);
  });

  describe('of severities, switches and parameters of rules', () => {
    const basis = '示例文件';
    const dated = <T>(value: T, from: number, more: Partial<Dated<T>> = {}): Dated<T> => ({
      value,
      from,
      basis,
      certainty: 'verified',
      ...more,
    });
    const province: ProfileSource = {
      id: 'example-province',
      name: '示例省',
      parameters: {},
      severity: { 'sat-100': [dated('warning', 2020), dated('error', 2024)], 'row-count': [dated('warning', 2020)] },
      disabledRules: { 'weight-flat': [dated(true, 2020, { until: 2023 })], 'op-cost-percent': [dated(true, 2020)] },
      ruleParameters: { 'sat-100': { least: [dated(97, 2020), dated(98, 2025, { ownLevel: true })] } },
    };
    const city: ProfileSource = {
      id: 'example-city',
      name: '示例市',
      parameters: {},
      severity: { 'sat-100': [dated('info', 2025)] },
      disabledRules: { 'op-cost-percent': [dated(false, 2024)] },
    };
    const ofCity = (year: number) =>
      profileFrom(
        [
          { source: city, own: true },
          { source: province, own: false },
        ],
        year,
      );
    const ofProvince = (year: number) => profileFrom([{ source: province, own: true }], year);

    it('takes the nearest in force in the year', () => {
      expect([2019, 2023, 2024, 2025].map((year) => ofCity(year).severity['sat-100']?.value)).toEqual([
        undefined,
        'warning',
        'error',
        'info',
      ]);
      expect(ofCity(2025).severity['row-count']).toMatchObject({ value: 'warning', place: 'example-province', basis });
      expect(ofProvince(2025).severity['sat-100']?.value).toBe('error');
    });

    it('switches rules off, and on again', () => {
      expect(ofProvince(2023).disabledRules.toSorted()).toEqual(['op-cost-percent', 'weight-flat']);
      expect(ofProvince(2024).disabledRules).toEqual(['op-cost-percent']);
      expect(ofCity(2023).disabledRules.toSorted()).toEqual(['op-cost-percent', 'weight-flat']);
      expect(ofCity(2024).disabledRules).toEqual([]);
    });

    it('keeps parameters of the own level from the places below', () => {
      expect(ofProvince(2025).ruleParameters['sat-100']?.least?.value).toBe(98);
      expect(ofCity(2025).ruleParameters['sat-100']?.least?.value).toBe(97);
      expect(ofCity(2019).ruleParameters).toEqual({});
    });
  });

  it('has a reference for every entry, dated in order, and a national value for every parameter', () => {
    for (const { profile } of places) {
      const lists = [
        ...Object.values(profile.parameters),
        ...Object.values(profile.severity ?? {}),
        ...Object.values(profile.disabledRules ?? {}),
        ...Object.values(profile.ruleParameters ?? {}).flatMap((byName) => Object.values(byName)),
      ] as (readonly Dated<unknown>[])[];
      for (const entries of lists) {
        expect(entries.every((e) => e.basis.length > 0)).toBe(true);
        expect(entries.map((e) => e.from)).toEqual(entries.map((e) => e.from).sort((a, b) => a - b));
      }
      expect(Object.keys(national.parameters)).toEqual(expect.arrayContaining(Object.keys(profile.parameters)));
    }
  });
});

describe('recognisePlace', () => {
  it('reads the full names of divisions in titles and unit names', () => {
    expect(recognisePlace(['江苏省省级部门整体预算绩效目标表'])).toEqual({
      id: 'jiangsu',
      adcode: '320000',
      name: '江苏省',
    });
    expect(recognisePlace(['揭阳市2024年市直部门整体预算绩效目标表'])?.id).toBe('guangdong-jieyang');
    expect(recognisePlace(['广州市某局', '项目支出绩效目标表'])?.id).toBe('guangdong-guangzhou');
    expect(recognisePlace(['唐山市开平区某局'])).toEqual({
      id: 'hebei-kaiping',
      adcode: '130205',
      name: '唐山市开平区',
    });
    expect(recognisePlace(['平罗县某局'])).toEqual({ id: 'ningxia-pingluo', adcode: '640221', name: '石嘴山市平罗县' });
  });

  it('gives a place without a folder its code and name only', () => {
    expect(recognisePlace(['南京市某局'])).toEqual({ adcode: '320100', name: '南京市' });
    expect(recognisePlace(['新疆维吾尔自治区某厅'])).toEqual({ adcode: '650000', name: '新疆维吾尔自治区' });
  });

  it('does not guess between places of one name', () => {
    expect(recognisePlace(['开平市某局'])?.adcode).toBe('440783');
    expect(recognisePlace(['开平区某局'])?.adcode).toBe('130205');
    expect(recognisePlace(['鼓楼区某局'])).toBeUndefined();
    expect(recognisePlace(['江苏省鼓楼区某局'])?.adcode).toBe('320000');
    expect(recognisePlace(['南京市鼓楼区某局'])).toEqual({ adcode: '320106', name: '南京市鼓楼区' });
    expect(recognisePlace(['北京市朝阳区某局'])).toEqual({ adcode: '110105', name: '北京市朝阳区' });
  });

  it('knows no place in invented names and ordinary words', () => {
    expect(recognisePlace(['示例省示例市示例局2024年部门预算', '城区环境整治', '市区道路养护', '']) ?? null).toBeNull();
  });

  it('lets the place that most texts name win', () => {
    expect(recognisePlace(['广州市某局', '支援平罗县项目', '广州市某中心'])?.id).toBe('guangdong-guangzhou');
    expect(recognisePlace(['河北省部门预算', '唐山市开平区某局'])?.id).toBe('hebei-kaiping');
  });
});

describe('divisions', () => {
  it('know what holds them', () => {
    expect(divisionChain('130205').map((d) => d.name)).toEqual(['开平区', '唐山市', '河北省']);
    expect(divisionTitle('110105')).toBe('北京市朝阳区');
    expect(divisionTitle('419001')).toBe('河南省济源市');
  });
});
