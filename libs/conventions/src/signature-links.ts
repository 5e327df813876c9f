import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { acceptedSecrets, Clock, Config, deriveId, type Instant, LinkAttempts, Refusal } from '#platform';
import { SignByLink } from './commands/sign-by-link.ts';
import { convention } from './domain/convention.ts';
import { type ConventionContent, contentOf, contentSha256 } from './domain/convention-content.ts';
import { linkOpensUntil, voidSignatureLink } from './domain/signature-links.ts';
import { readSignatureToken } from './signature-token.ts';

/** The secret part of a link, and the SIRET of the gestionnaire, as typed. */
export interface TypedSignatureLink {
  readonly token: string;
  readonly siret: string;
}

export interface ToBeSigned extends ConventionContent {
  readonly contentSha256: string;
  readonly expiresAt: Instant;
}

interface OpenLink {
  readonly conventionId: string;
  readonly linkId: string;
}

const NO_CONVENTION = deriveId('signature-link', 'of no convention');

/**
 * Links by which legal representatives sign. They tell nothing before the SIRET is typed, which the mail does not carry: what
 * follows links in mails, and whoever has got one by mistake, does not get further. A link that was used, has expired, was revoked
 * or invented, and a wrong SIRET, all cost the same reads and the same record, and are answered alike (R2, R18).
 */
@Injectable()
export class SignatureLinks {
  constructor(
    private readonly handling: CommandHandling,
    private readonly commands: CommandBus,
    private readonly attempts: LinkAttempts,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What is signed behind the link. @throws Refusal signature-link-void, throttled */
  open(link: TypedSignatureLink, request: Request): Promise<ToBeSigned> {
    return this.attempt(link, request, async ({ conventionId, linkId }) => {
      const state = await this.handling.load(convention, conventionId);
      const expiresAt = linkOpensUntil(state, linkId, this.clock.now());
      if (expiresAt === null) return null;
      const content = contentOf(state);
      return { ...content, contentSha256: contentSha256(content), expiresAt };
    });
  }

  /** @throws Refusal signature-link-void, throttled, convention-content-changed */
  sign(
    link: TypedSignatureLink,
    { contentSha256, ...signature }: SignByLink['signature'] & { contentSha256: string },
    request: Request,
  ): Promise<CommandOutcome & OpenLink> {
    return this.attempt(link, request, async ({ conventionId, linkId }) => {
      const command = new SignByLink(conventionId, linkId, contentSha256, signature);
      // It says itself whether the link is void: sent again since its answer was lost, it has used the link.
      const outcome = await this.commands.execute(command).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === voidSignatureLink().code) return null;
        throw error;
      });
      return outcome && { ...outcome, conventionId, linkId };
    });
  }

  private async attempt<Found extends object>(
    { token, siret }: TypedSignatureLink,
    request: Request,
    look: (link: OpenLink) => Promise<Found | null>,
  ): Promise<Found> {
    const found = await this.attempts.make('signature', token, request, async () => {
      const link = readSignatureToken(acceptedSecrets(this.config), token);
      const { gestionnaireId } = await this.handling.load(convention, link?.conventionId ?? NO_CONVENTION);
      return link && gestionnaireId === siret ? look(link) : null;
    });
    if (!found) throw voidSignatureLink();
    return found;
  }
}
