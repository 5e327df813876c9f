import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordConformity } from '#compliance';
import { ConventionsQuery } from '#conventions';
import { Clock, inTurn, type Job, type Principal, parisTimeOf, sha256Of } from '#platform';
import { KeptDays } from '../days/kept-days.ts';
import { ConformityQuery } from '../read-models/conformity/query.ts';

/** From this hour on what is counted is the state of the day. */
const EVENING = 23;

/**
 * Each evening, for each Caf: nobody can count later what was so today. At another time, as when a tick that was missed is made up
 * for in the morning or somebody has it run, it keeps nothing: a day has one state, and that is the one of its evening.
 */
@Injectable()
export class RecordConformityJob implements Job {
  readonly name = 'record-conformity';
  readonly purpose =
    'Garde chaque soir l’état de la conformité à l’avenant tel qu’il vient d’être compté, et en scelle l’empreinte.';
  readonly schedule = `45 ${EVENING} * * *`;

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly conformity: ConformityQuery,
    private readonly days: KeptDays,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    if (parisTimeOf(this.clock.now()).hour < EVENING) return { recorded: 0 };
    let recorded = 0;
    await inTurn(await this.conventions.cafs(), async (caf) => {
      const view = await this.conformity.view(readerOf(caf), new AbortController().signal);
      const text = await this.days.keep(view);
      const day = { day: view.on, sha256: sha256Of(Buffer.from(text)), toSettle: toSettleIn(text) };
      const { events } = await this.commands.execute(new RecordConformity(caf.id, day));
      recorded += events.length;
    });
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
