import { Injectable } from '@nestjs/common';
import { AccountsQuery, SignInProspects, signInObstacle } from '#accounts';
import { CaseNotices, type CaseNoticesView } from '#anomalies';
import { aboutText, reasonText } from '../delivery/mail-words.ts';
import { type MailProgress, Outbox } from '../outbox/outbox.ts';

/** What a case shows of its mails, and of who could answer (R19). */
@Injectable()
export class NoticesOfOutbox extends CaseNotices {
  constructor(
    private readonly accounts: AccountsQuery,
    private readonly prospects: SignInProspects,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  override async of(anomalyId: string, gestionnaireId: string): Promise<CaseNoticesView> {
    const [contacts, mails] = await Promise.all([
      this.accounts.correspondentsOf(gestionnaireId),
      this.outbox.aboutAnomaly(anomalyId),
    ]);
    const correspondents = await Promise.all(
      contacts.map(async ({ userCode, name }) => {
        const obstacle = signInObstacle(await this.prospects.of(userCode)) ?? refusalOf(userCode, mails);
        return { userCode, name, obstacle: obstacle && reasonText(obstacle) };
      }),
    );
    return {
      correspondents,
      mails: mails.map(({ userCode, template, state, reason, at }) => ({
        userCode,
        about: aboutText(template),
        state,
        at,
        reason: reason && reasonText(reason),
      })),
    };
  }
}

/** Why the latest notice has not reached somebody; null when it has, or is on its way. */
function refusalOf(userCode: string, mails: readonly MailProgress[]): string | null {
  const latest = mails.find((mail) => mail.userCode === userCode && mail.template === 'anomaly-notified');
  return latest?.reason ?? null;
}
