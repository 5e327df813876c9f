import { useMutation } from '@tanstack/react-query';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { get, type Params, url } from '../api/client';
import type { Me } from '../api/contract';
import { identityConfirmed } from '../api/identity';
import { useAnnounce } from './Announcer';
import { Icon } from './Icon';

interface Props {
  path: string;
  params?: Params;
  /** Much at once: whoever asks for it shows once more who they are, where that was long ago. */
  isExport?: boolean;
  children: ReactNode;
}

/** A file drawn by the server. */
export function Download({ path, params, isExport = false, children }: Props) {
  const mayPass = useRef(false);
  const announce = useAnnounce();
  const session = useMutation({
    mutationFn: () => get<Me>('/session'),
    onError: ({ message }) => announce(message, { isFailure: true }),
  });

  async function confirmFirst(event: MouseEvent<HTMLAnchorElement>) {
    if (!isExport || mayPass.current) return;
    event.preventDefault();
    const link = event.currentTarget;
    const me = await session.mutateAsync().catch(() => null);
    if (!me) return;
    if (!me.isFresh && !(await identityConfirmed())) return;
    mayPass.current = true;
    link.click();
    mayPass.current = false;
  }

  return (
    <a className="download" href={url(path, params)} download onClick={confirmFirst}>
      <Icon name="download" />
      {children}
    </a>
  );
}
