import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { queries } from '../../api/queries';
import { CommandForm } from '../../components/CommandForm';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { formatInstant } from '../../format';
import { checkRepeated, NewPasswordFields, refusalsOf } from './new-password';

export default function ActivationPage() {
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const activation = useQuery(queries.activation(token));

  return (
    <div className="narrow">
      <Page title="Activer mon code">
        <Loaded query={activation}>
          {({ userCode, expiresAt, passwordRule }) => (
            <>
              <p>
                Choisissez le mot de passe du code <strong>{userCode}</strong>. Ce lien ne sert qu’une fois,
                jusqu’au {formatInstant(expiresAt)}.
              </p>
              <CommandForm
                path="/activation"
                body={(value) => ({ token, password: value('password') })}
                check={(value) => checkRepeated(value, 'password')}
                fieldOf={refusalsOf('password')}
                submit="Activer mon code"
                onDone={() => navigate('/connexion', { state: { activated: true } })}
              >
                <input type="text" name="userCode" autoComplete="username" value={userCode} readOnly hidden />
                <NewPasswordFields name="password" rule={passwordRule} />
              </CommandForm>
            </>
          )}
        </Loaded>
      </Page>
    </div>
  );
}
