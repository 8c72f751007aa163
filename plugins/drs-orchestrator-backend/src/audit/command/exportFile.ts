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
  auditCutSchema,
  auditHeadSchema,
  auditSealSchema,
  type AuditHead,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { AuditStore } from '../../database/AuditStore';
import type { AuditKeys } from '../auditKeys';
import { TrailVerifier, trailStart, type TrailVerdict } from '../chain';

const BATCH = 500;

/**
 * A line of an export is JSON: first the head, then what retention had removed,
 * if anything, then every entry in its order.
 */
const lineSchema = z.union([
  z.strictObject({ head: auditHeadSchema }),
  z.strictObject({ cut: auditCutSchema }),
  auditSealSchema,
]);

/** The lines of an export of what is sealed now. */
export async function* exportLines(store: AuditStore): AsyncGenerator<string> {
  const [head, cut] = await Promise.all([store.head(), store.lastCut()]);
  if (!head) {
    return;
  }
  yield JSON.stringify({ head });
  if (cut) {
    yield JSON.stringify({ cut });
  }
  let { position } = cut ?? trailStart;
  while (position < head.position) {
    const rows = await store.sealedAfter(position, BATCH);
    if (rows.length === 0) {
      return;
    }
    for (const { seal } of rows) {
      if (seal.position <= head.position) {
        yield JSON.stringify(seal);
      }
    }
    position = rows[rows.length - 1].seal.position;
  }
}

function parseLine(text: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Checks an export by itself, without the database.
 *
 * @param heads - kept elsewhere, beside the one that the export begins with
 */
export async function verifyExport(
  path: string,
  keys: AuditKeys,
  heads: readonly AuditHead[],
): Promise<TrailVerdict & { readonly head?: AuditHead }> {
  const known = [...heads];
  const options: ConstructorParameters<typeof TrailVerifier>[0] = {
    keys,
    heads: known,
  };
  let head: AuditHead | undefined;
  let verifier: TrailVerifier | undefined;
  let number = 0;
  for await (const text of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    number++;
    const line = parseLine(text);
    const isEarly = verifier === undefined;
    if (line && 'head' in line && isEarly && !head) {
      head = line.head;
      known.push(head);
    } else if (line && 'cut' in line && isEarly) {
      Object.assign(options, { cut: line.cut });
    } else if (line && 'text' in line) {
      verifier ??= new TrailVerifier(options);
      if (!verifier.next(line)) {
        break;
      }
    } else {
      return {
        intact: false,
        brokenAt: number,
        why: `Line ${number} of the file is no line of an export`,
      };
    }
  }
  if (known.length === 0) {
    return {
      intact: false,
      brokenAt: number,
      why: 'There is no head: whether the end was cut off cannot be told',
    };
  }
  const verdict = (verifier ?? new TrailVerifier(options)).end();
  return { ...verdict, ...(head && { head }) };
}
