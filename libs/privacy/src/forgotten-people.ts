import { Injectable } from '@nestjs/common';
import { account } from '#accounts';
import { accountSubject, CommandHandling, personSubject } from '#event-sourcing';
import { HoldingsQuery } from '#habilitations';
import { Clock, conflict, Database, executionContext } from '#platform';
import { Belongings } from './belongings.ts';
import type { ErasureObstacle, Forgotten } from './domain/erasure.ts';
import { RetentionQuery } from './read-models/privacy/query.ts';

/** What the log says of whoever is to be forgotten, and what still needs it. */
@Injectable()
export class ForgottenPeople {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandHandling,
    private readonly holdings: HoldingsQuery,
    private readonly retention: RetentionQuery,
    private readonly belongings: Belongings,
    private readonly clock: Clock,
  ) {}

  /** All codes that a person ever had. */
  async codesOf(personId: string): Promise<string[]> {
    const { rows } = await this.database.query<{ code: string }>(
      'SELECT user_code AS code FROM accounts.accounts WHERE person_id = $1 ORDER BY user_code',
      [personId],
    );
    return rows.map(({ code }) => code);
  }

  /** Null where nothing stands against it. */
  async obstacleTo({ personId, userCodes }: Forgotten): Promise<ErasureObstacle | null> {
    const now = this.clock.now();
    if (personId !== null && (await this.holdings.isHeldOrToCome(personId, now))) return 'habilitated';
    for (const code of userCodes) {
      const { state, opened } = await this.commands.load(account, code);
      // The code of an agent is not closed: it opens nothing without a habilitation.
      if (opened && opened.role !== 'agent' && state !== 'closed') return 'code-open';
    }
    if (await this.retention.hasOpenCase(userCodes)) return 'case-open';
    return (await this.retention.isFrozen(nameOf({ personId, userCodes }), now)) ? 'frozen' : null;
  }

  /**
   * The subjects of what the log says of them (`PersonalData`): their own streams, and those of what belongs to them, such as
   * a case about their code.
   */
  async subjectsOf(forgotten: Forgotten): Promise<string[]> {
    const { personId, userCodes } = forgotten;
    const own = [
      ...(personId === null ? [] : [personSubject(personId)]),
      ...userCodes.map(accountSubject),
      ...['erasure', 'freeze', 'dataaccess'].map((category) => `${category}-${nameOf(forgotten)}`),
    ];
    const belongings = await this.belongings.of([...(personId === null ? [] : [personId]), ...userCodes]);
    const told = belongings.flatMap(({ kind, id }) =>
      (TOLD_IN[kind] ?? []).map((category) => `${category}-${id}`),
    );
    return [...new Set([...own, ...told])];
  }
}

/** What belongs to a person or to a code, and in which streams it is told. */
const TOLD_IN: Readonly<Record<string, readonly string[]>> = {
  anomaly: ['anomaly', 'casework'],
  question: ['statement'],
  incident: ['incident'],
  request: ['habilitation'],
};

/** What streams about somebody are called by: the person, or the code of whoever is none. */
export const nameOf = ({ personId, userCodes }: Pick<Forgotten, 'personId' | 'userCodes'>): string =>
  personId ?? userCodes[0]!;

/** Nobody keeps or lets go of what is known of themselves, which a dispute with them may be about. @throws Refusal own-data */
export function mustBeOfAnother({ userCodes }: Forgotten): void {
  if (!userCodes.includes(executionContext().actor.code)) return;
  throw conflict(
    'own-data',
    'Ce sont vos propres données\u00a0: une autre personne de la Caf peut les geler ou les dégeler.',
  );
}
