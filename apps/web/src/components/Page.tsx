import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

interface Props {
  title: string;
  /** Beside the title: a state, a few facts. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The browser itself places the focus on the page that it loads first. */
let isFirstPage = true;

/** A page: its title in the window and as the only h1, which takes the focus after a navigation. */
export function Page({ title, aside, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname, hash } = useLocation();

  useEffect(() => {
    document.title = `${title} – Greffe`;
  }, [title]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what says that the page is another one
  useEffect(() => {
    // A place of the page takes the focus itself.
    if (!isFirstPage && !hash) {
      window.scrollTo(0, 0);
      heading.current?.focus();
    }
    isFirstPage = false;
  }, [pathname]);

  return (
    <>
      <header className="page-header">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </header>
      {children}
    </>
  );
}
