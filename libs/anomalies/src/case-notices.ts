import { Gives, type Instant } from '#platform';

const mailStates = ['waiting', 'accepted', 'refused', 'given-up'] as const;
/** `accepted` by the mail server; `refused`: it will be tried again; `given-up`: it will not. */
export type MailState = (typeof mailStates)[number];

export class CorrespondentView {
  @Gives.text()
  readonly userCode!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.text({
    orNull: true,
    description: 'Why they cannot sign in now, or their mail server did not take the notice, in French',
  })
  readonly obstacle!: string | null;
}

/** What became of a mail; never what it says. */
export class MailFacts {
  @Gives.text({ description: 'What it is about, in French' })
  readonly about!: string;

  @Gives.oneOf(mailStates)
  readonly state!: MailState;

  @Gives.text({ orNull: true, description: 'Why it was refused or given up, in French' })
  readonly reason!: string | null;

  @Gives.instant({ description: 'Since when it is in this state' })
  readonly at!: Instant;
}

export class CaseMailView extends MailFacts {
  @Gives.text()
  readonly userCode!: string;
}

/** Whom a case can reach, and what became of the mails about it. */
export class CaseNoticesView {
  @Gives.list(() => CorrespondentView, {
    description: 'Whoever acts for the partner, codes that are closed apart',
  })
  readonly correspondents!: readonly CorrespondentView[];

  @Gives.list(() => CaseMailView, { description: 'The latest first. They are kept for 30 days' })
  readonly mails!: readonly CaseMailView[];
}

/** Who knows whom a case can reach. Mails are sent by a context that this one does not know. */
export abstract class CaseNotices {
  abstract of(anomalyId: string, gestionnaireId: string): Promise<CaseNoticesView>;
}
