/** A figure for whoever watches the service, with the values it has at this moment. */
export interface Gauge {
  /** In Prometheus' way: `holdfast_…`, the unit last. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** May fail: the others are told all the same. */
  read(): Promise<readonly GaugeValue[]>;
}

export interface GaugeValue {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
