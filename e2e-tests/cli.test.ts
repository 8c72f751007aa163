/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { errorBodySchema } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { CommandLine, type Ended } from './support/CommandLine';
import { tokenOf, type PersonaName } from './support/personas';
import { PortalLink } from './support/PortalLink';
import { PORTAL_PORT, SIMULATOR_PORT } from './support/ports';

// The command line as people and scripts use it: a process of its own, against the
// portal, with real tokens. Fleet is the application of this file alone.

const PORTAL = `http://127.0.0.1:${PORTAL_PORT}`;
const SIMULATOR = `http://127.0.0.1:${SIMULATOR_PORT}`;
const ACCOUNT = '222233334444';
const REGION = 'eu-west-1';

const people = new Map<PersonaName, CommandLine>();
let link: PortalLink;

/** The command line of somebody who is logged in. */
function as(name: PersonaName): CommandLine {
  const commandLine = people.get(name);
  if (!commandLine) {
    throw new Error(`${name} is not logged in`);
  }
  return commandLine;
}

const groupSchema = z.object({ groupId: z.string() });
const planSchema = z.object({ planId: z.string(), planName: z.string() });
const startedSchema = z.object({ executionId: z.string() });
const executionSchema = z.object({
  executionId: z.string(),
  status: z.string(),
  metadata: z.record(z.string(), z.string()).optional(),
  approvals: z.array(z.object({ serversDigest: z.string().optional() })),
  waves: z.array(
    z.object({
      servers: z.array(
        z.object({ sourceServerId: z.string(), hostname: z.string() }),
      ),
    }),
  ),
});
const pageSchema = z.object({
  items: z.array(z.object({ executionId: z.string() })),
});

const errorOf = ({ stderr }: Ended) =>
  errorBodySchema
    .extend({
      error: errorBodySchema.shape.error.extend({
        exitCode: z.number(),
        remedy: z.string().optional(),
      }),
    })
    .parse(JSON.parse(stderr)).error;

/** How often AWS launched something for an execution, by its own record. */
async function launchesOf(executionId: string): Promise<string[]> {
  const response = await fetch(`${SIMULATOR}/_simulator/launches`);
  const { items } = z
    .object({
      items: z.array(
        z.object({
          hostname: z.string(),
          tags: z.record(z.string(), z.string()),
        }),
      ),
    })
    .parse(await response.json());
  return items
    .filter(({ tags }) => tags['drs-orchestrator:execution'] === executionId)
    .map(({ hostname }) => hostname)
    .sort();
}

async function createGroup(role: string): Promise<string> {
  const { groupId } = await as('plan-manager').json(
    groupSchema,
    ['api', 'create_protection_group', '--body', '-'],
    {
      input: JSON.stringify({
        groupName: `Fleet ${role}`,
        accountId: ACCOUNT,
        region: REGION,
        serverSelectionTags: { 'DR-Application': 'fleet', 'DR-Role': role },
      }),
    },
  );
  return groupId;
}

async function createPlan(
  planName: string,
  waves: { role: string; groupId: string; pauseBeforeWave?: boolean }[],
): Promise<void> {
  await as('plan-manager').json(
    planSchema,
    ['api', 'create_recovery_plan', '--body', '-'],
    {
      input: JSON.stringify({
        planName,
        accountId: ACCOUNT,
        targetRtoMinutes: 120,
        waves: waves.map(({ role, groupId, pauseBeforeWave }, index) => ({
          waveNumber: index + 1,
          waveName: role,
          protectionGroupIds: [groupId],
          pauseBeforeWave,
        })),
      }),
    },
  );
}

test.describe.configure({ mode: 'serial', timeout: 120_000 });

test.beforeAll(async () => {
  test.setTimeout(60_000);
  link = await PortalLink.open({ host: '127.0.0.1', port: PORTAL_PORT });
  for (const name of [
    'admin',
    'plan-manager',
    'recovery-manager',
    'operator',
  ] as const) {
    const commandLine = new CommandLine(PORTAL);
    people.set(name, commandLine);
    const { code, stderr } = await commandLine.run(['login'], {
      input: await tokenOf(PORTAL, name),
    });
    expect(code, stderr).toBe(0);
  }
  const groups = {
    db: await createGroup('db'),
    app: await createGroup('app'),
    web: await createGroup('web'),
  };
  await createPlan('Fleet', [
    { role: 'db', groupId: groups.db },
    { role: 'app', groupId: groups.app, pauseBeforeWave: true },
  ]);
  await createPlan('Fleet with its disconnected server', [
    { role: 'web', groupId: groups.web },
  ]);
});

