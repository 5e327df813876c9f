import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, inTurn, type Job } from '#platform';
import { RecordTerms } from '../commands/record-terms.ts';
import { TermsQuery } from '../read-models/habilitations/terms-query.ts';

/** Records the ends of terms, and the returns, which hold from their instant without it (R6). */
@Injectable()
export class RecordTermsJob implements Job {
  readonly name = 'habilitation-terms';
  readonly purpose =
    'Inscrit la fin des habilitations à durée limitée, et les profils rendus à leur titulaire.';
  readonly schedule = '*/10 * * * *';

  constructor(
    private readonly terms: TermsQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const due = await this.terms.due(this.clock.now());
    await inTurn(due, (id) => this.commands.execute(new RecordTerms(id)));
    return { examined: due.length };
  }
}
