import type { ReactNode } from 'react';
import type { Tone } from './Badge';
import { Icon, type IconName } from './Icon';

const ICONS: Record<Tone, IconName> = {
  neutral: 'info',
  progress: 'info',
  good: 'check',
  warning: 'warning',
  danger: 'stop',
};

/** A few words in a frame, above what they are about. */
export function Notice({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className={`notice tone-${tone}`}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}
