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

import {
  DescribeAutomationExecutionsCommand,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
  StartAutomationExecutionCommandInput,
  StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { Simulator, startSimulator } from '../simulator';
import {
  clients,
  COMMERCE,
  destroy,
  keysOf,
  LOGISTICS,
} from '../__testUtils__/clients';
import { ManualClock } from '../time/clock';

const TOKEN = '0b56a1c2-9d3e-4f50-8a6b-7c8d9e0f1a2b';

describe('SSM Automation', () => {
  let clock: ManualClock;
  let aws: Simulator;
  let commerce: ReturnType<typeof clients>;

  beforeEach(async () => {
    clock = new ManualClock();
    aws = await startSimulator({ port: 0, speed: 1, clock });
    commerce = clients(aws, keysOf(aws, COMMERCE));
  });
  afterEach(async () => {
    destroy(commerce);
    await aws.close();
  });

  const start = async (
    DocumentName: string,
    more: Partial<StartAutomationExecutionCommandInput> = {},
  ) =>
    (
      await commerce.ssm.send(
        new StartAutomationExecutionCommand({ DocumentName, ...more }),
      )
    ).AutomationExecutionId ?? '';
  const execution = async (AutomationExecutionId: string) =>
    (
      await commerce.ssm.send(
        new GetAutomationExecutionCommand({ AutomationExecutionId }),
      )
    ).AutomationExecution;
  const statusOf = async (id: string) =>
    (await execution(id))?.AutomationExecutionStatus;

  it('goes from InProgress to Success in its time', async () => {
    aws.automations.set('Orders-Smoke', {
      type: 'succeeds',
      afterSeconds: 90,
      outputs: { 'run.Answer': ['200'] },
    });
    const begun = clock.now();
    const id = await start('Orders-Smoke', {
      Parameters: { Url: ['/health'] },
    });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    clock.advance(89_000);
    expect(await execution(id)).toMatchObject({
      AutomationExecutionStatus: 'InProgress',
      DocumentName: 'Orders-Smoke',
      Parameters: { Url: ['/health'] },
      ExecutedBy: `arn:aws:iam::${COMMERCE}:user/drs-orchestrator`,
      StepExecutions: [{ StepStatus: 'InProgress' }],
    });
    clock.advance(2_000);
    const ended = await execution(id);
    expect(ended).toMatchObject({
      AutomationExecutionStatus: 'Success',
      Outputs: { 'run.Answer': ['200'] },
    });
    expect(ended?.ExecutionEndTime?.getTime()).toBe(begun + 90_000);
    expect(aws.invocations()).toEqual([
      expect.objectContaining({
        service: 'ssm',
        name: 'Orders-Smoke',
        payload: { Url: ['/health'] },
        automationExecutionId: id,
        attempt: 1,
      }),
    ]);
  });

  it('starts once under a client token, also if an answer was lost', async () => {
    aws.faults.add({
      match: { service: 'ssm', operation: 'StartAutomationExecution' },
      effect: { type: 'lostResponse' },
      times: 1,
    });
    const parameters = { Parameters: { Wave: ['1'] }, ClientToken: TOKEN };
    await expect(start('Meridian-SmokeTest', parameters)).rejects.toThrow();
    const id = await start('Meridian-SmokeTest', {
      ...parameters,
      ClientToken: TOKEN.toUpperCase(),
    });
    expect(aws.invocations({ name: 'Meridian-SmokeTest' })).toEqual([
      expect.objectContaining({
        automationExecutionId: id,
        clientToken: TOKEN,
      }),
    ]);
    await expect(
      start('Meridian-SmokeTest', { ClientToken: TOKEN }),
    ).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
    await start('Meridian-SmokeTest');
    await start('Meridian-SmokeTest');
    expect(aws.invocations()).toHaveLength(3);
  });

  it('fails, times out, is stopped, or never ends, as its document says', async () => {
    aws.automations.set('Orders-Check', {
      type: 'fails',
      afterSeconds: 5,
      message: 'The database does not answer',
    });
    const failing = await start('Orders-Check');
    const timingOut = await start('Simulator-TimesOutAfter10');
    const endless = await start('Simulator-NeverEnds');
    const stopped = await start('Simulator-NeverEnds');
    const byArn = await start(
      `arn:aws:ssm:us-west-2:${COMMERCE}:document/Simulator-SucceedsAfter3`,
    );
    await commerce.ssm.send(
      new StopAutomationExecutionCommand({ AutomationExecutionId: stopped }),
    );
    clock.advance(365 * 24 * 3_600_000);
    expect(await execution(failing)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      FailureMessage: 'The database does not answer',
    });
    expect(await statusOf(timingOut)).toBe('TimedOut');
    expect(await statusOf(endless)).toBe('InProgress');
    expect(await statusOf(stopped)).toBe('Cancelled');
    expect(await statusOf(byArn)).toBe('Success');

    const list = async (
      Key: 'ExecutionStatus' | 'DocumentNamePrefix',
      value: string,
    ) =>
      (
        await commerce.ssm.send(
          new DescribeAutomationExecutionsCommand({
            Filters: [{ Key, Values: [value] }],
          }),
        )
      ).AutomationExecutionMetadataList?.map(e => e.AutomationExecutionId);
    expect(await list('ExecutionStatus', 'InProgress')).toEqual([endless]);
    expect(await list('DocumentNamePrefix', 'Simulator-')).toEqual([
      stopped,
      endless,
      timingOut,
    ]);
    const first = await commerce.ssm.send(
      new DescribeAutomationExecutionsCommand({ MaxResults: 3 }),
    );
    const second = await commerce.ssm.send(
      new DescribeAutomationExecutionsCommand({
        MaxResults: 3,
        NextToken: first.NextToken,
      }),
    );
    expect(
      [first, second].map(page =>
        page.AutomationExecutionMetadataList?.map(e => e.AutomationExecutionId),
      ),
    ).toEqual([
      [byArn, stopped, endless],
      [timingOut, failing],
    ]);
  });

  it('refuses in the words of the service', async () => {
    await expect(start('Nobodys-Document')).rejects.toMatchObject({
      name: 'AutomationDefinitionNotFoundException',
    });
    await expect(
      start('Meridian-SmokeTest', { ClientToken: 'mine' }),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('ClientToken'),
    });
    await expect(execution(TOKEN)).rejects.toMatchObject({
      name: 'AutomationExecutionNotFoundException',
    });
    const id = await start('Meridian-SmokeTest');
    const logistics = clients(aws, keysOf(aws, LOGISTICS));
    await expect(
      logistics.ssm.send(
        new GetAutomationExecutionCommand({ AutomationExecutionId: id }),
      ),
    ).rejects.toMatchObject({ name: 'AutomationExecutionNotFoundException' });
    destroy(logistics);
    const bad = clients(aws, {
      ...keysOf(aws, COMMERCE),
      secretAccessKey: 'x',
    });
    await expect(
      bad.ssm.send(new DescribeAutomationExecutionsCommand({})),
    ).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 400 },
    });
    destroy(bad);
  });
});