test.afterAll(async () => {
  link?.close();
  people.forEach(person => person.discard());
});

test('a token is kept for its portal, and readable by its owner alone', async () => {
  const commandLine = new CommandLine(PORTAL);
  const token = await tokenOf(PORTAL, 'operator');
  try {
    const out = await commandLine.run(['whoami']);
    expect(out.code).toBe(3);
    expect(out.stderr).toContain(`drs login --url ${PORTAL}`);

    const login = await commandLine.run(['login'], { input: `${token}\n` });
    expect(login).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /as user:default\/omar.okafor, for \d+ min/,
      ),
    });
    const file = join(
      commandLine.configHome,
      'drs-orchestrator/credentials.json',
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const profile = await commandLine.run(['whoami']);
    expect(profile.stdout).toContain('DRSOperator');
    expect(login.stdout + profile.stdout + profile.stderr).not.toContain(token);

    // To any other portal it is never sent.
    const heard: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      heard.push(request.headers.authorization);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = z.object({ port: z.number() }).parse(other.address());
    const elsewhere = await commandLine.run([
      'whoami',
      '--url',
      `http://127.0.0.1:${address.port}`,
    ]);
    expect(elsewhere.code).toBe(3);
    expect(heard).toEqual([]);
    other.close();

    expect((await commandLine.run(['logout'])).code).toBe(0);
    expect((await commandLine.run(['whoami'])).code).toBe(3);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
  } finally {
    commandLine.discard();
  }
});

test('a token that is wrong or has expired is refused with what to do', async () => {
  const commandLine = new CommandLine(PORTAL);
  try {
    const wrong = await commandLine.run(['login'], { input: 'not.a.token' });
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('Nothing was stored');
    expect((await commandLine.run(['whoami'])).stderr).toContain(
      'You are not logged in',
    );

    // As it will be in an hour: its claims say so, and its signature holds no more.
    const [head, claims, signature] = (await tokenOf(PORTAL, 'operator')).split(
      '.',
    );
    const old = {
      ...z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(Buffer.from(claims, 'base64url').toString())),
      exp: 1_700_000_000,
    };
    const expired = [
      head,
      Buffer.from(JSON.stringify(old)).toString('base64url'),
      signature,
    ].join('.');
    const refused = await commandLine.run(['groups', 'list'], {
      env: { DRS_TOKEN: expired },
    });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('The token expired at 2023-11-14');
    expect(refused.stderr).not.toContain(expired);

    const typed = await commandLine.run(['login', `--token=${expired}`]);
    expect(typed.code).toBe(2);
    expect(typed.stderr).not.toContain(expired);
  } finally {
    commandLine.discard();
  }
});

test('groups and plans are found by name, and refusals are told apart', async () => {
  const planner = as('plan-manager');
  const groups = await planner.run(['groups', 'list', '--name', 'Fleet']);
  expect(groups.stdout).toContain('DR-Application=fleet DR-Role=app');
  expect(
    (await planner.run(['groups', 'servers', 'fleet APP'])).stdout,
  ).toMatch(/fleet-app-01 +s-[0-9a-f]{17} +READY/);
  const shown = await planner.run(['plans', 'show', 'fleet']);
  expect(shown.stdout).toMatch(/2 +app +Fleet app +1 +asks/);
  // Records are the API's own.
  await planner.json(planSchema.strict().or(planSchema), [
    'plans',
    'show',
    'Fleet',
  ]);

  expect((await planner.run(['plans', 'show', 'Atlantis'])).code).toBe(5);
  expect((await planner.run(['watch', 'nothing'])).code).toBe(5);
  expect((await planner.run(['plans', 'shov', 'Fleet'])).code).toBe(2);
  expect(
    (await planner.run(['preflight', 'Fleet', '--type', 'joke'])).stderr,
  ).toContain('--type: is drill or recovery');

  const invalid = await planner.run(
    ['api', 'create_recovery_plan', '--body', '-', '--json'],
    { input: '{"planName":"","waves":[]}' },
  );
  expect(invalid.code).toBe(6);
  expect(errorOf(invalid).details.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['planName', 'waves']),
  );

  const forbidden = await planner.run([
    'execute',
    'Fleet',
    '--type',
    'drill',
    '--json',
  ]);
  expect(forbidden.code).toBe(4);
  expect(errorOf(forbidden)).toMatchObject({
    code: 'INSUFFICIENT_PERMISSIONS',
    permission: 'drs.execution.start',
    exitCode: 4,
  });
});

