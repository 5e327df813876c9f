import { useQuery } from '@tanstack/react-query';
import type { Incident, ListedCase } from '../../api/contract';
import { queries } from '../../api/queries';
import type { Values } from '../../components/CommandForm';
import { type Option, Select } from '../../components/fields/fields';
import { formatInstantDay } from '../../format';
import { INCIDENT_CATEGORIES } from '../../labels';

/** What a sanction follows from, among the cases and incidents of the code; nothing where there are none. */
export function GroundField({ userCode }: { userCode: string }) {
  const cases = useQuery(queries.list<ListedCase>('/lists/anomaly-queue', { state: 'any', userCode }));
  const incidents = useQuery(queries.list<Incident>('/lists/incidents', { userCode }));
  const options: Option[] = [
    ...(cases.data?.items ?? []).map(({ id, rule, detectedAt }) => ({
      value: `anomalyId ${id}`,
      label: `Anomalie du ${formatInstantDay(detectedAt)}\u00a0: ${rule.title}`,
    })),
    ...(incidents.data?.items ?? []).map(({ id, category, reportedAt }) => ({
      value: `incidentId ${id}`,
      label: `Incident du ${formatInstantDay(reportedAt)}\u00a0: ${INCIDENT_CATEGORIES[category]}`,
    })),
  ];
  if (options.length === 0) return null;
  return <Select name="ground" label="Suite à" none="Rien d’enregistré" options={options} optional />;
}

/** Its part of the body. */
export function groundOf(value: Values): Record<string, string> {
  const [field, id] = value('ground').split(' ');
  return field && id ? { [field]: id } : {};
}
