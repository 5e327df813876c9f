import { type CalendarDate, Day, Id, Ids, MOST_AT_ONCE, Nested, NestedList, Text } from '#platform';

class PartyDto {
  @Text('organismId', { description: 'SIRET of a gestionnaire, organism code of a Caf' })
  readonly id!: string;

  @Text('titleLine')
  readonly name!: string;

  @Text('titleLine', { maxLength: 300 })
  readonly address!: string;

  @Text('personName', { maxLength: 200 })
  readonly representative!: string;
}

class GestionnaireDto extends PartyDto {
  @Text('siret')
  readonly siret!: string;
}

class EstablishmentDto {
  @Id()
  readonly id!: string;

  @Text('titleLine')
  readonly name!: string;

  @Text('titleLine', { maxLength: 300 })
  readonly address!: string;
}

export class RegisterConventionDto {
  @Nested(() => GestionnaireDto)
  readonly gestionnaire!: GestionnaireDto;

  @Nested(() => PartyDto)
  readonly caf!: PartyDto;

  @NestedList(() => EstablishmentDto, 500)
  readonly establishments!: EstablishmentDto[];

  @Day({ optional: true, description: 'First day; unknown while the paper leaves it blank' })
  readonly effectiveFrom: CalendarDate | null = null;

  @Day({ description: 'Last day, whole' })
  readonly until!: CalendarDate;
}

export class EffectiveDateDto {
  @Day()
  readonly effectiveFrom!: CalendarDate;
}

export class SignatureDto {
  @Text('personName', { maxLength: 200 })
  readonly signatory!: string;

  @Text('titleLine', {
    description: 'In which capacity: « Le Maire », « Par délégation, le Sous-Directeur »',
  })
  readonly capacity!: string;

  @Day()
  readonly signedOn!: CalendarDate;
}

export class SignaturesDto extends SignatureDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];
}

export class AnnouncedSignatureDto extends SignatureDto {
  @Text('sha256', { description: 'SHA-256 of the scan of the paper, in hexadecimal' })
  readonly documentSha256!: string;
}

export class RenewalDto {
  @Day({ description: 'Last day, whole' })
  readonly until!: CalendarDate;
}

export class RenewalSignatureDto extends SignatureDto {
  @Day({ description: 'The last day that is signed, as it was read' })
  readonly until!: CalendarDate;
}

export class RenewalsDto extends RenewalDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];
}

export class RenewalSignaturesDto extends RenewalSignatureDto {
  @Ids(1, MOST_AT_ONCE)
  readonly ids!: readonly string[];
}

export class WithdrawalDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}

export class TerminationDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}
