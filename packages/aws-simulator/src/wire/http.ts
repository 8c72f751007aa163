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

/** A request as it arrived, with its whole body. */
export type WireRequest = {
  method: string;
  /** The path as sent, still percent-encoded. */
  rawPath: string;
  /** The query as sent, without the question mark. */
  rawQuery: string;
  /** By lower-case name; repeated headers are joined by a comma. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
};

export type WireResponse = {
  status: number;
  headers: Record<string, string>;
  body: string;
};
