import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import {
  type Assertion,
  acceptedSecrets,
  answerRefused,
  Clock,
  Config,
  deriveId,
  hashOfIdToken,
  type Instant,
  identityHash,
  isAnswerRefused,
  LinkAttempts,
  type ProviderParameters,
  ProviderRequests,
  Refusal,
  type WantedAccount,
} from '#platform';
import { SignByLink } from './commands/sign-by-link.ts';
import { convention } from './domain/convention.ts';
import { type ConventionContent, contentOf, contentSha256 } from './domain/convention-content.ts';
import type { SignatureProof } from './domain/convention-events.ts';
import {
  contentChanged,
  linkOpensUntil,
  notTheDirector,
  voidSignatureLink,
} from './domain/signature-links.ts';
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

interface SignedByLink extends CommandOutcome {
  readonly conventionId: string;
}

interface OpenLink {
  readonly conventionId: string;
  readonly linkId: string;
}

/** What was read and said behind a link, until an identity provider has vouched for whoever said it. */
interface AwaitedSignature extends OpenLink {
  readonly siret: string;
  readonly contentSha256: string;
  readonly capacity: string;
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
    private readonly providerRequests: ProviderRequests,
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
  ): Promise<SignedByLink> {
    return this.attempt(link, request, async ({ conventionId, linkId }) => {
      const command = new SignByLink(conventionId, linkId, contentSha256, signature);
      // It says itself whether the link is void: sent again since its answer was lost, it has used the link.
      const outcome = await this.commands.execute(command).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === voidSignatureLink().code) return null;
        throw error;
      });
      return outcome && { ...outcome, conventionId };
    });
  }

  /**
   * Where the browser of a legal representative is to go, to have it proved that they direct the gestionnaire.
   * @throws Refusal signature-link-void, throttled, convention-content-changed, no-identity-provider, identity-provider-away
   */
  async beginProof(
    link: TypedSignatureLink,
    said: { readonly contentSha256: string; readonly capacity: string },
    account: WantedAccount,
    request: Request,
    response: Response,
  ): Promise<{ location: string }> {
    const awaited = await this.attempt<AwaitedSignature>(link, request, async (open) => {
      const state = await this.handling.load(convention, open.conventionId);
      if (linkOpensUntil(state, open.linkId, this.clock.now()) === null) return null;
      if (said.contentSha256 !== contentSha256(contentOf(state))) throw contentChanged();
      return { ...open, ...said, siret: link.siret };
    });
    const wanted = { purpose: 'signature', holder: awaited.linkId, bound: awaited } as const;
    return this.providerRequests.begin(wanted, account, request, response);
  }

  /**
   * Signs what was read, once the provider has vouched for whoever read it. What it does not vouch for counts like a wrong link, and
   * is on record (R18).
   * @throws Refusal provider-answer-refused, not-the-director, signature-link-void, throttled, convention-content-changed,
   *   no-identity-provider, identity-provider-away
   */
  async signProven(answer: ProviderParameters, request: Request): Promise<SignedByLink> {
    let refusal: unknown = voidSignatureLink();
    const signed = await this.attempts.make('signature', answer.state ?? '', request, async () => {
      try {
        return await this.signByProof(answer, request);
      } catch (error) {
        if (
          !isAnswerRefused(error) &&
          !isCode(error, notTheDirector()) &&
          !isCode(error, voidSignatureLink())
        ) {
          throw error;
        }
        refusal = error;
        return null;
      }
    });
    if (!signed) throw refusal;
    return signed;
  }

  private async signByProof(answer: ProviderParameters, request: Request): Promise<SignedByLink> {
    const { assertion, bound } = await this.providerRequests.finish<AwaitedSignature>(
      'signature',
      answer,
      request,
    );
    const { conventionId, linkId, capacity, siret } = bound;
    const proof = this.proofOf(assertion);
    if (proof === null || proof.siret !== siret) throw notTheDirector();
    // Whoever signs has a name.
    if (assertion.name === null) throw answerRefused(proof.provider);
    const signature = { signatory: assertion.name, capacity };
    const command = new SignByLink(conventionId, linkId, bound.contentSha256, signature, proof);
    return { ...(await this.commands.execute(command)), conventionId };
  }

  /** Null where it says of no organism that they direct it. */
  private proofOf(assertion: Assertion): SignatureProof | null {
    const { issuer, level, siret, idpId, authenticatedAt } = assertion;
    const { nameSecret, identityProvider } = this.config;
    if (siret === null) return null;
    return {
      issuer,
      provider: identityProvider?.name ?? issuer,
      level,
      siret,
      idpId,
      authenticatedAt,
      identityHash: identityHash(nameSecret, assertion),
      idTokenSha256: hashOfIdToken(assertion),
    };
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

const isCode = (error: unknown, { code }: Refusal): boolean =>
  error instanceof Refusal && error.code === code;
