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
  auth?: {
    providers?: {
      /**
       * Development only: a sign-in that asks for no proof. The backend refuses
       * to start if this is present while NODE_ENV is "production" or
       * auth.environment is not "development".
       */
      persona?: {
        personas: Array<{
          /** Name used in `?persona=NAME`: lower case, digits and hyphens. */
          name: string;
          /** The person's name. */
          displayName: string;
          /** The DR role that the person holds, in words. */
          role: string;
          /** What the person may do, in one line. */
          summary: string;
          /** The catalog user that is signed in. */
          userEntityRef: string;
          /**
           * The groups that the person belongs to as long as the catalog has
           * not read its users.
           */
          memberOf?: string[];
        }>;
      };
    };
  };
}
