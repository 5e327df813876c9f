import type { Task, UserRole } from '../../api/contract';
import { today } from '../../days';
import { formatDay, plural } from '../../format';
import { ANOMALY_STATES, DUTIES, INCIDENT_CATEGORIES, PROFILES } from '../../labels';
import { mayOpen } from '../../menu';
import { BLOCKED, lateThisYear, type Partner, SOON_BLOCKED } from './partner-data';

/** What was read of a partner so far. */
export type PartnerFacts = { [Part in keyof Partner]?: Partner[Part]['data'] };

type Item = Omit<Task, 'due'> & { due?: Task['due'] };

/** Names that a line shows; more would be a list. */
const MOST_NAMED = 3;

/** What is not in order with a partner: what is late first, then what is soon, then the rest. */
export function toSettle(id: string, facts: PartnerFacts, role: UserRole): Task[] {
  const items = [
    ...conventions(facts),
    ...signatures(facts),
    ...vacancies(id, facts),
    ...codes(id, facts),
    ...(mayOpen(role, '/demandes') ? requests(id, facts) : []),
    ...reviews(facts),
    ...cases(id, facts, role),
    ...incidents(id, facts),
    ...attestations(id, facts, role),
    ...controls(facts),
    ...departures(id, facts),
  ];
  const rank = ({ urgency }: Item) => ['late', 'soon', 'normal'].indexOf(urgency);
  return items.map((item) => ({ due: null, ...item })).sort((one, other) => rank(one) - rank(other));
}

function conventions({ conventions: page }: PartnerFacts): Item[] {
  const all = page?.items ?? [];
  const warned = all.flatMap(({ id, state, warnings }) =>
    warnings.map(
      (detail, index): Item => ({
        id: `convention-${id}-${index}`,
        title: state === 'active' ? 'Convention à renouveler' : 'Convention à l’état de projet',
        detail,
        urgency: state === 'active' ? 'soon' : 'normal',
        href: `/conventions/${id}`,
      }),
    ),
  );
  const [latest] = all;
  if (!latest || all.some(({ state }) => state === 'active')) return warned;
  const none: Item = {
    id: 'no-convention',
    title: 'Aucune convention en vigueur',
    detail: 'Aucune habilitation ne prend effet tant qu’aucune convention n’est en vigueur.',
    urgency: 'late',
    href: `/conventions/${latest.id}`,
  };
  return [none, ...warned];
}

const signatures = ({ conventions: page }: PartnerFacts): Item[] =>
  (page?.items ?? []).flatMap(({ id, state, signedBy, gestionnaire, caf }): Item[] => {
    const parties = { gestionnaire, caf };
    const missing = (['gestionnaire', 'caf'] as const).filter((party) => !signedBy.includes(party));
    if (state !== 'draft' || missing.length === 0) return [];
    return [
      {
        id: `unsigned-${id}`,
        title: 'Convention à signer',
        detail: `Signature attendue : ${missing.map((party) => parties[party].name).join(', ')}.`,
        urgency: 'normal',
        href: `/conventions/${id}`,
      },
    ];
  });

const vacancies = (id: string, { vacant: page }: PartnerFacts): Item[] =>
  some(page, ({ count, items }) => ({
    id: 'vacant',
    title: `Profils vacants dans ${plural(count, 'établissement')}`,
    detail: firstOf(
      items.map(
        ({ name, vacant }) => `${name} (${vacant.map((one) => PROFILES[one].toLowerCase()).join(', ')})`,
      ),
      count,
    ),
    urgency: 'soon',
    href: `/etablissements?${new URLSearchParams({ organismId: id, vacant: 'any' })}`,
  }));

function codes(id: string, { soonBlocked, blocked, toUnblock }: PartnerFacts): Item[] {
  const named = ({ items, count }: NonNullable<PartnerFacts['blocked']>) =>
    firstOf(
      items.map(({ name, userCode }) => `${name} (${userCode})`),
      count,
    );
  const to = (filter: Record<string, string>) =>
    `/codes?${new URLSearchParams({ organismId: id, ...filter })}`;
  return [
    ...some(
      soonBlocked,
      (page): Item => ({
        id: 'soon-blocked',
        title: `${plural(page.count, 'code')} bientôt ${page.count < 2 ? 'bloqué' : 'bloqués'}`,
        detail: `À moins d’une connexion : ${named(page)}`,
        urgency: 'soon',
        due: page.items[0]?.blocksAfter ?? null,
        href: to(SOON_BLOCKED),
      }),
    ),
    ...some(
      toUnblock,
      (page): Item => ({
        id: 'to-unblock',
        title: plural(page.count, 'déblocage demandé', 'déblocages demandés'),
        detail: named(page),
        urgency: 'soon',
        href: to({ unblocking: 'requested' }),
      }),
    ),
    ...some(
      blocked,
      (page): Item => ({
        id: 'blocked',
        title: plural(page.count, 'code bloqué faute d’usage', 'codes bloqués faute d’usage'),
        detail: named(page),
        urgency: 'normal',
        href: to(BLOCKED),
      }),
    ),
  ];
}

const some = <Page extends { count: number }>(page: Page | undefined, item: (page: Page) => Item): Item[] =>
  page && page.count > 0 ? [item(page)] : [];

