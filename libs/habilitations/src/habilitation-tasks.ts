import { Injectable } from '@nestjs/common';
import { partyOf } from '#conventions';
import {
  Clock,
  fewOf,
  formatDate,
  furtherTask,
  type Principal,
  parisDateOf,
  type Task,
  type TaskSource,
} from '#platform';
import { PROFILES_IN_SENTENCES } from './lists/words.ts';
import { DeparturesQuery } from './read-models/departures/query.ts';
import { HabilitationsQuery } from './read-models/habilitations/query.ts';
import type { RequestView } from './read-models/habilitations/view.ts';

/** What waits in this context: requests to decide, annexes to sign (R22), profiles nobody holds (R8). */
@Injectable()
export class HabilitationTasks implements TaskSource {
  constructor(
    private readonly habilitations: HabilitationsQuery,
    private readonly departures: DeparturesQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'caf-habilitation' && principal.role !== 'gestionnaire') return [];
    const pending = await this.habilitations.pendingVisibleTo(principal);
    const toSign = fewOf(signaturesOf(pending, principal), FURTHER_AMENDMENTS);
    if (principal.role === 'caf-habilitation') {
      return [...fewOf(pending.filter(decidable).map(toDecide), FURTHER_REQUESTS), ...toSign];
    }
    const vacancies = fewOf(await this.vacancies(principal), FURTHER_VACANCIES);
    return [...toSign, ...(await this.returns(principal)), ...vacancies];
  }

  /** Absences that were to be over by now (R20). */
  private async returns(principal: Principal): Promise<Task[]> {
    const today = parisDateOf(this.clock.now());
    const awaited = await this.departures.awaitedReturns(principal.organism.id, today);
    return awaited.map(({ id, person, expectedReturn }) => ({
      id: `return-${id}`,
      title: `Retour à déclarer\u00a0: ${person.name}`,
      detail: 'Déclarez son retour, ou son départ si la personne ne revient pas.',
      due: expectedReturn,
      urgency: 'soon',
      href: '/departs',
    }));
  }

  private async vacancies(principal: Principal): Promise<Task[]> {
    const establishments = await this.habilitations.establishmentsInForce(principal);
    return establishments
      .filter(({ vacant }) => vacant.length > 0)
      .map(({ id, name, vacant }) => ({
        id: `vacancy-${id}`,
        title: vacant.length === 1 ? 'Un profil est vacant' : `${vacant.length}\u00a0profils sont vacants`,
        detail: `${name}\u00a0: ${vacant.map((profile) => PROFILES_IN_SENTENCES[profile]).join(', ')}.`,
        due: null,
        urgency: 'soon',
        href: '/etablissements?vacant=any',
      }));
  }
}

const WAITING = '/demandes?state=pending';
const FURTHER_REQUESTS = furtherTask(
  'requests',
  WAITING,
  'Une autre habilitation demandée',
  'habilitations demandées',
);
const FURTHER_AMENDMENTS = furtherTask(
  'amendments',
  WAITING,
  'Une autre annexe à signer',
  'annexes à signer',
);
const FURTHER_VACANCIES = furtherTask(
  'vacancies',
  '/etablissements?vacant=any',
  'Un autre établissement a un profil vacant',
  'établissements ont un profil vacant',
);

/** An amendment that both requests of one departure share is signed once. */
function signaturesOf(pending: readonly RequestView[], principal: Principal): Task[] {
  const waiting = pending.filter(
    ({ amendment }) => amendment && !amendment.signedBy.includes(partyOf(principal)),
  );
  const byAmendment = new Map(waiting.map((request) => [request.amendment!.id, request]));
  return [...byAmendment.values()].map(({ amendment, person, establishment, ...request }) => ({
    id: `amendment-${amendment!.id}`,
    title: `Annexe à signer, version\u00a0${amendment!.version}`,
    detail: `Nouvel approbateur\u00a0: ${person.name}, ${establishment.name}${termIn(request)}.`,
    due: null,
    urgency: 'normal',
    href: '/demandes',
  }));
}

const decidable = ({ amendment }: RequestView) => amendment === null || amendment.signedBy.length === 2;

/** « , jusqu’au 30 juin 2026, puis Camille Durand » */
const termIn = ({ lastDay, returnsTo }: Pick<RequestView, 'lastDay' | 'returnsTo'>): string =>
  lastDay === null
    ? ''
    : `, jusqu’au ${formatDate(lastDay)}${returnsTo === null ? '' : `, puis ${returnsTo}`}`;

const toDecide = ({
  id,
  person,
  profile,
  establishment,
  reference,
  requestedOn,
  ...request
}: RequestView): Task => ({
  id: `request-${id}`,
  title: `Habilitation demandée pour ${person.name}`,
  detail: `${establishment.name}, ${PROFILES_IN_SENTENCES[profile]}${termIn(request)}. Demande ${reference} du ${formatDate(requestedOn)}.`,
  due: null,
  urgency: 'normal',
  href: '/demandes',
});
