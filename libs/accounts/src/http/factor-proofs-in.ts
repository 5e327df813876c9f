import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config, invalid } from '#platform';
import type { FactorProof, PasskeyProof } from '../factors/factor-proofs.ts';
import type { PasskeyAnswer } from '../factors/passkey-answers.ts';
import { relyingPartyOf } from '../factors/relying-party.ts';
import type { IdentityProof } from '../sign-in/identity-confirmation.ts';
import { ChallengeCookie } from './challenge-cookie.ts';
import type { IdentityDto, SecondFactorDto } from './factor.dto.ts';

/** Reads from a request what somebody shows beside their password. */
@Injectable()
export class FactorProofsIn {
  constructor(
    private readonly config: Config,
    private readonly challenge: ChallengeCookie,
  ) {}

  /** @throws Refusal factor-incomplete */
  of({ kind, code, passkey }: SecondFactorDto, request: Request): FactorProof {
    if (kind === 'passkey' && passkey) return this.ofPasskey(passkey, request);
    if (kind !== 'passkey' && code) return { kind, code };
    throw invalid('factor-incomplete', 'Saisissez un code, ou utilisez votre clé d’accès.');
  }

  /** @throws Refusal factor-incomplete */
  ofIdentity({ kind, code, passkey }: IdentityDto, request: Request): IdentityProof {
    if (kind !== 'password') return this.of({ kind, code, passkey }, request);
    if (!code) throw invalid('factor-incomplete', 'Saisissez votre mot de passe.');
    return { kind, password: code };
  }

  ofPasskey(
    { credentialId, clientData, authenticatorData, signature }: PasskeyAnswer,
    request: Request,
  ): PasskeyProof {
    return {
      kind: 'passkey',
      answer: { credentialId, clientData, authenticatorData, signature },
      bearer: this.challenge.bearerIn(request),
      party: relyingPartyOf(this.config, request),
    };
  }
}
