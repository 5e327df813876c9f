import { useNavigate } from 'react-router';
import type { Me } from '../../api/contract';
import { useMe, useRenewSession } from '../../api/session';
import { useAnnounce } from '../../components/Announcer';
import { CommandForm } from '../../components/CommandForm';
import { PasswordField } from '../../components/fields/PasswordField';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { checkRepeated, NewPasswordFields, refusalsOf } from './new-password';

const REASONS: Record<NonNullable<Me['mustChangePassword']>, string> = {
  'first-connection':
    'C’est votre première connexion : la convention demande que vous changiez votre mot de passe avant d’aller plus loin.',
  'too-old':
    'Votre mot de passe a atteint la durée prévue : la convention demande de le renouveler régulièrement. Ce n’est pas le signe d’un incident.',
  'required-by-caf': 'La Caf demande que vous changiez votre mot de passe avant d’aller plus loin.',
};

export default function PasswordPage() {
  const me = useMe();
  const renewSession = useRenewSession();
  const navigate = useNavigate();
  const announce = useAnnounce();

  async function goOn() {
    await renewSession();
    await navigate('/', { replace: true });
    announce('Votre mot de passe est changé.');
  }

  return (
    <div className="narrow">
      <Page title="Changer mon mot de passe">
        {me.mustChangePassword && <Notice tone="progress">{REASONS[me.mustChangePassword]}</Notice>}
        <CommandForm
          method="PUT"
          path="/password"
          body={(value) => ({ currentPassword: value('currentPassword'), newPassword: value('newPassword') })}
          check={(value) => checkRepeated(value, 'newPassword')}
          fieldOf={{
            ...refusalsOf('newPassword'),
            'same-password': 'newPassword',
            'wrong-password': 'currentPassword',
          }}
          submit="Changer le mot de passe"
          onDone={goOn}
        >
          <PasswordField name="currentPassword" label="Mot de passe actuel" autoComplete="current-password" />
          <NewPasswordFields name="newPassword" rule={me.passwordRule} />
        </CommandForm>
      </Page>
    </div>
  );
}
