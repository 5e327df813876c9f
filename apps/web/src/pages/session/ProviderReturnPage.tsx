import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type ApiProblem, send } from '../../api/client';
import type { AuthFactor, CommandAnswer, Me, SecondFactorAsked } from '../../api/contract';
import {
  answerIn,
  noteRefusal,
  type ProviderAnswer,
  type ProviderPurpose,
  placeToReturnTo,
} from '../../api/identity-provider';
import { sessionQuery, useRenewSession } from '../../api/session';
import { Loading } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { ProviderForm } from '../../components/ProviderForm';
import { placeInThisApplication } from './place';
import { SecondStep } from './SecondStep';

const PATHS: Record<ProviderPurpose, string> = {
  'sign-in': '/session/provider',
  link: '/own-access/identities',
  activation: '/activation/identities',
  signature: '/signature/provider',
};

const TITLES: Record<ProviderPurpose, string> = {
  'sign-in': 'Se connecter',
  link: 'Relier un compte',
  activation: 'Relier un compte',
  signature: 'Signer une convention',
};

type Answer = Me | SecondFactorAsked | CommandAnswer;

/** Where an identity provider sends browsers back to: what it brought is sent on once, from a page of our own. */
export default function ProviderReturnPage() {
  const [search] = useSearchParams();
  const [came] = useState(() => answerIn(search));
  return (
    <div className="narrow">
      {came ? (
        <Returned {...came} />
      ) : (
        <Page title="Se connecter">
          <Notice tone="warning">Cette page attend la réponse d’un fournisseur d’identité.</Notice>
          <p>
            <Link to="/connexion">Se connecter</Link>
          </p>
        </Page>
      )}
    </div>
  );
}

function Returned({ purpose, answer }: { purpose: ProviderPurpose; answer: ProviderAnswer }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const renewSession = useRenewSession();
  const [asked, setAsked] = useState<AuthFactor[] | null>(null);
  const [isSigned, setSigned] = useState(false);
  const place = placeInThisApplication(placeToReturnTo());
  const isSent = useRef(false);

  async function enter() {
    await renewSession();
    await navigate(place, { replace: true });
  }

  const sending = useMutation<Answer, ApiProblem>({
    mutationFn: async () => {
      // What is done in a session carries its token.
      if (purpose === 'link') await client.fetchQuery(sessionQuery);
      return send<Answer>('POST', PATHS[purpose], answer);
    },
    onError: ({ status }) => noteRefusal(status < 500),
    onSuccess: async (answered) => {
      noteRefusal(false);
      if ('secondFactor' in answered) setAsked(answered.secondFactor);
      else if (purpose === 'sign-in') await enter();
      else if (purpose === 'signature') setSigned(true);
      else await navigate(place, { replace: true, state: { linked: true } });
    },
  });
  const { mutate } = sending;

  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    // The answer is good once, and stays in no history of addresses.
    window.history.replaceState(window.history.state, '', window.location.pathname);
    mutate();
  }, [mutate]);

  if (asked) return <SecondStep factors={asked} onDone={enter} onAgain={() => navigate('/connexion')} />;
  if (isSigned) return <Signed />;
  return (
    <Page title={TITLES[purpose]}>
      {sending.error ? (
        <>
          <Notice tone="warning">{sending.error.message}</Notice>
          {purpose === 'sign-in' && (
            <ProviderForm
              path="/session/provider-requests"
              submit={(provider) => `Changer de compte ${provider}`}
              returnTo={place}
            />
          )}
          <p>
            <Link to={purpose === 'sign-in' ? '/connexion' : place}>
              {purpose === 'sign-in' ? 'Revenir à la connexion' : 'Revenir à la page précédente'}
            </Link>
          </p>
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Signed() {
  return (
    <Page title="Convention signée">
      <Notice tone="good">
        Vous avez signé la convention. Elle prend effet une fois signée aussi par la Caf, à sa date d’effet.
        Le lien ne sert plus.
      </Notice>
      <p>
        Avec votre signature sont conservés votre nom, le Siret de l’organisme que vous dirigez, le
        fournisseur qui l’a attesté, et quand.
      </p>
    </Page>
  );
}
