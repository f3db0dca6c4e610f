import { Gauge, type Registry } from 'prom-client';

/** A gauge without labels whose value is read at each scrape; 0 where there is nothing to read yet. */
export function registerGauge(
  registry: Registry,
  { name, help, read }: { name: string; help: string; read: () => number | undefined },
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect: () => gauge.set(read() ?? 0),
  });
}
