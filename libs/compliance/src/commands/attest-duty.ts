import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { type Attestation, type Attester, attestations } from '../domain/attestations.ts';
import { ComplianceFiles, ofDuty } from '../files/compliance-files.ts';

/** The correspondent attests to one of the duties of the partner (R24). */
export class AttestDuty extends Command<CommandOutcome> {
  constructor(
    readonly gestionnaire: Attester,
    readonly attested: Omit<Attestation, 'files'>,
    /** Of files that were given for it. */
    readonly fileIds: readonly string[] = [],
  ) {
    super();
  }
}

@CommandHandler(AttestDuty)
export class AttestDutyHandler implements ICommandHandler<AttestDuty> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly files: ComplianceFiles,
  ) {}

  async execute({ gestionnaire, attested, fileIds }: AttestDuty) {
    mustActFor(gestionnaire.id);
    const files = await this.files.hold(ofDuty(gestionnaire.id, attested.duty), fileIds);
    const attestation = { ...attested, files };
    return this.commands.handle(attestations, gestionnaire.id, {
      type: 'AttestDuty',
      attestation,
      gestionnaire,
    });
  }
}
