const PATHS = {
  check: 'M4 10.5l4 4 8-9',
  clock: 'M10 5v5l3.5 2M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
  warning: 'M10 3l8 14H2zM10 8.5v4M10 14.6v.2',
  stop: 'M6.8 2.5h6.4l4.3 4.3v6.4l-4.3 4.3H6.8l-4.3-4.3V6.8zM10 6.5v4.5M10 13.3v.2',
  dot: 'M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  info: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v5M10 6.2v.2',
  download: 'M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13',
  next: 'M8 4l6 6-6 6',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5L5 15',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
};

export type IconName = keyof typeof PATHS;

/** Always beside words that say the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
