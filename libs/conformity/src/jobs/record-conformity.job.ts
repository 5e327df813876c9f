import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordConformity } from '#compliance';
import { ConventionsQuery } from '#conventions';
import { type Job, type Principal, sha256Of } from '#platform';
import { KeptDays } from '../days/kept-days.ts';
import { ConformityQuery } from '../read-models/conformity/query.ts';

/** Each evening, for each Caf: nobody can count later what was so today. */
@Injectable()
export class RecordConformityJob implements Job {
  readonly name = 'record-conformity';
  readonly purpose =
    'Garde chaque soir l’état de la conformité à l’avenant tel qu’il vient d’être compté, et en scelle l’empreinte.';
  readonly schedule = '45 23 * * *';

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly conformity: ConformityQuery,
    private readonly days: KeptDays,
    private readonly commands: CommandBus,
  ) {}

  async run() {
    let recorded = 0;
    for (const caf of await this.conventions.cafs()) {
      const view = await this.conformity.view(readerOf(caf), new AbortController().signal);
      const text = await this.days.keep(view);
      const day = { day: view.on, sha256: sha256Of(Buffer.from(text)), toSettle: toSettleIn(text) };
      const { events } = await this.commands.execute(new RecordConformity(caf.id, day));
      recorded += events.length;
    }
    return { recorded };
  }
}

/** Another run of the same day may have counted otherwise: what is kept is told. */
const toSettleIn = (text: string): number => JSON.parse(text).states['to-settle'];

/** Counts what the head of security of the Caf sees. */
const readerOf = (organism: Principal['organism']): Principal => ({
  userCode: '',
  name: '',
  role: 'caf-security',
  organism,
  personId: null,
  establishments: [],
  mustChangePassword: null,
  secondFactor: { requiredFrom: null, isOverdue: false },
  isFresh: false,
  sessionId: '',
  csrfToken: '',
});
