/** What was said of a part when it was last handed over. */
export function PartComment({ children }: { children: string | null }) {
  if (!children) return null;
  return (
    <>
      <h3>Commentaire remis avec cette partie</h3>
      <blockquote>{children}</blockquote>
    </>
  );
}
