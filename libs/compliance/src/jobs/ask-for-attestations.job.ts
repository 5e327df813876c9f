import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { inTurn, type Job } from '#platform';
import { AskForAttestations } from '../commands/ask-for-attestations.ts';
import { AttestationsQuery } from '../read-models/attestations/query.ts';

/** Asks the partners whose convention is in force for the attestations that are missing, or end within 30 days (R24). */
@Injectable()
export class AskForAttestationsJob implements Job {
  readonly name = 'attestations';
  readonly purpose = 'Demande aux partenaires les attestations qui manquent ou arrivent à leur terme.';
  readonly schedule = '40 6 * * *';

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly attestations: AttestationsQuery,
    private readonly commands: CommandBus,
  ) {}

  async run() {
    const partners = await this.conventions.gestionnairesInForce();
    const report = { examined: partners.length, reminded: 0 };
    await inTurn(await this.attestations.toBeAsked(partners), async (partner) => {
      const { events } = await this.commands.execute(new AskForAttestations(partner));
      report.reminded += events.length;
    });
    return report;
  }
}
