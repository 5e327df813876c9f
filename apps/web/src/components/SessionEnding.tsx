import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../api/client';
import type { SessionEnd } from '../api/contract';
import { queries } from '../api/queries';
import { plural } from '../format';
import { CloseButton, Modal } from './ActionDialog';
import { SignOutButton } from './SignOutButton';

/** While the end is near: another page may have put it off. */
const LOOK_AGAIN_SECONDS = 15;

/** Tells that the session is about to end, and lets it go on. */
export function SessionEnding() {
  const { data: end } = useQuery({
    ...queries.sessionEnd(),
    refetchInterval: (query) => secondsToNextLook(query.state.data) * 1000,
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: 'always',
  });
  const [isToldOfWhole, setToldOfWhole] = useState(false);
  if (!end || leftOf(end) > end.warningSeconds) return null;
  if (end.wholeSeconds > end.warningSeconds) return <IdleSession seconds={end.idleSeconds} />;
  return isToldOfWhole ? null : (
    <LastingSession seconds={end.wholeSeconds} onClosed={() => setToldOfWhole(true)} />
  );
}

const leftOf = ({ idleSeconds, wholeSeconds }: SessionEnd) => Math.min(idleSeconds, wholeSeconds);

/** When it may be time to tell, and once it is over. */
function secondsToNextLook(end: SessionEnd | undefined): number {
  if (!end) return LOOK_AGAIN_SECONDS;
  const left = leftOf(end);
  if (left <= end.warningSeconds) return Math.min(LOOK_AGAIN_SECONDS, left + 1);
  return left - end.warningSeconds + 1;
}

/** Nobody has asked for anything: whoever is there says so. */
function IdleSession({ seconds }: { seconds: number }) {
  const client = useQueryClient();
  const stay = useMutation({
    mutationFn: () => get<SessionEnd>('/session/end', {}, undefined, false),
    onSuccess: (end) => client.setQueryData(queries.sessionEnd().queryKey, end),
  });
  return (
    <Modal title="Êtes-vous toujours là ?" onClosed={() => stay.mutate()}>
      <div className="stack">
        <p aria-live="polite">
          Votre session prend fin dans {minutes(seconds)}, faute d’utilisation. Ce que vous avez saisi est
          gardé.
        </p>
        <div className="actions">
          <CloseButton>Rester connecté</CloseButton>
          <SignOutButton look="plain" />
        </div>
      </div>
    </Modal>
  );
}

/** It has lasted as long as one may. */
const LastingSession = ({ seconds, onClosed }: { seconds: number; onClosed: () => void }) => (
  <Modal title="Votre session va prendre fin" onClosed={onClosed}>
    <div className="stack">
      <p aria-live="polite">
        Elle a atteint sa durée la plus longue, et prend fin dans {minutes(seconds)}. Ce que vous avez saisi
        est gardé : connectez-vous de nouveau pour continuer.
      </p>
      <div className="actions">
        <CloseButton>J’ai compris</CloseButton>
      </div>
    </div>
  </Modal>
);

const minutes = (seconds: number): string =>
  seconds < 60 ? 'moins d’une minute' : plural(Math.floor(seconds / 60), 'minute');