test('a preflight that is not ready, and a start that is refused for it, say why', async () => {
  const operator = as('operator');
  const plan = 'Fleet with its disconnected server';
  const preflight = await operator.run(['preflight', plan, '--type', 'drill']);
  expect(preflight.code).toBe(7);
  expect(preflight.stdout).toContain('Not ready');
  expect(preflight.stdout).toContain('fleet-web-01');
  expect(
    (await operator.run(['preflight', 'Fleet', '--type', 'drill'])).code,
  ).toBe(0);

  const start = await operator.run([
    'execute',
    plan,
    '--type',
    'drill',
    '--json',
  ]);
  expect(start.code).toBe(7);
  expect(start.stdout).toBe('');
  expect(errorOf(start).code).toBe('PREFLIGHT_FAILED');
});

test('a real recovery needs the name of its plan', async () => {
  const operator = as('operator');
  const recovery = ['execute', 'Fleet', '--type', 'recovery'];
  for (const args of [recovery, [...recovery, '--confirm', 'fleet']]) {
    const { code, stderr } = await operator.run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/name of (its|the) plan/);
  }
  const { items } = await operator.json(pageSchema, [
    'executions',
    'list',
    '--plan',
    'Fleet',
  ]);
  expect(items).toEqual([]);
});

test('a drill is started, held, approved and followed to its end', async () => {
  const manager = as('recovery-manager');
  const held = await manager.run([
    'execute',
    'Fleet',
    '--type',
    'drill',
    '--reason',
    'Rehearsed from a terminal',
    '--ticket',
    'CHG-7',
    '--watch',
    '--no-wait-for-approval',
    '--interval',
    '1',
  ]);
  expect(held.code, held.stderr).toBe(24);
  const executionId = /^Started the drill of Fleet: (\S+)$/m.exec(
    held.stdout,
  )?.[1];
  if (!executionId) {
    throw new Error(held.stdout);
  }
  expect(held.stdout).toContain(`drs approve ${executionId} --wave 2`);
  expect(held.stdout).toMatch(/Wave 1 \(db\) ended COMPLETED/);
  // Piped, it is text and nothing else.
  expect(held.stdout).not.toContain(String.fromCharCode(27));

  const execution = await manager.json(executionSchema, [
    'executions',
    'show',
    executionId,
  ]);
  expect(execution.metadata).toMatchObject({ ticketId: 'CHG-7' });
  const digest = execution.approvals[0].serversDigest ?? '';

  expect(
    (await as('operator').run(['approve', executionId, '--yes'])).code,
  ).toBe(4);
  const approve = ['approve', executionId, '--wave', '2'];
  const unattended = await manager.run(approve);
  expect(unattended.code).toBe(2);
  expect(unattended.stderr).toContain('fleet-app-01');
  expect(
    (await manager.run([...approve, '--yes', '--digest', 'others'])).code,
  ).toBe(8);
  expect(
    (await manager.run(['approve', executionId, '--wave', '1'])).code,
  ).toBe(8);
  const approved = await manager.run([
    ...approve,
    '--yes',
    '--digest',
    digest,
    '--comment',
    'Go',
  ]);
  expect(approved.code, approved.stderr).toBe(0);

  const watched = await manager.run([
    'watch',
    executionId,
    '--json',
    '--interval',
    '1',
  ]);
  expect(watched.code, watched.stderr).toBe(0);
  const lines = watched.stdout
    .trim()
    .split('\n')
    .map(line =>
      z
        .object({
          executionId: z.string(),
          status: z.string(),
          seq: z.number(),
        })
        .parse(JSON.parse(line)),
    );
  expect(lines.at(-1)).toMatchObject({ executionId, status: 'COMPLETED' });
  const seqs = lines.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  expect(await launchesOf(executionId)).toEqual([
    'fleet-app-01',
    'fleet-app-02',
    'fleet-db-01',
  ]);

  expect((await manager.run(['terminate', executionId])).code).toBe(2);
  const terminated = await manager.run([
    'terminate',
    executionId,
    '--yes',
    '--wait',
  ]);
  expect(terminated.stdout).toContain('3 terminated, 0 terminating, 0 running');
});

