import { Icon, type IconName } from './Icon';

export type Tone = 'neutral' | 'progress' | 'good' | 'warning' | 'danger';

const ICONS: Record<Tone, IconName> = {
  neutral: 'dot',
  progress: 'clock',
  good: 'check',
  warning: 'warning',
  danger: 'stop',
};

/** A state in a word, with an icon so that it never rests on colour alone. */
export function Badge({ label, tone }: { label: string; tone: Tone }) {
  return (
    <span className={`badge tone-${tone}`}>
      <Icon name={ICONS[tone]} />
      {label}
    </span>
  );
}
