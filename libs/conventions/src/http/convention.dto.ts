import { type CalendarDate, Day, Id, Nested, NestedList, OneOf, Pattern, Text } from '#platform';
import type { PartyRole } from '../domain/convention-events.ts';

class PartyDto {
  @Pattern(/^[0-9A-Za-z-]{1,40}$/, { description: 'SIRET of a gestionnaire, organism code of a Caf' })
  readonly id!: string;

  @Text(200)
  readonly name!: string;

  @Text(300)
  readonly address!: string;

  @Text(200)
  readonly representative!: string;
}

class GestionnaireDto extends PartyDto {
  @Pattern(/^\d{14}$/)
  readonly siret!: string;
}

class EstablishmentDto {
  @Id()
  readonly id!: string;

  @Text(200)
  readonly name!: string;

  @Text(300)
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
  @OneOf(['gestionnaire', 'caf'])
  readonly party!: PartyRole;

  @Text(200)
  readonly signatory!: string;

  @Text(200, { description: 'In which capacity: « Le Maire », « Par délégation, le Sous-Directeur »' })
  readonly capacity!: string;

  @Day()
  readonly signedOn!: CalendarDate;
}

export class TerminationDto {
  @Text(2000)
  readonly reason!: string;
}