test('watching outlives the connection, and Ctrl-C leaves the execution alone', async () => {
  const manager = as('recovery-manager');
  const env = {
    DRS_URL: link.url,
    DRS_TOKEN: await tokenOf(PORTAL, 'recovery-manager'),
  };
  const { executionId } = await manager.json(startedSchema, [
    'execute',
    'Fleet',
    '--type',
    'drill',
  ]);

  const watching = manager.start(['watch', executionId, '--interval', '1'], {
    env,
  });
  await watching.untilPrinted(/Wave 1 \(db\) started/);
  link.cut();
  await watching.untilPrinted(/was lost.*The execution goes on; looking again/);
  link.mend();
  await watching.untilPrinted(/The portal answers again/);
  await watching.untilPrinted(/Wave 2 waits for approval/);
  watching.interrupt();
  const interrupted = await watching.end();
  expect(interrupted.code).toBe(130);
  expect(interrupted.stderr).toContain(`drs watch ${executionId}`);
  expect(
    interrupted.stdout.match(/Wave 1 \(db\) started/g),
    'what was told is not told again',
  ).toHaveLength(1);

  const execution = await manager.json(executionSchema, [
    'executions',
    'show',
    executionId,
  ]);
  // Paused once the health of the first wave is known, too; cancelled it is not.
  expect(['RUNNING', 'PAUSED']).toContain(execution.status);
  expect((await manager.run(['cancel', executionId])).code).toBe(2);
  expect((await manager.run(['cancel', executionId, '--yes'])).code).toBe(0);
  expect((await manager.run(['watch', executionId])).code).toBe(22);
});

test('a start whose answer is lost starts once', async () => {
  const manager = as('recovery-manager');
  const before = await manager.json(pageSchema, ['executions', 'list']);
  link.loseAnswerTo('/execute HTTP/1.1');
  const started = await manager.run(['execute', 'Fleet', '--type', 'drill'], {
    env: {
      DRS_URL: link.url,
      DRS_TOKEN: await tokenOf(PORTAL, 'recovery-manager'),
    },
  });
  expect(started.code, started.stderr).toBe(0);
  expect(started.stderr).toContain('it is started once only');
  const now = await manager.json(pageSchema, ['executions', 'list']);
  const known = new Set(before.items.map(item => item.executionId));
  const added = now.items.filter(item => !known.has(item.executionId));
  expect(added).toHaveLength(1);
  expect(started.stdout).toContain(added[0].executionId);

  // It runs, so that another start is refused.
  const again = await manager.run(['execute', 'Fleet', '--type', 'drill']);
  expect(again.code).toBe(8);
  await manager.run(['cancel', added[0].executionId, '--yes']);
  expect((await manager.run(['watch', added[0].executionId])).code).toBe(22);
});

test('a failed server is retried, or gone on without', async () => {
  const manager = as('recovery-manager');
  const { executionId } = await manager.json(startedSchema, [
    'execute',
    'Fleet',
    '--type',
    'drill',
  ]);
  const { waves } = await manager.json(executionSchema, [
    'executions',
    'show',
    executionId,
  ]);
  const server = waves[1].servers[0];
  await fetch(`${SIMULATOR}/_simulator/faults`, {
    method: 'POST',
    body: JSON.stringify({
      match: {
        account: ACCOUNT,
        sourceServerId: server.sourceServerId,
      },
      effect: { type: 'launchFailure', reason: 'No capacity' },
      times: 2,
    }),
  });
  const follow = [
    'watch',
    executionId,
    '--no-wait-for-approval',
    '--interval',
    '1',
  ];
  expect((await manager.run(follow)).code).toBe(24);
  await manager.run(['approve', executionId, '--yes']);
  const failed = await manager.run(follow);
  expect(failed.code).toBe(24);
  expect(failed.stdout).toContain(`${server.hostname} failed: No capacity`);

  expect((await manager.run(['retry', executionId])).code).toBe(2);
  const retried = await manager.run(['retry', executionId, '--wave', '2']);
  expect(retried.code, retried.stderr).toBe(0);
  expect((await manager.run(follow)).code).toBe(24);
  const skipped = await manager.run([
    'skip',
    executionId,
    '--server',
    server.sourceServerId,
    '--comment',
    'It is not needed',
  ]);
  expect(skipped.code, skipped.stderr).toBe(0);
  const ended = await manager.run(follow);
  expect(ended.code).toBe(21);
  expect(ended.stdout).toContain('PARTIAL');
  await manager.run(['terminate', executionId, '--yes', '--wait']);
});

