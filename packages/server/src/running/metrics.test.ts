import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

/** A scrape as a collector reads it: every line a comment or `name{labels} value`. */
function scrape(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('# HELP ') || /^# TYPE \w+ (counter|gauge|histogram)$/.test(line)) continue;
    const found = /^([a-zA-Z_:][\w:]*(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*\})?) (-?[\d.e+-]+|\+Inf|NaN)$/.exec(line);
    expect(found, line).not.toBeNull();
    expect(values.has(found?.[1] ?? ''), line).toBe(false);
    values.set(found?.[1] ?? '', Number(found?.[2]));
  }
  return values;
}

test('requests are counted by operation and status, with a histogram of how long they took', () => {
  const metrics = createMetrics();
  for (const [status, seconds] of [
    [200, 0.003],
    [200, 0.2],
    [404, 0.02],
    [200, 99],
  ] as const)
    metrics.answered({ operation: 'getDocument', status, seconds });
  const values = scrape(metrics.text([]));
  expect(values.get('jizhun_requests_total{operation="getDocument",status="200"}')).toBe(3);
  expect(values.get('jizhun_requests_total{operation="getDocument",status="404"}')).toBe(1);
  const bucket = (le: string) =>
    values.get(`jizhun_request_duration_seconds_bucket{operation="getDocument",le="${le}"}`);
  expect([bucket('0.005'), bucket('0.025'), bucket('0.25'), bucket('30'), bucket('+Inf')]).toEqual([1, 2, 3, 3, 4]);
  expect(values.get('jizhun_request_duration_seconds_count{operation="getDocument"}')).toBe(4);
  expect(values.get('jizhun_request_duration_seconds_sum{operation="getDocument"}')).toBeCloseTo(99.223);
  metrics.close();
});

test('this process is measured', () => {
  const metrics = createMetrics();
  const values = scrape(metrics.text([]));
  expect(values.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(values.get('jizhun_event_loop_delay_seconds{quantile="1"}')).toBeGreaterThanOrEqual(0);
  expect(values.get('process_cpu_seconds_total')).toBeGreaterThan(0);
  metrics.close();
});

test('whatever stands in a label, the text can be read', () => {
  const metrics = createMetrics();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer(), (label, value) => {
      const samples = [{ labels: { label }, value }];
      const text = metrics.text([{ name: 'jizhun_x', help: 'x', type: 'gauge', samples }]);
      expect(text.split('\n').filter((line) => line.startsWith('jizhun_x'))).toHaveLength(1);
    }),
  );
  metrics.close();
});
