import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, VARIABLES } from '#platform';
import { composeFile, exampleEnvironment, type Service, variables } from './compose-file.ts';

const ENV = exampleEnvironment();
const { services, networks, volumes } = composeFile(ENV);
const NAMES = Object.keys(services);
const PROGRAMS = ['portal', 'projector', 'worker'];
const OURS = [...PROGRAMS, 'greffe', 'tables', 'log-user'];
/** Those that sign the log, or say by which keys it is signed. */
const SEALS = ['projector', 'greffe'];
/** Those that write checkpoints, and what was stamped, into a folder. */
const KEEP_CHECKPOINTS = ['projector', 'worker'];
const NODES = NAMES.filter((name) => name.startsWith('eventstore'));
const SHOWN = ['proxy', 'mail', 'grafana', 'jaeger'];
/** They end by themselves, … */
const ONE_SHOT = ['certificates', 'greffe', 'tables', 'log-user'];
/** … and these before the programs start. */
const FIRST = ['certificates', 'tables', 'log-user'];
/** What `greffe store admit` alone reads. */
const FOR_ADMIT = 'EVENTSTORE_ADMIN_URL';
/** Its image holds one program and nothing to ask it with. */
const NOT_ASKED = ['jaeger'];

/** Those of the Compose specification that a service here may use. */
const SERVICE_KEYS = [
  ...['build', 'cap_add', 'cap_drop', 'command', 'depends_on', 'deploy', 'entrypoint', 'environment'],
  ...[
    'healthcheck',
    'image',
    'init',
    'logging',
    'network_mode',
    'networks',
    'ports',
    'profiles',
    'read_only',
  ],
  ...['restart', 'security_opt', 'shm_size', 'stop_grace_period', 'tmpfs', 'user', 'volumes'],
];

const service = (name: string): Service => services[name]!;
const isUp = (name: string, profile: string) => service(name).profiles?.includes(profile) ?? true;
const hostsOf = (url: string): string[] => {
  const [, authority = ''] = /^[^:]+:\/\/(?:[^@/]*@)?([^/?]+)/.exec(url) ?? [];
  return authority.split(',').map((part) => part.replace(/:\d+$/, ''));
};

describe('infra/.env.example', () => {
  it('names what compose reads, and holds no secret', () => {
    const example = exampleEnvironment(false);
    for (const [name, required] of variables) {
      if (required) expect(example).toHaveProperty(name);
    }
    for (const name of Object.keys(example)) {
      if (name !== 'COMPOSE_PROFILES') expect([...variables.keys()]).toContain(name);
      if (/SECRET|PASSWORD/.test(name)) expect({ [name]: example[name] }).toEqual({ [name]: '' });
    }
  });

  it.each([...variables].filter(([, required]) => required).map(([name]) => name))(
    'is refused without %s',
    (name) => {
      expect(() => composeFile({ ...ENV, [name]: '' })).toThrow(`${name} is missing`);
    },
  );
});

