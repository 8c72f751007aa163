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

export interface Config {
  /** The DRS orchestrator. It starts only where `permission.enabled` is true. */
  drsOrchestrator?: {
    /**
     * Keys the hash chain of the execution log: at least 32 characters, such as
     * 32 random bytes in hexadecimal. A log that was written with one key cannot
     * be verified with another. Required.
     *
     * @visibility secret
     */
    auditKey: string;

    /**
     * Who holds which role. Default: nobody holds any.
     *
     * @visibility backend
     */
    roles?: Array<{
      /**
       * An unknown role stops the start.
       *
       * @visibility backend
       */
      role:
        | 'DRSOrchestrationAdmin'
        | 'DRSRecoveryManager'
        | 'DRSPlanManager'
        | 'DRSOperator'
        | 'DRSReadOnly';
      /**
       * Whole entity refs of users and groups, such as `group:default/dr-admins`.
       *
       * @visibility backend
       */
      members: string[];
    }>;

    /**
     * Target accounts that are put on record at the first start, once; later
     * they are kept through the API. Default: none.
     *
     * @visibility backend
     */
    accounts?: Array<{
      /**
       * 12 digits, in quotes.
       *
       * @visibility backend
       */
      accountId: string;
      /** @visibility backend */
      accountName: string;
      /**
       * The role to assume there, without path.
       *
       * @visibility backend
       */
      roleName: string;
      /**
       * What the role's trust policy asks for. Never answered or logged.
       *
       * @visibility secret
       */
      externalId?: string;
      /**
       * The Regions in which servers are recovered.
       *
       * @visibility backend
       */
      regions: string[];
    }>;

    aws?: {
      /**
       * The account whose credentials assume the roles, where the `aws` key of
       * Backstage configures several. Default: its main account.
       *
       * @visibility backend
       */
      hubAccountId?: string;

      /**
       * Whether jobs of DRS are tagged with the execution, wave and chunk that
       * they came of. Switch it off should DRS skip the conversion of tagged
       * launches; after a crash jobs are found by their servers then. Default:
       * true.
       *
       * @visibility backend
       */
      tagJobs?: boolean;

      /**
       * A simulated AWS. Refused where NODE_ENV is "production". Default: the
       * real AWS.
       *
       * @visibility backend
       */
      development?: {
        /** @visibility backend */
        endpoint: string;
        /** @visibility backend */
        accessKeyId: string;
        /** @visibility secret */
        secretAccessKey: string;
      };
    };

    engine?: {
      /**
       * Between two looks at an execution that has something open in AWS, as a
       * duration (`{ seconds: 10 }`, `10s`). Default: 10 seconds.
       *
       * @visibility backend
       */
      pollInterval?: string | { [unit: string]: number };
      /**
       * A leader that shows no sign of life for so long is replaced by another
       * replica; longer than `callTimeout`. Default: 20 seconds.
       *
       * @visibility backend
       */
      leaseDuration?: string | { [unit: string]: number };
      /**
       * The most that an AWS call which changes something takes. Default: 10
       * seconds.
       *
       * @visibility backend
       */
      callTimeout?: string | { [unit: string]: number };
    };
  };
}