test('what is no portal, and a portal that is away, are told apart from refusals', async () => {
  const operator = as('operator');
  const env = { DRS_TOKEN: await tokenOf(PORTAL, 'operator') };
  const page = await operator.run(['groups', 'list'], {
    env: { ...env, DRS_URL: `${PORTAL}/catalog` },
  });
  expect(page.code).toBe(10);
  link.cut();
  const away = await operator.run(['groups', 'list', '--json'], {
    env: { ...env, DRS_URL: link.url },
  });
  link.mend();
  expect(away.code).toBe(10);
  expect(errorOf(away)).toMatchObject({ code: 'UNREACHABLE', exitCode: 10 });
  const unencrypted = await operator.run(['groups', 'list'], {
    env: { ...env, DRS_URL: 'http://portal.example.com' },
  });
  expect(unencrypted.code).toBe(2);
  expect(unencrypted.stderr).toContain('could read your token');
});

test('a manifest goes out, is changed, and comes in again', async () => {
  const admin = as('admin');
  const folder = join(admin.configHome, 'manifests');
  mkdirSync(folder);
  const file = join(folder, 'fleet.yaml');
  const exported = await admin.run(['export', '--plan', 'Fleet', '-o', file]);
  expect(exported.code, exported.stderr).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('planName: Fleet');
  expect(
    (await admin.run(['export', '--plan', 'Fleet'])).stdout,
    'a pipe gets the same as a file',
  ).toBe(text);

  const same = await admin.run(['import', file]);
  expect(same.code, same.stderr).toBe(0);
  expect(same.stdout).toContain('It would create 0, update 0');

  writeFileSync(
    file,
    text.replace('targetRtoMinutes: 120', 'targetRtoMinutes: 90'),
  );
  const dryRun = await admin.run(['import', file]);
  expect(dryRun.code).toBe(0);
  expect(dryRun.stdout).toContain('targetRtoMinutes: 120 → 90');
  expect(dryRun.stderr).toContain('Nothing was changed');
  expect((await as('plan-manager').run(['import', file])).code).toBe(4);
  expect((await admin.run(['import', file, '--apply'])).code).toBe(2);
  const applied = await admin.run(['import', file, '--apply', '--yes']);
  expect(applied.code, applied.stderr).toBe(0);
  expect(applied.stdout).toContain('updated 1');
  expect((await admin.run(['plans', 'show', 'Fleet'])).stdout).toContain(
    'recovery time 1 h 30 min',
  );

  writeFileSync(file, 'apiVersion: [');
  expect((await admin.run(['import', file])).code).toBe(6);
  expect((await admin.run(['import', join(folder, 'none')])).code).toBe(2);
});

test('every operation can be called by its name', async () => {
  const admin = as('admin');
  const { items } = await admin.json(
    z.object({ items: z.array(z.object({ operation: z.string() })) }),
    ['operations'],
  );
  expect(items.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['get_health', 'list_audit_entries']),
  );
  await admin.json(z.object({ openapi: z.string() }), ['api', 'get_openapi']);

  // What this file has made is taken away by it, too.
  const { items: executions } = await admin.json(pageSchema, [
    'executions',
    'list',
    '--all',
    '--plan',
    'Fleet',
  ]);
  const deleted = await admin.json(
    z.object({ deletedCount: z.number() }),
    ['api', 'delete_executions', '--body', '-'],
    {
      input: JSON.stringify({
        executionIds: executions.map(({ executionId }) => executionId),
      }),
    },
  );
  expect(deleted.deletedCount).toBe(executions.length);
  for (const name of ['Fleet', 'Fleet with its disconnected server']) {
    const { planId } = await admin.json(planSchema, ['plans', 'show', name]);
    const answer = await admin.run([
      'api',
      'delete_recovery_plan',
      `planId=${planId}`,
    ]);
    expect(answer).toMatchObject({ code: 0, stdout: '' });
  }
  for (const role of ['db', 'app', 'web']) {
    const { groupId } = await admin.json(groupSchema, [
      'groups',
      'show',
      `Fleet ${role}`,
    ]);
    await admin.run(['api', 'delete_protection_group', `groupId=${groupId}`]);
  }
  const left = await admin.run(['groups', 'list', '--name', 'Fleet']);
  expect(left.stdout).toContain('There is no such protection group.');
});
