import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Passkey } from './kept-passkeys.ts';
import type { RelyingParty } from './relying-party.ts';

/** What a browser answers in the name of a passkey, in base64url. */
export interface PasskeyAnswer {
  readonly credentialId: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

/** The same of one that it has made. */
export interface NewPasskeyAnswer {
  readonly credentialId: string;
  readonly clientData: string;
  readonly attestation: string;
  readonly transports: readonly string[];
}

type Kept = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'>;

const PUBLIC_KEY = { type: 'public-key', clientExtensionResults: {} } as const;

/**
 * The counter of an answer that is right: it signs this challenge, for this site, with that key, and its holder has shown
 * themselves to the device. Null when it does not, or its counter has not gone on.
 */
export async function counterIn(
  { credentialId: id, clientData, authenticatorData, signature }: PasskeyAnswer,
  { credentialId, publicKey, counter }: Kept,
  challenge: string,
  party: RelyingParty,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        ...PUBLIC_KEY,
        response: { clientDataJSON: clientData, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id: credentialId, publicKey, counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // Whatever cannot be read is not right either.
    return null;
  }
}

/** The key that an answer brings along; null when it is not for this challenge and site. */
export async function keyIn(
  { credentialId: id, clientData, attestation }: NewPasskeyAnswer,
  challenge: string,
  party: RelyingParty,
): Promise<Kept | null> {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        ...PUBLIC_KEY,
        response: { clientDataJSON: clientData, attestationObject: attestation },
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    if (!registrationInfo) return null;
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey, counter };
  } catch {
    return null;
  }
}
