import type { INestApplication } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { ActivateAccount, OpenStaffAccount, type StaffMember } from '#accounts';
import { runAs, systemActor } from '#platform';

export const PASSWORD = 'un cheval de trait';
/** That a code may have instead. */
export const OTHER_PASSWORD = 'un cheval de course';
const CAF = { id: '595', name: 'Caf du Nord' };

/** A code of the Caf that has been activated with `PASSWORD`. */
export async function openCode(app: INestApplication, role: StaffMember['role']): Promise<string> {
  const bus = app.get(CommandBus);
  const as = <T>(work: () => Promise<T>) => runAs(systemActor('test'), work);
  const member = { role, organism: CAF, name: 'Nadia Ferrand', email: `${role}@caf.example` };
  const { userCode } = await as(() => bus.execute(new OpenStaffAccount(member)));
  await as(() => bus.execute(new ActivateAccount(userCode, 1, PASSWORD)));
  return userCode;
}

/** The headers of somebody who has signed in, with a code that has been activated with `PASSWORD`. */
export async function sessionOf(
  server: Parameters<typeof request>[0],
  userCode: string,
): Promise<Record<string, string>> {
  const credentials = { userCode, password: PASSWORD };
  const { body, headers } = await request(server).post('/api/session').send(credentials).expect(201);
  return { Cookie: headers['set-cookie']![0]!, 'X-CSRF-Token': body.csrfToken };
}

export async function signedInAs(
  app: INestApplication,
  role: StaffMember['role'],
): Promise<Record<string, string>> {
  return sessionOf(app.getHttpServer(), await openCode(app, role));
}
