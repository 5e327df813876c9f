import { Injectable } from '@nestjs/common';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import type { HolderId } from '#accounts';
import { Accepted } from '#event-sourcing';
import type { Principal } from '#platform';
import type { Forgotten } from '../domain/erasure.ts';
import { nameOf } from '../forgotten-people.ts';
import { HeldData } from '../held-data.ts';

/** Commands about what is known of somebody whom the reader answers for. */
@Injectable()
export class HolderCommands {
  constructor(
    private readonly commands: CommandBus,
    private readonly held: HeldData,
  ) {}

  /** @throws Refusal holder-not-found, and those of the command */
  async execute(
    id: HolderId,
    reader: Principal,
    commandFor: (somebody: Forgotten) => ICommand,
  ): Promise<Accepted> {
    const somebody = await this.held.forgotten(id, reader);
    return new Accepted(nameOf(somebody), await this.commands.execute(commandFor(somebody)));
  }
}
