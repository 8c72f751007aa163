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

import { z } from 'zod';

/** A 12-digit AWS account ID. @public */
export const accountIdSchema = z
  .string()
  .regex(/^\d{12}$/, 'An AWS account ID has 12 digits');

/** An AWS Region code, `us-west-2`. @public */
export const regionSchema = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'A Region reads like "us-west-2"');

/** A DRS source server ID, `s-` and 17 hexadecimal digits (AWS model: SourceServerID). @public */
export const sourceServerIdSchema = z
  .string()
  .regex(
    /^s-[0-9a-f]{17}$/,
    'A source server ID is "s-" and 17 hexadecimal digits',
  );

/** A catalog entity ref, `group:default/team-a`. @public */
export const entityRefSchema = z
  .string()
  .max(300)
  .regex(
    /^[a-z]+:[a-z0-9-_.]+\/[a-z0-9-_.]+$/i,
    'An entity ref reads like "group:default/team-a"',
  );

/** An instant, ISO 8601 in UTC. @public */
export const instantSchema = z.iso.datetime();

/**
 * Tags as AWS takes them: keys of 1–128 characters, values of up to 256.
 *
 * @public
 */
export const tagsSchema = z.record(
  z.string().min(1).max(128),
  z.string().max(256),
);

/** The version of a record, raised by one with each change; for optimistic locking. @public */
export const versionSchema = z.number().int().min(1);

/** A name of a record: visible characters with single spaces kept as written, trimmed at both ends. @public */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'A name is needed')
  .max(255)
  // Control characters would make two names look the same in a list.
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'A name has no control characters');

/** @public */
export const descriptionSchema = z.string().trim().max(1000);

/** Query part of every paged list. `limit` arrives as text. @public */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
};

/**
 * A query value that may be given once or several times (`?status=RUNNING&status=PAUSED`).
 *
 * @public
 */
export const oneOrMany = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .union([item, z.array(item).max(50)])
    .transform(value => (Array.isArray(value) ? value : [value]));

/** A page of a list; the cursor is opaque and absent on the last page. @public */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().optional(),
    totalItems: z.number().int().optional(),
  });

/**
 * An account and Region that could not be asked, named beside the results of
 * the others.
 *
 * @public
 */
export const unavailableSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  code: z.string(),
  message: z.string(),
});
/** @public */
export type Unavailable = z.infer<typeof unavailableSchema>;
