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

export type Unit = 's' | 'ms' | 'MB' | 'kB' | '×' | 'calls/min';

/** What stands beside a figure: what cannot be beaten, or what others do. */
export interface Comparison {
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
}

/** One line of the table. */
export interface Figure {
  readonly name: string;
  /** What makes it what it is: the database, by event or by polling. */
  readonly where: string;
  /** How many measurements it was drawn from, where it was from several. */
  readonly samples?: number;
  readonly value: number;
  readonly unit: Unit;
  /** The value must not exceed it; absent where it only stands beside another. */
  readonly aim?: number;
  readonly beside?: Comparison;
}

/** Whether the aim is met; undefined where there is none. */
export const isMet = ({ value, aim }: Figure): boolean | undefined =>
  aim === undefined ? undefined : value <= aim;

const DIGITS: Record<Unit, number> = {
  s: 2,
  ms: 0,
  MB: 1,
  kB: 1,
  '×': 3,
  'calls/min': 1,
};

export const told = (value: number, unit: Unit): string =>
  `${value.toFixed(DIGITS[unit])} ${unit}`;
