import { mayUsePasskeys, passkeyAnswer } from '../api/passkeys';
import { CommandForm } from './CommandForm';

interface Props<Body, Answer> {
  path: string;
  /** What is sent, of what the device has answered. */
  body: (answer: Awaited<ReturnType<typeof passkeyAnswer>>) => Body;
  submit: string;
  look?: 'primary' | 'plain';
  onDone: (answer: Answer) => void | Promise<void>;
}

/** One button: the browser asks for a passkey. Not shown where the browser knows none. */
export function PasskeyForm<Body, Answer>({ path, body, submit, look, onDone }: Props<Body, Answer>) {
  if (!mayUsePasskeys()) return null;
  return (
    <CommandForm<object, Answer>
      path={path}
      sendBy={async (_, send) => (await send(body(await passkeyAnswer()) as object)) as Answer}
      submit={submit}
      look={look}
      onDone={onDone}
    />
  );
}
