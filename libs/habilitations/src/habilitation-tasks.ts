import { Injectable } from '@nestjs/common';
import { partyOf } from '#conventions';
import {
  Clock,
  formatCount,
  formatDate,
  type Principal,
  parisDateOf,
  type Task,
  type TaskSource,
  theMostUrgent,
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
    const toSign = signaturesOf(pending, principal);
    if (principal.role === 'caf-habilitation') return [...decisionsOn(pending), ...toSign];
    return [...toSign, ...(await this.returns(principal)), ...(await this.vacancies(principal))];
  }

  /** Absences that were to be over by now (R20). */
  private async returns(principal: Principal): Promise<Task[]> {
    const today = parisDateOf(this.clock.now());
    const awaited = await this.departures.awaitedReturns(principal.organism.id, today);
    const tasks = awaited.map(
      ({ id, person, expectedReturn }): Task => ({
        id: `return-${id}`,
        title: `Retour à déclarer\u00a0: ${person.name}`,
        detail:
          'Déclarez son retour, ou son départ si la personne ne revient pas\u00a0; ou dites quand elle est attendue.',
        due: expectedReturn,
        urgency: 'soon',
        href: '/departs',
      }),
    );
    return theMostUrgent(tasks, (count) => ({
      id: 'returns-further',
      title: `${formatCount(count, 'autre')} retours à déclarer`,
      detail: 'La liste donne toutes les absences en cours.',
      href: '/departs?state=absent',
    }));
  }

  private async vacancies(principal: Principal): Promise<Task[]> {
    const establishments = await this.habilitations.establishmentsInForce(principal);
    const tasks = establishments
      .filter(({ vacant }) => vacant.length > 0)
      .map(
        ({ id, name, vacant }): Task => ({
          id: `vacancy-${id}`,
          title: vacant.length === 1 ? 'Un profil est vacant' : `${vacant.length}\u00a0profils sont vacants`,
          detail: `${name}\u00a0: ${vacant.map((profile) => PROFILES_IN_SENTENCES[profile]).join(', ')}.`,
          due: null,
          urgency: 'soon',
          href: '/etablissements?vacant=any',
        }),
      );
    return theMostUrgent(tasks, (count) => ({
      id: 'vacancies-further',
      title: `Profils vacants dans ${formatCount(count, 'autre')} établissements`,
      detail: 'La liste les donne tous.',
      href: '/etablissements?vacant=any',
    }));
  }
}

/** An amendment that both requests of one departure share is signed once. */
function signaturesOf(pending: readonly RequestView[], principal: Principal): Task[] {
  const waiting = pending.filter(
    ({ amendment }) => amendment && !amendment.signedBy.includes(partyOf(principal)),
  );
  const byAmendment = new Map(waiting.map((request) => [request.amendment!.id, request]));
  const tasks = [...byAmendment.values()].map(
    ({ amendment, person, establishment, ...request }): Task => ({
      id: `amendment-${amendment!.id}`,
      title: `Annexe à signer, version\u00a0${amendment!.version}`,
      detail: `Nouvel approbateur\u00a0: ${person.name}, ${establishment.name}${termIn(request)}.`,
      due: null,
      urgency: 'normal',
      href: '/demandes',
    }),
  );
  return theMostUrgent(tasks, (count) => ({
    id: 'amendments-further',
    title: `${formatCount(count, 'autre')} annexes à signer`,
    detail: 'Elles sont avec les demandes en attente.',
    href: '/demandes?state=pending',
  }));
}

const decisionsOn = (pending: readonly RequestView[]): Task[] =>
  theMostUrgent(pending.filter(decidable).map(toDecide), (count) => ({
    id: 'requests-further',
    title: `${formatCount(count, 'autre')} demandes d’habilitation à accorder ou à refuser`,
    detail: 'La liste les donne toutes.',
    href: '/demandes?state=pending',
  }));

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
