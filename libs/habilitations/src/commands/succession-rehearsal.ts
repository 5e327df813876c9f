import { Injectable } from '@nestjs/common';
import { CommandHandling, Rehearsal } from '#event-sourcing';
import { Clock, conflict, Refusal } from '#platform';
import { type DepartureCommand, type DepartureEvent, departure } from '../domain/departure.ts';
import { person } from '../domain/person.ts';
import { roster } from '../domain/roster.ts';
import { Coverage } from './coverage.ts';
import { requestForSuccessor } from './written-requests.ts';

type Declaration = Extract<DepartureCommand, { type: 'DeclareDeparture' }>;
type Declared = Extract<DepartureEvent, { type: 'DepartureDeclared' }>['data'];

/** Whether what a declaration asks for a successor can be asked for: said before anything is declared, and not left out afterwards. */
@Injectable()
export class SuccessionRehearsal {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal of the declaration, or of a request that it would make */
  async mustBePossible(id: string, declaration: Declaration): Promise<void> {
    const rehearsal = new Rehearsal(this.commands, this.clock.now());
    const { events } = await rehearsal.handle(departure, id, declaration);
    for (const event of events) {
      if (event.type !== 'DepartureDeclared') continue;
      await this.end(event.data, rehearsal);
      await this.ask(id, event.data, rehearsal);
    }
  }

  private async end({ holdings, requests, ...declared }: Declared, rehearsal: Rehearsal): Promise<void> {
    const { reason, lastDay: endedOn, kind } = declared;
    const isAbsence = kind === 'absence';
    for (const { establishmentId, habilitationId } of holdings) {
      const end = { reason, endedOn, declaredBy: 'gestionnaire', isAbsence } as const;
      const command = { type: 'RevokeHabilitation', habilitationId, ...end } as const;
      await unlessOver(rehearsal.handle(roster, establishmentId, command));
    }
    for (const { establishmentId, requestId } of requests) {
      const command = { type: 'RefuseHabilitation', requestId, reason, isWithdrawn: true } as const;
      await unlessOver(rehearsal.handle(roster, establishmentId, command));
    }
  }

  private async ask(id: string, declared: Declared, rehearsal: Rehearsal): Promise<void> {
    const { successor, holdings } = declared;
    if (!successor) return;
    const employer = (await rehearsal.load(person, successor.personId))?.gestionnaireId ?? null;
    for (const holding of holdings) {
      const { establishmentId } = holding;
      const state = await rehearsal.load(roster, establishmentId);
      const request = requestForSuccessor(id, holding, successor, declared, state, this.clock.now());
      if (!request) continue;
      const { inForce, ...covered } = await this.coverage.of(establishmentId);
      const command = { type: 'RequestHabilitation', request, covered, inForce, employer } as const;
      await rehearsal.handle(roster, establishmentId, command).catch(toldForSuccessor);
    }
  }
}

/** What has ended meanwhile, or was answered. */
async function unlessOver(handled: Promise<unknown>): Promise<void> {
  await handled.catch((error) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

function toldForSuccessor(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'request-pending') throw error;
  throw conflict(
    'succession-pending',
    'Une demande attend déjà pour un de ces profils\u00a0: retirez-la d’abord, ou déclarez sans nommer de successeur.',
  );
}
