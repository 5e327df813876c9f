import { Link } from 'react-router';
import type { Account } from '../../api/contract';
import { useMe } from '../../api/session';
import { Due } from '../../components/Due';
import { Empty } from '../../components/Empty';
import { Section } from '../../components/Section';
import { dayOf } from '../../days';
import { AccountActions } from '../accounts/AccountActions';
import { awayText, requestText } from '../accounts/block-text';
import { pathOf } from '../connections/filter';
import { codeSentence } from './code-sentence';

/** The code and its state with why, where that is proved, and what can be done about it. */
export function CodeSection({ account }: { account: Account | null }) {
  const { role } = useMe();
  if (!account) {
    return (
      <Section title="Code">
        <Empty>Aucun code encore : il est ouvert avec la première habilitation.</Empty>
      </Section>
    );
  }
  const { blocksAfter, unblockingRequest } = account;
  return (
    <Section title="Code">
      <div className="stack-tight">
        <p className="sentence">{codeSentence(account)}</p>
        {account.block && account.blockedReason && <p className="quiet">Motif : {account.blockedReason}</p>}
        {!account.isHabilitated && <p className="quiet">{awayText(account)}</p>}
        {unblockingRequest && <p className="quiet">{requestText(unblockingRequest)}</p>}
        {blocksAfter && (
          <p>
            Sans usage, bloqué après le <Due day={blocksAfter} />
          </p>
        )}
        {role === 'caf-security' && <Proof account={account} />}
      </div>
      <AccountActions account={account} />
    </Section>
  );
}

/** Leads from a block to the use that it is counted from, in the journal. */
function Proof({ account: { userCode, block } }: { account: Account }) {
  if (!block?.since) return null;
  const day = dayOf(block.since);
  return (
    <p>
      <Link to={pathOf({ from: day, to: dayOf(block.at), userCode: [userCode] })}>
        Voir au journal ce qui le prouve
      </Link>{' '}
      {block.position && <span className="quiet">Position {block.position} du registre</span>}
    </p>
  );
}
