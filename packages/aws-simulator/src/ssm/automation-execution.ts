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

import { epochSeconds } from '../wire/json-1-1';
import { AutomationBehaviour } from './behaviours';

export type AutomationStatus =
  | 'InProgress'
  | 'Success'
  | 'Failed'
  | 'TimedOut'
  | 'Cancelled';

/** One execution of an Automation document. */
export class AutomationExecution {
  readonly id: string;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly executedBy: string;
  /** Wall-clock milliseconds since the epoch. */
  readonly startTime: number;
  readonly #stepId: string;
  status: AutomationStatus = 'InProgress';
  endTime?: number;
  failureMessage?: string;
  outputs: Readonly<Record<string, readonly string[]>> = {};

  constructor(options: {
    id: string;
    stepId: string;
    documentName: string;
    documentVersion: string;
    parameters: Record<string, string[]>;
    executedBy: string;
    startTime: number;
  }) {
    this.id = options.id;
    this.#stepId = options.stepId;
    this.documentName = options.documentName;
    this.documentVersion = options.documentVersion;
    this.parameters = options.parameters;
    this.executedBy = options.executedBy;
    this.startTime = options.startTime;
  }

  /** Ends it as its behaviour says; one that was stopped has ended already. */
  end(behaviour: AutomationBehaviour, time: number): void {
    if (this.status !== 'InProgress') return;
    switch (behaviour.type) {
      case 'succeeds':
        this.status = 'Success';
        this.outputs = behaviour.outputs ?? {};
        break;
      case 'fails':
        this.status = 'Failed';
        this.failureMessage =
          behaviour.message ??
          'Step fails when it is Execute/Cancelling action. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';
        break;
      case 'timesOut':
        this.status = 'TimedOut';
        this.failureMessage = 'Automation execution timed out.';
        break;
      default:
        return;
    }
    this.endTime = time;
  }

  stop(time: number): void {
    if (this.status !== 'InProgress') return;
    this.status = 'Cancelled';
    this.endTime = time;
  }

  /** The members that the model's two shapes of an execution share. */
  metadata() {
    return {
      AutomationExecutionId: this.id,
      DocumentName: this.documentName,
      DocumentVersion: this.documentVersion,
      AutomationExecutionStatus: this.status,
      ExecutionStartTime: epochSeconds(this.startTime),
      ...(this.endTime !== undefined && {
        ExecutionEndTime: epochSeconds(this.endTime),
      }),
      ExecutedBy: this.executedBy,
      Mode: 'Auto',
      Targets: [],
      Outputs: this.outputs,
      ...(this.failureMessage !== undefined && {
        FailureMessage: this.failureMessage,
      }),
      ...(this.status === 'InProgress' && {
        CurrentStepName: 'run',
        CurrentAction: 'aws:executeScript',
      }),
    };
  }

  /** The model's `AutomationExecution`: a single step. */
  shape() {
    return {
      ...this.metadata(),
      Parameters: this.parameters,
      StepExecutionsTruncated: false,
      StepExecutions: [
        {
          StepName: 'run',
          Action: 'aws:executeScript',
          StepExecutionId: this.#stepId,
          StepStatus: this.status,
          ExecutionStartTime: epochSeconds(this.startTime),
          ...(this.endTime !== undefined && {
            ExecutionEndTime: epochSeconds(this.endTime),
          }),
          ...(this.failureMessage !== undefined && {
            FailureMessage: this.failureMessage,
          }),
          Inputs: {},
          Outputs: this.outputs,
        },
      ],
    };
  }
}

/** The executions of one account and Region, and the tokens they came by. */
export class RegionalAutomation {
  /** In order of start. */
  readonly executions = new Map<string, AutomationExecution>();
  /** By client token, in lower case. */
  readonly byToken = new Map<
    string,
    { content: string; execution: AutomationExecution }
  >();
}
