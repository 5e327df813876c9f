import { type CalendarDate, Day, Id, Ids, MOST_AT_ONCE, OneOf, type Profile, Text } from '#platform';
import { PROFILES } from '../domain/roster.ts';

export class RegisterPersonDto {
  @Text('personName')
  readonly lastName!: string;

  @Text('personName')
  readonly firstName!: string;

  @Text('titleLine', { maxLength: 150 })
  readonly function!: string;

  @Text('mailbox', { description: 'An individual address (R16)' })
  readonly email!: string;

  @Text('paragraph', {
    maxLength: 1000,
    optional: true,
    description: 'Why an address that looks shared is not (R16)',
  })
  readonly sharedMailboxReason?: string | null;
}

export class PersonCorrectionDto extends RegisterPersonDto {
  @Text('paragraph', { maxLength: 2000, description: 'Why it is corrected' })
  readonly reason!: string;
}

export class RequestHabilitationDto {
  @Id()
  readonly establishmentId!: string;

  @Id()
  readonly personId!: string;

  @OneOf(PROFILES)
  readonly profile!: Profile;

  @Text('reference', { description: 'Reference of the written request (R11)' })
  readonly reference!: string;

  @Day({ description: 'Date of the written request' })
  readonly requestedOn!: CalendarDate;

  @Text('sha256', { optional: true, description: 'SHA-256 of the document, in hexadecimal' })
  readonly documentSha256?: string | null;

  @Day({ optional: true, description: 'Last day, to midnight in Paris; without an end unless given' })
  readonly lastDay?: CalendarDate | null;

  @Id({
    optional: true,
    description: 'Whose profile it is, who gives way until the last day and has it again then (R6)',
  })
  readonly returnsTo?: string | null;
}

export class TermDto {
  @Day({
    description: 'Sooner than the present one, where there is one: a day that is past then ends it now',
  })
  readonly lastDay!: CalendarDate;

  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}

export class RefusalDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}

export class RefusalsDto extends RefusalDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];
}

export class GrantsDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];
}

export class RevocationDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;

  @Day({ description: 'Last day of the mission (R20)' })
  readonly endedOn!: CalendarDate;
}

export class RevocationsDto extends RevocationDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];
}

export class AnnexSignatureDto {
  @Text('personName', { maxLength: 200 })
  readonly signatory!: string;

  @Text('titleLine', {
    description: 'In which capacity: « Le Maire », « Par délégation, le Sous-Directeur »',
  })
  readonly capacity!: string;

  @Day()
  readonly signedOn!: CalendarDate;
}

export class AnnexSignaturesDto extends AnnexSignatureDto {
  @Ids(1, MOST_AT_ONCE, { description: 'Of requests' })
  readonly ids!: readonly string[];
}

export class AnnexFilterDto {
  @Text('organismId', { optional: true, description: 'The reader’s own by default' })
  readonly gestionnaireId?: string;

  @Text('organismId', { optional: true, description: 'For a gestionnaire with several' })
  readonly cafId?: string;

  @Day({ optional: true, description: 'The list as it stood at the end of that day; today’s by default' })
  readonly on?: CalendarDate;

  @Day({
    optional: true,
    description: 'With names and addresses as they were known at the end of that day; of `on` by default',
  })
  readonly known?: CalendarDate;
}
