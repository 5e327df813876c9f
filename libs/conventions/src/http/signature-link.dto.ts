import { ProviderAccount, Text, type WantedAccount } from '#platform';

export class SignatureLinkDto {
  @Text('mailbox', { description: 'An individual address of the legal representative (R16)' })
  readonly email!: string;
}

export class OpenedLinkDto {
  /** As it came: what is no link at all is answered as one that was invented. */
  @Text('secret', { maxLength: 200, description: 'From the link' })
  readonly token!: string;

  @Text('siret', { description: 'Of the gestionnaire' })
  readonly siret!: string;
}

/** The name is the one that the provider says. */
export class ProvenSignatureDto extends OpenedLinkDto {
  @Text('sha256', { description: 'Of what was read' })
  readonly contentSha256!: string;

  @Text('titleLine', { description: 'In which capacity: « Le Maire », « La Présidente »' })
  readonly capacity!: string;

  @ProviderAccount()
  readonly account?: WantedAccount | null;
}

export class LinkSignatureDto extends OpenedLinkDto {
  @Text('sha256', { description: 'Of what was read' })
  readonly contentSha256!: string;

  @Text('personName', { maxLength: 200 })
  readonly signatory!: string;

  @Text('titleLine', { description: 'In which capacity: « Le Maire », « La Présidente »' })
  readonly capacity!: string;
}
