/** Acts of weight want their sender to show once more who they are: whoever can ask for it says so here. */

type Ask = () => Promise<boolean>;

let ask: Ask | null = null;

/** Answers how to take it back. */
export function asksForIdentity(how: Ask): () => void {
  ask = how;
  return () => {
    ask = null;
  };
}

/** True once they have shown it; false when they have not, or nobody can ask. */
export const identityConfirmed: Ask = async () => (ask ? ask() : false);
