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
      /**
       * For which records; all that is said must hold. Default: for all.
       *
       * @visibility backend
       */
      where?: {
        /**
         * Records of these accounts, and of no other: 12 digits each, in quotes.
         *
         * @visibility backend
         */
        accounts?: string[];
        /**
         * Records of these Regions, and of no other.
         *
         * @visibility backend
         */
        regions?: string[];
        /**
         * Records whose servers all carry these tags, as far as the groups say so.
         *
         * @visibility backend
         */
        tags?: { [key: string]: string };
        /**
         * Executions of this type; records that are no executions are not
         * concerned.
         *
         * @visibility backend
         */
        executionType?: 'DRILL' | 'RECOVERY';
        /**
         * Records that the person, or one of their groups, owns.
         *
         * @visibility backend
         */
        owned?: true;
      };
    }>;

    /**
     * For which records programs may do what their token is restricted to.
     * Default: for all.
     *
     * @visibility backend
     */
    machines?: Array<{
      /**
       * The subject of the token, as Backstage passes it on: that of a static
       * token as it stands under `backend.auth.externalAccess`, that of a JWKS
       * token with `external:` and the `subjectPrefix` before it.
       *
       * @visibility backend
       */
      subject: string;
      /**
       * For which records; all that is said must hold. Required.
       *
       * @visibility backend
       */
      where: {
        /**
         * Records of these accounts, and of no other: 12 digits each, in quotes.
         *
         * @visibility backend
         */
        accounts?: string[];
        /**
         * Records of these Regions, and of no other.
         *
         * @visibility backend
         */
        regions?: string[];
        /**
         * Records whose servers all carry these tags, as far as the groups say so.
         *
         * @visibility backend
         */
        tags?: { [key: string]: string };
        /**
         * Executions of this type; records that are no executions are not
         * concerned.
         *
         * @visibility backend
         */
        executionType?: 'DRILL' | 'RECOVERY';
      };
    }>;

    /**
     * Sealed tokens for the night when nobody can sign in, and whose each is.
     * Every use needs a reason and is loud. Default: none.
     *
     * @visibility backend
     */
    breakGlass?: Array<{
      /**
       * The subject of a static token, as it stands under
       * `backend.auth.externalAccess`.
       *
       * @visibility backend
       */
      subject: string;
      /**
       * The user who holds the envelope, as a whole entity ref. Four eyes compare
       * them with those who signed in.
       *
       * @visibility backend
       */
      person: string;
    }>;

    /**
     * How many requests one caller may make of one replica in a minute; more
     * answer 429 `THROTTLED`.
     */
    rateLimits?: {
      /**
       * Default: 3000.
       *
       * @visibility backend
       */
      readsPerMinute?: number;
      /**
       * Default: 300.
       *
       * @visibility backend
       */
      changesPerMinute?: number;
    };

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
      /**
       * Accounts whose servers are extended into this one. Default: none.
       *
       * @visibility backend
       */
      stagingAccounts?: Array<{
        /**
         * 12 digits, in quotes.
         *
         * @visibility backend
         */
        accountId: string;
        /**
         * One of the account's Regions.
         *
         * @visibility backend
         */
        region: string;
        /**
         * The role to assume there, with the account's external ID.
         *
         * @visibility backend
         */
        roleName: string;
        /**
         * How many servers are meant to replicate into it. Default: 300.
         *
         * @visibility backend
         */
        maxServers?: number;
        /**
         * The lowest is used first. Default: 1.
         *
         * @visibility backend
         */
        priority?: number;
      }>;
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

    approvals?: {
      /**
       * Which executions start only once another person has approved them than
       * the one who started them or last changed their plan. Default: NONE.
       *
       * @visibility backend
       */
      requireFor?: 'NONE' | 'RECOVERY' | 'ALL';
      /**
       * An execution that waits longer for an approval ends by itself. Default:
       * 24 hours.
       *
       * @visibility backend
       */
      timeLimit?: string | { [unit: string]: number };
    };

    drills?: {
      /**
       * So long after the end of a drill its instances are terminated by
       * themselves, unless the drill was started with another time. From 15
       * minutes to 30 days. Default: never.
       *
       * @visibility backend
       */
      timeToLive?: string | { [unit: string]: number };
    };

    hooks?: {
      /**
       * The hosts that webhooks may call, as `host`, or `host:port` where the
       * port is not 443. Default: none.
       *
       * @visibility backend
       */
      allowedHosts?: string[];
      /**
       * Whether the hosts may have private addresses. Default: false.
       *
       * @visibility backend
       */
      allowPrivateAddresses?: boolean;
      /**
       * Signs webhooks, so that receivers know who calls: at least 32
       * characters. Required where any host is allowed.
       *
       * @visibility secret
       */
      signingKey?: string;
    };

    retention?: {
      /**
       * Entries of the audit trail are kept so long, and removed then; a signed
       * record of it stays. At least a day. Default: 7 years.
       *
       * @visibility backend
       */
      audit?: string | { [unit: string]: number };
    };

    /**
     * How tags of EC2 instances are brought to the source servers of DRS, as
     * long as nobody has changed it on the page Settings.
     */
    tagSync?: {
      /**
       * Off: on demand only. Default: true.
       *
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * From the beginning of one run to that of the next: whole hours, from one
       * to a week. Default: 1 hour.
       *
       * @visibility backend
       */
      schedule?: string | { [unit: string]: number };
      /**
       * The tags that are synchronised: keys, or beginnings of keys that end with
       * `*`. Default: `DR-*`, `DRS-*`, `Environment`, `Application`.
       *
       * @visibility backend
       */
      keys?: string[];
      /**
       * The rule of EventBridge that may begin a run from outside. Default: none,
       * and no event does.
       */
      trigger?: {
        /**
         * Its name, without `rule/`.
         *
         * @visibility backend
         */
        ruleName: string;
        /**
         * The account that it stands in; 12 digits, in quotes. Default: any.
         *
         * @visibility backend
         */
        accountId?: string;
        /**
         * The source that its events must have. Default: `aws.events`.
         *
         * @visibility backend
         */
        source?: string;
        /**
         * The detail-type that its events must have. Default: `Scheduled Event`.
         *
         * @visibility backend
         */
        detailType?: string;
      };
    };

    /** The history of replication: how far behind each server was. */
    inventory?: {
      /**
       * Whether the source servers are looked at by themselves, so that there is a
       * history. Default: true.
       *
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * Between two looks, from a minute to a day. Default: 5 minutes.
       *
       * @visibility backend
       */
      interval?: string | { [unit: string]: number };
      /**
       * The history is kept so long, from a day to a year. Default: 30 days.
       *
       * @visibility backend
       */
      retention?: string | { [unit: string]: number };
    };

    /**
     * Holds every execution and lets none start, whatever the switch on the
     * pages says. Default: false.
     *
     * @visibility backend
     */
    freeze?: boolean;

    /**
     * Limits that count instead of what AWS's Service Quotas say. One that names
     * a Region goes before one for all Regions of the account. Default: none.
     *
     * @visibility backend
     */
    limits?: Array<{
      /**
       * 12 digits, in quotes.
       *
       * @visibility backend
       */
      accountId: string;
      /**
       * Default: every Region of the account.
       *
       * @visibility backend
       */
      region?: string;
      /**
       * Jobs of DRS that have not ended.
       *
       * @visibility backend
       */
      concurrentJobs?: number;
      /**
       * Servers in jobs of DRS that have not ended.
       *
       * @visibility backend
       */
      serversInAllJobs?: number;
    }>;
  };
}
