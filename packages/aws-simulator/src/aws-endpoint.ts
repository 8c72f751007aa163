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

import { createHash } from 'node:crypto';
import { Cloud } from './cloud';
import { drsService } from './drs/service';
import { ec2Service } from './ec2/service';
import {
  actionOf,
  LostRequest,
  notAuthorized,
  Sleep,
  strikeAfter,
  strikeBefore,
} from './faults/strike';
import { iamService } from './iam/service';
import { lambdaService } from './lambda/service';
import { serviceQuotasService } from './quotas/service';
import { CallRecord, RecordedCall } from './record/calls';
import { ssmService } from './ssm/service';
import { Credentials } from './sts/credentials';
import { stsService } from './sts/service';
import { Clock } from './time/clock';
import { AuthenticationError, AwsError } from './wire/errors';
import { WireRequest, WireResponse } from './wire/http';
import { AwsService, Caller, ServiceCall } from './wire/service';
import { claimedSignature, verifySignature } from './wire/sigv4';

/** An answer, or none because the connection is to be cut. */
export type Delivery =
  | { kind: 'answer'; response: WireResponse }
  | { kind: 'cut' };

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * The front door of the simulated AWS: tells which service a request is for,
 * who signed it and what it asks; lets faults strike; records the call.
 */
export class AwsEndpoint {
  readonly #cloud: Cloud;
  readonly #record: CallRecord;
  readonly #signingClock: Clock;
  readonly #sleep: Sleep;
  readonly #credentials: Credentials;
  readonly #sts: AwsService;
  readonly #services: ReadonlyMap<string, AwsService>;
  #requests = 0;