describe('infra/compose.yaml', () => {
  it.each(NAMES)('%s is made of what the specification knows, pinned and bounded', (name) => {
    const { image, restart, logging, deploy, healthcheck, ports = [] } = service(name);
    expect(SERVICE_KEYS).toEqual(expect.arrayContaining(Object.keys(service(name))));
    expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    if (ports.length > 0) expect(SHOWN).toContain(name);
    if (!ONE_SHOT.includes(name)) {
      expect(restart).toBe('unless-stopped');
      expect(deploy?.resources.limits).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
      expect(logging?.options).toEqual({ 'max-size': '10m', 'max-file': '5' });
      expect(Boolean(healthcheck?.test)).toBe(!NOT_ASKED.includes(name));
    }
  });

  it.each(NAMES)('%s waits only for what is there, and can tell that it is', (name) => {
    for (const [target, { condition, required = true }] of Object.entries(service(name).depends_on ?? {})) {
      expect(NAMES).toContain(target);
      if (condition === 'service_healthy') expect(service(target).healthcheck?.test).toBeDefined();
      else {
        expect(condition).toBe('service_completed_successfully');
        expect(FIRST).toContain(target);
      }
      const profiles = service(target).profiles ?? [];
      if (required && profiles.length > 0) expect(service(name).profiles).toEqual(profiles);
    }
  });

  it('declares every network and volume, uses each, and mounts only files that exist', () => {
    const mounts = NAMES.flatMap((name) => service(name).volumes ?? []).map((mount) => mount.split(':')[0]!);
    const files = mounts.filter((source) => source.startsWith('.'));
    expect(files.filter((file) => !existsSync(join('infra', file)))).toEqual([]);
    expect(new Set(mounts.filter((source) => !source.startsWith('.')))).toEqual(
      new Set(Object.keys(volumes)),
    );
    const used = NAMES.flatMap((name) => service(name).networks ?? []);
    expect(new Set(used)).toEqual(new Set(Object.keys(networks)));
    expect(NAMES.filter((name) => !service(name).networks)).toEqual(['certificates']);
  });

  it('hands each secret of a change (operations.md) to all of ours', () => {
    const changed = { GREFFE_SECRET: 'new', GREFFE_SECRET_PREVIOUS: 'before', GREFFE_NAME_SECRET: 'first' };
    const { services: anew } = composeFile({ ...ENV, ...changed });
    for (const name of OURS) expect(anew[name]!.environment).toMatchObject(changed);
  });

  it('hands every variable of the configuration to all of ours, but for those that the image settles', () => {
    const settled = ['HOST', 'PORT', 'GREFFE_DATA_DIR', 'GREFFE_DEMO', 'GREFFE_SEAL_KEY_FILE'];
    const alone = ['TRUST_PROXY', 'MIGRATIONS_DATABASE_URL'];
    for (const name of OURS) {
      expect(Object.keys(service(name).environment ?? {})).toEqual(
        expect.arrayContaining(VARIABLES.filter((one) => ![...settled, ...alone].includes(one))),
      );
    }
    for (const name of alone) expect(OURS.some((one) => name in (service(one).environment ?? {}))).toBe(true);
  });

  it('keeps the engines where nobody but the programs reaches them', () => {
    expect(networks.engines).toEqual({ internal: true });
    const onEngines = NAMES.filter((name) => service(name).networks?.includes('engines'));
    expect(new Set(onEngines)).toEqual(new Set([...OURS, 'postgres', 'redis', ...NODES]));
    for (const name of ['postgres', 'redis', ...NODES]) expect(service(name).networks).toEqual(['engines']);
  });

  it('runs two of each program, all of one image, and lets them write nowhere', () => {
    for (const name of PROGRAMS) expect(service(name).deploy?.replicas).toBe(2);
    for (const name of OURS) {
      expect(service(name)).toMatchObject({
        build: { context: '..', dockerfile: 'infra/Dockerfile' },
        read_only: true,
        init: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(service(name)).not.toHaveProperty('user');
    }
  });

  it('has the redis that BullMQ wants', () => {
    expect(service('redis').command!.join(' ')).toContain('--appendonly yes');
    expect(service('redis').command!.join(' ')).toContain('--maxmemory-policy noeviction');
  });
});

describe.each([
  ['single', 'eventstore:2113'],
  ['cluster', 'eventstore1:2113,eventstore2:2113,eventstore3:2113'],
])('with the profile %s', (profile, nodes) => {
  const chosen = composeFile({ ...ENV, COMPOSE_PROFILES: profile, EVENTSTORE_NODES: nodes }).services;

  it('is proposed by infra/.env.example', () => {
    const example = readFileSync('infra/.env.example', 'utf8');
    expect(example).toMatch(new RegExp(`COMPOSE_PROFILES=${profile}\\n(# )?EVENTSTORE_NODES=${nodes}\\n`));
  });

  it.each(OURS)('%s has variables and values that the configuration takes', (name) => {
    const environment = chosen[name]!.environment!;
    const known = [...VARIABLES];
    const unknown = Object.keys(environment).filter(
      (variable) => ![...known, FOR_ADMIT].includes(variable) && !variable.startsWith('OTEL_'),
    );
    expect(unknown).toEqual([]);
    expect(loadConfig(environment, { embedded: false })).toMatchObject({
      environment: 'production',
      port: 3000,
      demo: 'off',
      metricsPort: 9464,
    });
  });

  it.each(OURS)('%s finds each of its engines', (name) => {
    const { DATABASE_URL, EVENTSTORE_URL, REDIS_URL, SMTP_URL } = chosen[name]!.environment!;
    for (const host of [DATABASE_URL, EVENTSTORE_URL, REDIS_URL, SMTP_URL].flatMap((url) => hostsOf(url!))) {
      expect(NAMES).toContain(host);
      expect(isUp(host, profile)).toBe(true);
      expect(chosen[name]!.networks!.some((network) => chosen[host]!.networks!.includes(network))).toBe(true);
    }
    expect(hostsOf(EVENTSTORE_URL!)).toEqual(NODES.filter((node) => isUp(node, profile)));
    expect(EVENTSTORE_URL).toMatch(/\?tls=true&tlsCAFile=\/certs\/ca\.crt$/);
    const keys = SEALS.includes(name) ? ['keys:/data'] : [];
    const checkpoints = KEEP_CHECKPOINTS.includes(name) ? ['checkpoints:/checkpoints'] : [];
    expect(chosen[name]!.volumes).toEqual([
      ...['ca:/certs:ro', './files:/files:ro', ...keys, ...checkpoints],
    ]);
  });
});

it('gives the owner of the database to nobody but the service that makes the tables', () => {
  for (const name of NAMES) {
    const { MIGRATIONS_DATABASE_URL = '', DATABASE_URL = '' } = service(name).environment ?? {};
    expect(/^postgres:\/\/greffe:/.test(MIGRATIONS_DATABASE_URL)).toBe(name === 'tables');
    expect(/^postgres:\/\/greffe_program:/.test(DATABASE_URL)).toBe(OURS.includes(name));
  }
});

it('believes the one proxy that stands before the portal, and only there', () => {
  expect(loadConfig(service('portal').environment!, { embedded: false }).trustProxy).toBe(1);
  expect(readFileSync('infra/Caddyfile', 'utf8')).toMatch(/name portal\n\s+port 3000\n/);
});

describe('EventStoreDB', () => {
  it('gossips with the other nodes, under the name its certificate is made for', () => {
    const script = service('certificates').command![0]!;
    expect(script).toContain(`for node in ${NODES.join(' ')}; do`);
    const members = NODES.filter((node) => isUp(node, 'cluster'));
    for (const node of NODES) {
      const environment = service(node).environment!;
      const others = members.filter((other) => other !== node).map((other) => `${other}:2113`);
      expect(environment).toMatchObject({
        EVENTSTORE_NODE_HOST_ADVERTISE_AS: node,
        EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS: node,
        EVENTSTORE_CERTIFICATE_FILE: `/certs/${node}/node.crt`,
        EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: `/certs/${node}/node.key`,
        EVENTSTORE_CLUSTER_SIZE: members.includes(node) ? String(members.length) : '1',
      });
      expect(environment.EVENTSTORE_GOSSIP_SEED).toBe(members.includes(node) ? others.join(',') : undefined);
      expect(service(node).volumes).toContain(`${node}:/var/lib/eventstore`);
    }
  });
});