const requests = (id: string, { requests: page }: PartnerFacts): Item[] =>
  some(page, ({ count, items }) => ({
    id: 'requests',
    title: plural(count, 'demande en attente', 'demandes en attente'),
    detail: firstOf(
      items.map(({ person, profile }) => `${person.name}, ${PROFILES[profile].toLowerCase()}`),
      count,
    ),
    urgency: 'normal',
    href: `/demandes?${new URLSearchParams({ organismId: id, state: 'pending' })}`,
  }));

/** A yearly review that is past its due day. */
const reviews = ({ reviews: page }: PartnerFacts): Item[] =>
  (page?.items ?? []).map(({ id, persons, answered, dueOn }) => ({
    id: `review-${id}`,
    title: 'Revue des habilitations en retard',
    detail: `${plural(persons - answered, 'personne')} sans réponse sur ${persons}.`,
    urgency: 'late',
    due: dueOn,
    href: `/revues/${id}`,
  }));

const cases = (id: string, { cases: page }: PartnerFacts, role: UserRole): Item[] =>
  some(page, ({ count, items }) => {
    const dues = items
      .flatMap(({ state, due }) => ((state === 'notified' || state === 'overdue') && due ? [due] : []))
      .sort();
    const ofPartner: Record<string, string> = role === 'gestionnaire' ? {} : { gestionnaireId: id };
    return {
      id: 'cases',
      title: plural(count, 'anomalie ouverte', 'anomalies ouvertes'),
      detail: firstOf(
        items.map(({ rule, state }) => `${rule.title} (${ANOMALY_STATES[state].label.toLowerCase()})`),
        count,
      ),
      urgency: items.some(({ state }) => state === 'overdue') ? 'late' : 'soon',
      due: dues[0] ?? null,
      href: `/anomalies?${new URLSearchParams({ ...ofPartner, state: 'open' })}`,
    };
  });

const incidents = (organismId: string, { incidents: page }: PartnerFacts): Item[] =>
  some(page, ({ count, items }) => ({
    id: 'incidents',
    title: plural(count, 'incident ouvert', 'incidents ouverts'),
    detail: firstOf(
      items.map(({ category, userCode }) =>
        [INCIDENT_CATEGORIES[category], userCode && `(${userCode})`].filter(Boolean).join(' '),
      ),
      count,
    ),
    urgency: 'soon',
    href: `/incidents?${new URLSearchParams({ organismId, state: 'reported' })}`,
  }));

function attestations(id: string, { attestations: read }: PartnerFacts, role: UserRole): Item[] {
  const duties = read?.duties.filter(({ state }) => state !== 'valid') ?? [];
  if (duties.length === 0) return [];
  const isLacking = duties.some(({ state }) => state !== 'ending');
  return [
    {
      id: 'attestations',
      title: `${plural(duties.length, 'attestation')} ${isLacking ? 'à donner ou à renouveler' : 'à renouveler'}`,
      detail: firstOf(duties.map(({ duty }) => DUTIES[duty])),
      urgency: isLacking ? 'late' : 'soon',
      href: role === 'gestionnaire' ? '/conformite' : `/conformite/${id}`,
    },
  ];
}

const controls = ({ controls: page }: PartnerFacts): Item[] =>
  (page?.items ?? []).flatMap(({ id, subject, agreedFor: due }) => {
    if (due === null) return [];
    return [
      {
        id: `control-${id}`,
        title: 'Mesures attendues après un contrôle',
        detail: subject,
        urgency: due < today() ? 'late' : 'normal',
        due,
        href: `/conformite/controles/${id}`,
      },
    ];
  });

/** Returns that should have been declared; and what was declared late this year (R20). */
const departures = (organismId: string, { late, overdue }: PartnerFacts): Item[] => [
  ...some(
    overdue,
    ({ count, items }): Item => ({
      id: 'returns',
      title: plural(count, 'retour non déclaré', 'retours non déclarés'),
      detail: firstOf(
        items.map(({ person, expectedReturn }) =>
          expectedReturn ? `${person.name} (prévu le ${formatDay(expectedReturn)})` : person.name,
        ),
        count,
      ),
      urgency: 'soon',
      href: `/departs?${new URLSearchParams({ organismId, state: 'overdue' })}`,
    }),
  ),
  ...some(
    late,
    ({ count, items }): Item => ({
      id: 'late-departures',
      title: plural(count, 'départ déclaré en retard cette année', 'départs déclarés en retard cette année'),
      detail: firstOf(
        items.map(
          ({ person, declaredLateByDays }) => `${person.name} (${plural(declaredLateByDays, 'jour')})`,
        ),
        count,
      ),
      urgency: 'normal',
      href: `/departs?${new URLSearchParams({ organismId, ...lateThisYear() })}`,
    }),
  ),
];

/** The first names of so many, of which a page has been read. */
function firstOf(names: string[], count = names.length): string {
  const shown = names.slice(0, MOST_NAMED);
  const hidden = count - shown.length;
  return `${shown.join('\u00a0; ')}${hidden > 0 ? ` et ${plural(hidden, 'autre')}` : ''}.`;
}