  /**
   * @param signingClock - what signatures' times are judged by: clients sign
   *   by the computer's clock, whatever clock the world runs on
   */
  constructor(options: {
    cloud: Cloud;
    record: CallRecord;
    signingClock: Clock;
    sleep: Sleep;
  }) {
    this.#cloud = options.cloud;
    this.#record = options.record;
    this.#signingClock = options.signingClock;
    this.#sleep = options.sleep;
    this.#credentials = new Credentials(options.cloud.world);
    this.#sts = stsService(this.#credentials);
    this.#services = new Map(
      [
        drsService,
        ec2Service,
        iamService,
        lambdaService,
        serviceQuotasService,
        ssmService,
        this.#sts,
      ].map(service => [service.name, service]),
    );
  }

  async handle(request: WireRequest): Promise<Delivery> {
    const requestId = this.#nextRequestId();
    const entry: RecordedCall = {
      requestId,
      time: new Date(this.#cloud.time.wallNow()).toISOString(),
      parametersDigest: '',
      sourceServerIds: [],
      tookEffect: false,
      status: 0,
      delivery: 'ANSWERED',
    };
    this.#record.add(entry);
    let service: AwsService = this.#guessedService(request);
    let response: WireResponse;
    let lateMs = 0;
    try {
      const claimed = claimedSignature(request);
      entry.region = claimed.region;
      entry.service = claimed.service;
      service = this.#services.get(claimed.service) ?? service;
      const caller = this.#authenticated(request, claimed);
      entry.accountId = caller.accountId;
      entry.callerArn = caller.arn;
      if (!this.#services.has(claimed.service)) {
        throw new AwsError({
          code: 'UnknownOperationException',
          status: 404,
          message: `The service '${claimed.service}' is not simulated.`,
        });
      }
      const call = service.resolve(request);
      entry.operation = call.operation;
      entry.parametersDigest = digest(call.parameters);
      entry.sourceServerIds = this.#namedServers(
        call,
        caller.accountId,
        claimed.region,
      );
      const effects = this.#cloud.faults.strike({
        service: service.name,
        operation: call.operation,
        account: caller.accountId,
        region: claimed.region,
        sourceServerIds: entry.sourceServerIds,
      });
      await strikeBefore(effects, { service, call, caller }, this.#sleep);
      for (const effect of effects) {
        if (effect.type === 'lostResponse') entry.delivery = 'LOST';
        if (effect.type === 'lateResponse') lateMs += effect.ms;
      }
      this.#cloud.settle();
      this.#authorize(service, call, caller, {
        region: claimed.region,
        sourceServerIds: entry.sourceServerIds,
      });
      const done = call.run({
        cloud: this.#cloud,
        caller,
        region: claimed.region,
        requestId,
      });
      entry.tookEffect = done.tookEffect;
      response = done.response;
      lateMs += done.answerAfterMs ?? 0;
      strikeAfter(effects, { service, call, caller });
    } catch (error) {
      if (error instanceof LostRequest) {
        entry.delivery = 'LOST';
        return { kind: 'cut' };
      }
      const awsError = asAwsError(error, service);
      entry.errorCode = awsError.code;
      response = service.errorResponse(awsError, requestId);
    }
    entry.status = response.status;
    if (lateMs > 0) await this.#sleep(lateMs);
    return entry.delivery === 'LOST'
      ? { kind: 'cut' }
      : { kind: 'answer', response };
  }

  #authenticated(
    request: WireRequest,
    claimed: ReturnType<typeof claimedSignature>,
  ): Caller {
    const { secretAccessKey, caller, expiration } = this.#credentials.lookUp(
      claimed.accessKeyId,
      claimed.sessionToken,
    );
    verifySignature(
      request,
      claimed,
      secretAccessKey,
      this.#signingClock.now(),
    );
    if (!REGION.test(claimed.region)) {
      throw new AuthenticationError({
        kind: 'wrong-scope',
        detail: `Credential should be scoped to a valid region, not '${claimed.region}'.`,
      });
    }
    if (expiration !== undefined && expiration <= this.#cloud.time.wallNow()) {
      throw new AuthenticationError({ kind: 'expired-token' });
    }
    return caller;
  }

  /** @throws AwsError if the caller's policies forbid the call */
  #authorize(
    service: AwsService,
    call: ServiceCall,
    caller: Caller,
    where: { region: string; sourceServerIds: readonly string[] },
  ): void {
    const action = actionOf({ service, call });
    const denied = this.#cloud.faults.isDenied(action, {
      service: service.name,
      operation: call.operation,
      account: caller.accountId,
      ...where,
    });
    if (denied) {
      throw service.accessDeniedError(notAuthorized(caller, action));
    }
  }

  /** The source servers that a call is about, directly or by their instances. */
  #namedServers(
    call: ServiceCall,
    accountId: string,
    region: string,
  ): string[] {
    const text = JSON.stringify(call.parameters) ?? '';
    const servers = text.match(/\bs-[0-9a-f]{17}\b/g) ?? [];
    const drs = this.#cloud.drs(accountId, region);
    const owners = (text.match(/\bi-[0-9a-f]{17}\b/g) ?? [])
      .map(id => drs?.recoveryInstances.get(id)?.server.id)
      .filter(id => id !== undefined);
    return [...new Set([...servers, ...owners])];
  }

  /** Whose wording to use for a request that does not say what it is for. */
  #guessedService(request: WireRequest): AwsService {
    const isForm = /^application\/x-www-form-urlencoded/.test(
      request.headers['content-type'] ?? '',
    );
    if (!isForm) {
      if (request.headers['x-amz-target'] !== undefined) return ssmService;
      return drsService;
    }
    const isEc2 = /(^|&)Version=2016-11-15(&|$)/.test(
      request.body.toString('utf8'),
    );
    return isEc2 ? ec2Service : this.#sts;
  }

  #nextRequestId(): string {
    this.#requests += 1;
    return this.#cloud.seeded
      .hex(32, 'request', this.#requests, this.#cloud.time.wallNow())
      .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
  }
}

function asAwsError(error: unknown, service: AwsService): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof AuthenticationError) {
    return service.authenticationError(error.problem);
  }
  throw error;
}

function digest(parameters: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(parameters) ?? '')
    .digest('hex');
}
