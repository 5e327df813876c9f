import { readFileSync } from 'node:fs';
import { collectDefaultMetrics } from 'prom-client';
import { parse } from 'yaml';
import { Metrics } from '#composition';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

const file = (path: string): string => readFileSync(`infra/${path}`, 'utf8');

const dashboard = JSON.parse(file('grafana/dashboards/greffe-dashboard.json'));
const panels: Panel[] = dashboard.panels;
const drawn = panels.filter(({ type }) => type !== 'row');
const rules: Rule[] = parse(file('prometheus/alerts.yml')).groups.flatMap(
  ({ rules }: { rules: Rule[] }) => rules,
);
const config = parse(file('prometheus/prometheus.yml'));
const compose = parse(file('compose.yaml'), { merge: true });

/** Everything that a process really registers, by name, with the labels of each; `up` is Prometheus's own. */
const known = new Map<string, readonly string[]>([['up', []]]);
const kinds = new Map<string, string>();

/** What Prometheus itself adds to a sample. */
const TARGET_LABELS = ['job', 'instance'];
/** Words of an expression that stand before a bracket or brace without being metrics. */
const WORDS = new Set(['by', 'or', 'and', 'on', 'without', 'unless', 'bool']);

beforeAll(async () => {
  const { registry } = new Metrics();
  collectDefaultMetrics({ register: registry });
  for (const metric of registry.getMetricsAsArray()) {
    const { name, type } = metric as unknown as { name: string; type: string };
    const { labelNames = [] } = metric as unknown as { labelNames?: string[] };
    const suffixes = type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    for (const suffix of suffixes) {
      known.set(name + suffix, suffix === '_bucket' ? [...labelNames, 'le'] : labelNames);
      kinds.set(name + suffix, type);
    }
  }
  registry.clear();
});

/** The metrics of an expression, each with the labels that it is picked by. */
function metricsOf(expr: string): { name: string; labels: string[] }[] {
  const withoutGrouping = expr.replaceAll(/\b(by|without|on)\s*\([^)]*\)/g, ' ').replaceAll(/"[^"]*"/g, '""');
  return [...withoutGrouping.matchAll(/([a-z_][a-z0-9_]*)\s*(\{[^}]*\})?(?!\s*\(|[a-z0-9_=~!])/gi)]
    .filter(([, name, picked]) => !WORDS.has(name!) && (picked !== undefined || /_|^up$/.test(name!)))
    .filter(([, name]) => !name!.startsWith('__') && name !== 'rate_interval')
    .map(([, name, picked = '']) => ({
      name: name!,
      labels: [...picked.matchAll(/(\w+)\s*[=!]/g)].map(([, label]) => label!),
    }));
}

const groupedBy = (expr: string): string[] =>
  [...expr.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, labels]) =>
    labels!.split(',').map((label) => label.trim()),
  );

const expressions: [where: string, expr: string][] = [
  ...drawn.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }): [string, string] => [`panel ${title}`, expr]),
  ),
  ...rules.map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
];

describe.each(expressions)('%s', (_, expr) => {
  it('names metrics that the programs register, with their labels', () => {
    const named = metricsOf(expr);
    expect(named).not.toEqual([]);
    for (const { name, labels } of named) {
      expect([...known.keys()]).toContain(name);
      for (const label of labels) expect([...known.get(name)!, ...TARGET_LABELS]).toContain(label);
    }
    const labels = named.flatMap(({ name }) => known.get(name)!);
    for (const label of groupedBy(expr)) expect([...labels, ...TARGET_LABELS]).toContain(label);
  });

  it('takes a rate of what only grows, and of nothing else', () => {
    for (const [, name] of expr.matchAll(/\brate\(\s*(\w+)/g))
      expect(kinds.get(name!)).toMatch(/counter|histogram/);
    expect(expr.replaceAll(/\brate\(\s*\w+/g, '')).not.toMatch(/_total|_bucket|_count\b/);
  });
});

describe('the dashboard', () => {
  it('draws every metric of ours', () => {
    const shown = drawn.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => metricsOf(expr)));
    const named = new Set(shown.map(({ name }) => name.replace(/_(bucket|count|sum)$/, '')));
    const ours = [...known.keys()].filter((name) => name.startsWith('greffe_'));
    expect(
      [...new Set(ours.map((name) => name.replace(/_(bucket|count|sum)$/, '')))].filter(
        (name) => !named.has(name),
      ),
    ).toEqual([]);
  });

  it('takes its data source from a variable, and says what each panel is', () => {
    const [variable] = dashboard.templating.list;
    expect(variable).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    for (const { datasource, description } of drawn) {
      expect(datasource?.uid).toBe('${' + 'datasource}');
      expect(description).toMatch(/\.$/);
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
  });

  it('lets no panel lie over another', () => {
    const apart = (a: Panel['gridPos'], b: Panel['gridPos']) =>
      a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
    for (const [index, a] of panels.entries()) {
      expect(a.gridPos.x + a.gridPos.w).toBeLessThanOrEqual(24);
      for (const b of panels.slice(index + 1)) expect(apart(a.gridPos, b.gridPos)).toBe(true);
    }
  });
});

describe('the alerts', () => {
  it('each say for how long, how bad it is, and what is wrong', () => {
    for (const rule of rules) {
      expect(rule.for).toMatch(/^\d+[mh]$/);
      expect(rule.labels.severity).toMatch(/^(warning|critical)$/);
      expect(rule.annotations.summary).not.toBe('');
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it('are named in the documentation, each', () => {
    const documentation = readFileSync('docs/observability.md', 'utf8');
    for (const { alert } of rules) expect(documentation).toContain(alert);
  });
});

describe('Prometheus', () => {
  it('reads the alerts, and asks the services of compose.yaml on the port that these serve', () => {
    expect(config.rule_files).toEqual(['alerts.yml']);
    for (const {
      job_name: job,
      dns_sd_configs: [{ names, port }],
    } of config.scrape_configs) {
      expect(names).toEqual([job]);
      expect(Number(compose.services[job].environment.METRICS_PORT)).toBe(port);
    }
    const jobs = config.scrape_configs.map(({ job_name: job }: { job_name: string }) => job);
    expect(jobs).toEqual(['portal', 'projector', 'worker']);
  });
});
