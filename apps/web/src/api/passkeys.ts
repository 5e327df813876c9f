import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { ApiProblem, send } from './client';
import type { PasskeyAnswer, PasskeyChallenge, PasskeyOffer } from './contract';

/** ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];

export const mayUsePasskeys = browserSupportsWebAuthn;

/** Has the browser sign what the server asks for, once its holder has shown themselves to the device. */
export async function passkeyAnswer(): Promise<PasskeyAnswer> {
  const { challenge, rpId } = await send<PasskeyChallenge>('POST', '/session/passkey-challenges', {});
  const optionsJSON = { challenge, rpId, userVerification: 'required' as const };
  const { id, response } = await startAuthentication({ optionsJSON }).catch(notGiven);
  return {
    credentialId: id,
    clientData: response.clientDataJSON,
    authenticatorData: response.authenticatorData,
    signature: response.signature,
  };
}

/** Has the browser make a passkey, on this device or another. */
export async function newPasskey() {
  const offer = await send<PasskeyOffer>('POST', '/own-access/passkeys/offer', {});
  const optionsJSON = {
    challenge: offer.challenge,
    rp: { id: offer.rpId, name: 'Greffe' },
    user: { id: offer.userHandle, name: offer.userCode, displayName: offer.userCode },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
    excludeCredentials: offer.known.map(({ credentialId }) => ({
      id: credentialId,
      type: 'public-key' as const,
    })),
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true,
      userVerification: 'required' as const,
    },
    attestation: 'none' as const,
  };
  const { id, response } = await startRegistration({ optionsJSON }).catch(notGiven);
  return {
    credentialId: id,
    clientData: response.clientDataJSON,
    attestation: response.attestationObject,
    transports: response.transports ?? [],
  };
}

/** What a browser says is not for people: mostly that somebody has cancelled. */
function notGiven(error: unknown): never {
  const isKnown =
    error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
  throw new ApiProblem({
    type: 'about:blank',
    title: 'Passkey not given',
    status: 0,
    code: 'passkey-not-given',
    detail: isKnown
      ? 'Cet appareil a déjà une clé d’accès à votre code.'
      : 'L’appareil n’a pas donné de clé d’accès : la demande a été annulée, ou a trop attendu.',
  });
}
