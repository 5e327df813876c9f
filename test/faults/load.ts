/**
 * A process of its own that executes commands without end, with every projection and reactor at work beside, until it is
 * killed. Its arguments are the first command of each writer; each command that was answered is a line: writer, number.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { type Command, CommandBus } from '@nestjs/cqrs';
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

function open(writer: number, number: number) {
  const member = {
    role: 'gestionnaire',
    organism: ORGANISM,
    name: `Correspondant ${writer}-${number}`,
    email: `correspondant.${writer}.${number}@mons.example`,
  } as const;
  return execute(writer, number, new OpenStaffAccount(member));
}

function attempt(writer: number, number: number, userCode: string) {
  const attempt = {
    userCode,
    identifierHash: null,
    outcome: number % 3 === 0 ? 'wrong-password' : 'success',
    address: '10.0.0.1',
    userAgent: null,
    sessionId: null,
    organism: { id: ORGANISM.id },
  } as const;
  return execute(writer, number, new RecordAttempt(attempt));
}

/** The command id follows from writer and number: the same command when it is sent again. */
function execute<Result>(writer: number, number: number, command: Command<Result>): Promise<Result> {
  return runAs(systemActor('load'), () => bus.execute(command), {
    commandId: deriveId('load', writer, number),
  });
}
