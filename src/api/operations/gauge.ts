/** A figure for the people who watch the service, with its present values. */
export interface Gauge {
  /** In Prometheus' way: `holdfast_…`, the unit last. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Can fail: the other gauges are shown all the same. */
  read(): Promise<readonly GaugeValue[]>;
}

/** Every gauge that /metrics reads. */
export abstract class Gauges {
  abstract readonly all: readonly Gauge[];
}

/** What this process has counted and timed since its start, in Prometheus' text. */
export abstract class CountedFigures {
  abstract text(): Promise<string>;
}

interface GaugeValue {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
