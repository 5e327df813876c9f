import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { idOf, type Reactor, type RecordedEvent } from '#event-sourcing';
import { amendmentProposedBy } from '../commands/amendment-proposed-by.ts';
import { ProposeAnnexAmendment } from '../commands/propose-annex-amendment.ts';
import { WithdrawAnnexAmendment } from '../commands/withdraw-annex-amendment.ts';
import type { RosterEvent } from '../domain/roster-events.ts';

/** Keeps the annex in step with the requests (R22): proposes what a request needs, withdraws what falls with it. */
@Injectable()
export class AmendAnnex implements Reactor<RosterEvent> {
  /** Older than the class's: its place in the log is kept under it. */
  readonly name = 'annex-follower';
  readonly categories = ['roster'];

  constructor(private readonly commands: CommandBus) {}

  async react(event: RecordedEvent<RosterEvent>): Promise<void> {
    const proposal = amendmentProposedBy(event, idOf(event.stream));
    if (proposal) await this.commands.execute(new ProposeAnnexAmendment(proposal));
    if (event.type === 'HabilitationRefused' && event.data.amendmentId !== null) {
      const { gestionnaireId, amendmentId } = event.data;
      await this.commands.execute(new WithdrawAnnexAmendment(gestionnaireId, amendmentId));
    }
  }
}
