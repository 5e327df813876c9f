import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  addDays,
  by,
  type CalendarDate,
  every,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  frenchOrder,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  parisDateOf,
  policy,
  verbatim,
} from '#platform';
import { type Duty, duties } from '../domain/duty.ts';
import { DUTY_NAMES } from '../domain/wording.ts';
import { AttestationsQuery } from '../read-models/attestations/query.ts';
import { PartnerDutiesView } from '../read-models/attestations/view.ts';

type Gestionnaire = PartnerDutiesView['gestionnaire'];

const name = by.text(frenchOrder('p.name'));
const id = by.text('p.id');

const attests = (duty: Duty, today: CalendarDate): Fragment => fragment`EXISTS (
  SELECT FROM attestations.attestations AS own WHERE own.is_current AND own.gestionnaire_id = p.id
    AND own.duty = ${duty} AND own.valid_until >= ${today}::date)`;

const inWords = (some: readonly Duty[]): string => some.map((duty) => DUTY_NAMES[duty]).join(', ');

/** What is missing of the attestations of a Caf’s partners. */
const partnerDuties: ListDeclaration<PartnerDutiesView> = {
  path: 'lists/attestations',
  tag: 'attestations',
  summary:
    'What is missing of the attestations of the partners whose convention is in force, by page, the most first (R24)',
  roles: ['caf-security'],
  reads: Reads('attestations', 'conventions'),
  recordsExport: 'attestations-export',
  file: 'attestations',
  view: PartnerDutiesView,
  from: `(SELECT DISTINCT ON (c.caf_id, c.gestionnaire_id) c.caf_id, c.gestionnaire_id AS id, c.gestionnaire ->> 'name' AS name,
      c.until, c.search
    FROM conventions.conventions c WHERE c.state = 'active'
    ORDER BY c.caf_id, c.gestionnaire_id, c.until DESC) AS p
    CROSS JOIN LATERAL (SELECT count(*)::int AS attested, min(a.valid_until) AS next_end
      FROM attestations.attestations a WHERE a.is_current AND a.gestionnaire_id = p.id) AS told`,
  columns: 'p.id, p.name',
  searched: (matches) => matches('p.search'),
  filters: {
    state: {
      field: OneOf(['missing', 'any'], {
        optional: true,
        description: 'Without, what is missing or ends within 30 days',
      }),
      where: (state: 'missing' | 'any' | undefined, { now }) => {
        if (state === 'any') return null;
        const today = parisDateOf(now);
        const last =
          state === 'missing' ? addDays(today, -1) : addDays(today, policy.attestationReminderDays);
        return fragment`(told.attested < ${verbatim(String(duties.length))} OR told.next_end <= ${last}::date)`;
      },
    },
    attested: filter(
      OneOf(duties, { optional: true, description: 'Partners with a valid attestation of this duty' }),
      (duty: Duty, { now }) => attests(duty, parisDateOf(now)),
    ),
    lacking: filter(
      OneOf([...duties, 'any'], {
        optional: true,
        description: 'Partners without a valid attestation of this duty, or of `any`',
      }),
      (duty: Duty | 'any', { now }) => {
        const today = parisDateOf(now);
        const some = duty === 'any' ? duties : [duty];
        return fragment`NOT (${every(some.map((one) => attests(one, today)))})`;
      },
    ),
  },
  sorts: {
    /** Fewest attested first, then what ends first. */
    missing: [by.whole('told.attested'), by.day(`coalesce(told.next_end, '2999-12-31')`), name, id],
    name: [name, id],
    due: [by.day(`coalesce(told.next_end, '2999-12-31')`), name, id],
  },
  order: 'missing',
  csv: [
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Manquantes', ({ missing }) => inWords(missing)],
    ['À renouveler', ({ ending }) => inWords(ending)],
    ['Première échéance', ({ nextEnd }) => nextEnd && formatShortDate(nextEnd)],
    ['Demandées le', ({ askedOn }) => askedOn && formatShortDate(askedOn)],
  ],
};

@Injectable()
export class PartnerDutiesList extends List<Gestionnaire, PartnerDutiesView> {
  readonly declared = partnerDuties;

  constructor(private readonly attestations: AttestationsQuery) {
    super();
  }

  /** Of a Caf, whose convention is in force. */
  protected scope({ reader: { organism }, now }: Asking): Fragment {
    return fragment`p.caf_id = ${organism.id} AND p.until >= ${parisDateOf(now)}::date`;
  }

  protected views(gestionnaires: readonly Gestionnaire[]): Promise<PartnerDutiesView[]> {
    return this.attestations.dutiesOf(gestionnaires);
  }
}

export const PartnerDutiesListController = listController(PartnerDutiesList, partnerDuties);
