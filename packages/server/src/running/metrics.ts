import { monitorEventLoopDelay } from 'node:perf_hooks';

/** One request that was answered. */
export interface Answered {
  /** Id of the operation; 'page' for files of the page, 'metrics' for scrapes, 'other' for what is none of these. */
  operation: string;
  status: number;
  seconds: number;
}

/** A value with its labels, as a scrape finds it. */
export interface Sample {
  labels?: Readonly<Record<string, string | number>>;
  value: number;
}

/** What the outside of the HTTP layer knows, asked for at each scrape. */
export interface Gauge {
  name: string;
  help: string;
  type: 'gauge' | 'counter';
  samples: readonly Sample[];
}

export interface Metrics {
  answered(request: Answered): void;
  /** The text of a scrape, in the format of Prometheus (0.0.4), `more` behind what is known here. */
  text(more: readonly Gauge[]): string;
  /** Gives the clock of the event loop back. */
  close(): void;
}

export const METRICS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Upper ends of the classes of durations, in seconds. */
const CLASSES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

interface Durations {
  /** As many as classes, each with those of the classes below, and all at the end. */
  counts: number[];
  sum: number;
}

const quoted = (value: string | number) =>
  `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

function line(name: string, { labels = {}, value }: Sample): string {
  const inside = Object.entries(labels).map(([label, text]) => `${label}=${quoted(text)}`);
  return `${name}${inside.length === 0 ? '' : `{${inside.join(',')}}`} ${value}`;
}

const family = ({ name, help, type }: Omit<Gauge, 'samples' | 'type'> & { type: string }, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];

/** Counts requests and measures this process. No name, address or content of anybody's goes in. */
export function createMetrics(): Metrics {
  const requests = new Map<string, { operation: string; status: number; count: number }>();
  const durations = new Map<string, Durations>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const began = Date.now() / 1_000;

  const own = (): Gauge[] => {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const gauge = (name: string, help: string, ...samples: Sample[]): Gauge => ({ name, help, type: 'gauge', samples });
    const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
    const found = [
      gauge('process_start_time_seconds', 'Start of the process, in seconds since 1970.', { value: began }),
      gauge('process_resident_memory_bytes', 'Memory of the process.', { value: rss }),
      gauge(
        'jizhun_heap_bytes',
        'Memory of the JavaScript heap.',
        { labels: { kind: 'used' }, value: heapUsed },
        { labels: { kind: 'total' }, value: heapTotal },
        { labels: { kind: 'external' }, value: external },
      ),
      gauge(
        'jizhun_event_loop_delay_seconds',
        'How late the event loop was since the last scrape.',
        { labels: { quantile: '0.5' }, value: seconds(delay.percentile(50)) },
        { labels: { quantile: '0.99' }, value: seconds(delay.percentile(99)) },
        { labels: { quantile: '1' }, value: seconds(delay.max) },
      ),
      {
        name: 'process_cpu_seconds_total',
        help: 'Time of the processor.',
        type: 'counter' as const,
        samples: [{ value: (user + system) / 1e6 }],
      },
    ];
    delay.reset();
    return found;
  };

  return {
    answered({ operation, status, seconds }) {
      const key = `${operation} ${status}`;
      const known = requests.get(key);
      if (known === undefined) requests.set(key, { operation, status, count: 1 });
      else known.count++;
      let measured = durations.get(operation);
      if (measured === undefined) {
        measured = { counts: Array<number>(CLASSES.length + 1).fill(0), sum: 0 };
        durations.set(operation, measured);
      }
      measured.sum += seconds;
      for (const [at, end] of [...CLASSES, Number.POSITIVE_INFINITY].entries())
        if (seconds <= end) measured.counts[at] = (measured.counts[at] ?? 0) + 1;
    },

    text(more) {
      const counted = [...requests.values()].map(({ operation, status, count }) =>
        line('jizhun_requests_total', { labels: { operation, status }, value: count }),
      );
      const name = 'jizhun_request_duration_seconds';
      const measured = [...durations].flatMap(([operation, { counts, sum }]) => [
        ...counts.map((value, at) =>
          line(`${name}_bucket`, { labels: { operation, le: CLASSES[at] ?? '+Inf' }, value }),
        ),
        line(`${name}_sum`, { labels: { operation }, value: sum }),
        line(`${name}_count`, { labels: { operation }, value: counts.at(-1) ?? 0 }),
      ]);
      return [
        ...family({ name: 'jizhun_requests_total', help: 'Requests answered.', type: 'counter' }, counted),
        ...family({ name, help: 'Time from the request to the head of the answer.', type: 'histogram' }, measured),
        ...[...own(), ...more].flatMap((gauge) =>
          family(
            gauge,
            gauge.samples.map((sample) => line(gauge.name, sample)),
          ),
        ),
        '',
      ].join('\n');
    },

    close: () => delay.disable(),
  };
}
