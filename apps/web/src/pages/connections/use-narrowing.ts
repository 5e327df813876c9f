import { type KeyboardEvent, type PointerEvent, useState } from 'react';

interface Period {
  readonly from: string;
  readonly to: string;
}

/** From which bar to which a reader has drawn, of the bars of which period; the end may be before the anchor. */
interface Drawn {
  readonly of: string;
  readonly anchor: number;
  readonly end: number;
  /** With the pointer still down. */
  readonly isUnderWay: boolean;
}

/**
 * Some of the bars in a row, chosen with pointer or keyboard; `slots` is how many would fill the width. Hears `onNarrow` with
 * the first and the last of them when the pointer is let go, or at Enter. What was drawn over bars says nothing of the bars
 * of another period that have taken their place.
 */
export function useNarrowing<Bar extends Period>(
  bars: readonly Bar[],
  slots: number,
  onNarrow: (first: Bar, last: Bar) => void,
) {
  const [last, setLast] = useState<Drawn | null>(null);
  const shown = `${bars[0]?.from} ${bars.at(-1)?.to} ${bars.length}`;
  const drawn = last?.of === shown ? last : null;
  const within = (index: number) => Math.min(Math.max(index, 0), bars.length - 1);
  const draw = (anchor: number, end: number, isUnderWay = false) =>
    setLast({ of: shown, anchor, end, isUnderWay });
  const forget = () => setLast(null);

  const indexAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return within(Math.floor(((clientX - left) / width) * slots));
  };

  const narrow = ({ anchor, end }: Drawn) => {
    forget();
    onNarrow(bars[Math.min(anchor, end)]!, bars[Math.max(anchor, end)]!);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') return forget();
    if (event.key === 'Enter' && drawn) return narrow(drawn);
    const end = drawn?.end ?? -1;
    const final = bars.length - 1;
    const next = { ArrowRight: end + 1, ArrowLeft: drawn ? end - 1 : final, Home: 0, End: final }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    draw(event.shiftKey && drawn ? drawn.anchor : within(next), within(next));
  }

  const handlers = {
    onKeyDown,
    onBlur: forget,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      draw(indexAt(event), indexAt(event), true);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const index = indexAt(event);
      if (drawn?.isUnderWay) draw(drawn.anchor, index, true);
      else draw(index, index);
    },
    onPointerUp: () => drawn?.isUnderWay && narrow(drawn),
    onPointerCancel: forget,
    onPointerLeave: () => !drawn?.isUnderWay && forget(),
  };
  const selected = drawn && ([Math.min(drawn.anchor, drawn.end), Math.max(drawn.anchor, drawn.end)] as const);
  return { selected, handlers };
}
