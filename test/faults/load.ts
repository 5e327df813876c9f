/**
 * A process of its own that executes commands without end, with every projection and reactor at work beside, until it is
 * killed. Its arguments are the first command of each writer; each command that was answered is a line: writer, number.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { OpenStaffAccount } from '#accounts';
import { followersOf, openEngines, RegisterModule } from '#composition';
import { RecordAttempt } from '#connections';
import { deriveId, loadConfig, runAs, systemActor } from '#platform';

const ORGANISM = { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' };
/** A code is opened, and then used by the commands that follow. */
const COMMANDS_PER_CODE = 4;

const engines = await openEngines(loadConfig(process.env));
const app = await NestFactory.createApplicationContext(RegisterModule.with(engines), {
  logger: ['error', 'fatal'],
});
for (const follower of followersOf(app, engines)) follower.start();
const bus = app.get(CommandBus);

await Promise.all(process.argv.slice(2).map((first, writer) => write(writer, Number(first))));

async function write(writer: number, first: number): Promise<void> {
  // The opening that the first command may build on is sent again: it was executed, and must not be so twice.
  const opening = first - (first % COMMANDS_PER_CODE);
  let { userCode } = await open(writer, opening);
  for (let number = first; ; number++) {
    if (number % COMMANDS_PER_CODE === 0) ({ userCode } = await open(writer, number));
    else await attempt(writer, number, userCode);
    process.stdout.write(`${writer} ${number}\n`);
  }
}

const open = (writer: number, number: number) =>
  executeOnce(
    writer,
    number,
    new OpenStaffAccount({
      role: 'gestionnaire',
      organism: ORGANISM,
      name: `Correspondant ${writer}-${number}`,
      email: `correspondant.${writer}.${number}@mons.example`,
    }),
  );

const attempt = (writer: number, number: number, userCode: string) =>
  executeOnce(
    writer,
    number,
    new RecordAttempt({
      userCode,
      identifierHash: null,
      outcome: number % 3 === 0 ? 'wrong-password' : 'success',
      address: '10.0.0.1',
      userAgent: null,
      sessionId: null,
      organism: { id: ORGANISM.id },
    }),
  );

const executeOnce = <Result>(
  writer: number,
  number: number,
  command: Parameters<typeof bus.execute<Result>>[0],
) =>
  runAs(systemActor('load'), () => bus.execute<Result>(command), {
    commandId: deriveId('load', writer, number),
  });
