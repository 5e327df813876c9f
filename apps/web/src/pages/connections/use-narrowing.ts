import { type KeyboardEvent, type PointerEvent, useState } from 'react';

/** From which bar to which a reader has drawn; the second may be the earlier one. */
type Drawn = readonly [anchor: number, end: number];

/**
 * Some of `count` bars in a row, chosen with pointer or keyboard; `slots` is how many would fill the width. Hears `onNarrow`
 * with the first and the last of them when the pointer is let go, or at Enter.
 */
export function useNarrowing(count: number, slots: number, onNarrow: (first: number, last: number) => void) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  const within = (index: number) => Math.min(Math.max(index, 0), count - 1);

  const indexAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return within(Math.floor(((clientX - left) / width) * slots));
  };

  const narrow = ([anchor, end]: Drawn) => {
    setDrawn(null);
    setDrawing(false);
    onNarrow(Math.min(anchor, end), Math.max(anchor, end));
  };

  const forget = () => {
    setDrawn(null);
    setDrawing(false);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') return forget();
    if (event.key === 'Enter' && drawn) return narrow(drawn);
    const end = drawn?.[1] ?? -1;
    const next = { ArrowRight: end + 1, ArrowLeft: drawn ? end - 1 : count - 1, Home: 0, End: count - 1 }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    setDrawn([event.shiftKey && drawn ? drawn[0] : within(next), within(next)]);
  }

  const handlers = {
    onKeyDown,
    onBlur: forget,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrawing(true);
      setDrawn([indexAt(event), indexAt(event)]);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const index = indexAt(event);
      setDrawn(isDrawing && drawn ? [drawn[0], index] : [index, index]);
    },
    onPointerUp: () => isDrawing && drawn && narrow(drawn),
    onPointerCancel: forget,
    onPointerLeave: () => !isDrawing && forget(),
  };
  const selected = drawn && ([Math.min(...drawn), Math.max(...drawn)] as const);
  return { selected, handlers };
}
