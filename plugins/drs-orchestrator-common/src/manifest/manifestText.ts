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
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  stringify,
  visit,
  type Document,
} from 'yaml';
import { z } from 'zod';
import { fieldPath, findingsOfZodError } from '../contract/errors';
import { validate } from '../contract/validate';
import { MANIFEST_TEXT_LIMIT } from '../records/configuration';
import type { Finding } from '../records/finding';
import {
  MANIFEST_API_VERSION,
  manifestSchema,
  type exportedManifestSchema,
  type Manifest,
} from '../records/manifest';
import { readYaml, TextRefusal, type YamlDocument } from './yamlDocument';

/** As many problems as anybody reads; a hostile text could have a hundred thousand. */
const MAX_FINDINGS = 200;

/** A manifest as YAML that YAML 1.1 and 1.2 read alike, the same text for the same manifest. @public */
export const manifestToYaml = (
  manifest: z.infer<typeof exportedManifestSchema>,
): string =>
  stringify(manifest, {
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
    lineWidth: 0,
  });

/** A document that was read, or why it could not be. @public */
export type ManifestDocument =
  | { readonly document: unknown }
  | { readonly findings: Finding[] };

/** A manifest that fits its schema, or everything that does not. @public */
export type ParsedManifest =
  | { readonly manifest: Manifest }
  | { readonly findings: Finding[] };

/**
 * Reads YAML or JSON from somebody who may mean harm: one document of plain
 * values. Aliases, anchors, tags, merge keys, keys that are given twice or that
 * JavaScript takes for something else, depth and length beyond any use are
 * refused, each with its line.
 *
 * @public
 */
export function readManifestText(text: string): ManifestDocument {
  if (text.length > MANIFEST_TEXT_LIMIT) {
    return refused(
      `The text has ${text.length} characters, and may have ${MANIFEST_TEXT_LIMIT}`,
    );
  }
  const lines = new LineCounter();
  const problem = (at: number | undefined, message: string): Finding => {
    const { line, col } = lines.linePos(at ?? 0);
    return finding(`Line ${line}, column ${col}: ${brief(message)}`);
  };
  const read = readOrRefused(text, lines);
  if ('findings' in read) {
    return read;
  }
  const { document, problems, isCutShort } = read;
  const findings = [
    ...problems.map(({ at, message }) => problem(at, message)),
    ...(document ? unwelcome(document, problem) : []),
  ];
  if (isCutShort) {
    findings.push(finding('There is more, which is told once this is mended'));
  }
  if (!document) {
    return findings.length > 0 ? { findings } : refused('The text is empty');
  }
  return findings.length > 0
    ? { findings: capped(findings) }
    : { document: document.toJS({ maxAliasCount: 0 }) };
}

const finding = (message: string): Finding => ({
  code: 'MALFORMED_MANIFEST',
  severity: 'BLOCKING',
  field: 'manifest',
  message,
});

const refused = (message: string) => ({ findings: [finding(message)] });

/** What is wrong may be a million characters long. */
const brief = (message: string): string =>
  message.length > 300 ? `${message.slice(0, 300)}…` : message;

function readOrRefused(
  text: string,
  lines: LineCounter,
): YamlDocument | { findings: Finding[] } {
  try {
    return readYaml(text, lines);
  } catch (error) {
    if (error instanceof TextRefusal) {
      return refused(error.message);
    }
    throw error;
  }
}

/** What YAML allows and a manifest has no use for. */
function unwelcome(
  document: Document.Parsed | Document,
  problem: (at: number | undefined, message: string) => Finding,
): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Node(_, node) {
      const at = node.range?.[0];
      if (isAlias(node)) {
        findings.push(problem(at, 'Aliases are not read: write it out'));
        return;
      }
      if (node.anchor !== undefined) {
        findings.push(problem(at, 'Anchors are not read: write it out'));
      }
      if (node.tag !== undefined) {
        findings.push(problem(at, 'Tags are not read: leave it out'));
      }
      if (isMap(node)) {
        const seen = new Set<string>();
        for (const { key } of node.items) {
          const keyAt = isNode(key) ? key.range?.[0] : at;
          if (!isScalar(key) || typeof key.value !== 'string') {
            findings.push(problem(keyAt, 'A key is text; put it in quotes'));
            continue;
          }
          if (key.value === '__proto__') {
            findings.push(problem(keyAt, 'There is no field "__proto__"'));
          }
          if (seen.has(key.value)) {
            findings.push(
              problem(
                keyAt,
                `The key "${key.value.slice(0, 100)}" is there twice`,
              ),
            );
          }
          seen.add(key.value);
        }
      }
    },
  });
  return findings;
}

const versionSchema = z.looseObject({ apiVersion: z.unknown() });

/**
 * Checks a document that was read against the schema of manifests, and tells
 * every problem with its place: `recoveryPlans[2].waves[0].protectionGroups[1]`.
 *
 * @public
 */
export function manifestOfDocument(document: unknown): ParsedManifest {
  const parsed = validate(manifestSchema, document);
  if (parsed.success) {
    return { manifest: parsed.data };
  }
  const version = versionSchema.safeParse(document).data?.apiVersion;
  const unquoted = new Set(
    parsed.error.issues
      .filter(
        issue => issue.code === 'invalid_type' && issue.expected === 'string',
      )
      .filter(({ path }) =>
        ['number', 'boolean'].includes(typeof valueAt(document, path)),
      )
      .map(({ path }) => fieldPath(path)),
  );
  return {
    findings: capped(
      findingsOfZodError(parsed.error).map(problem => {
        const field = problem.field || 'manifest';
        if (field === 'apiVersion' && typeof version === 'string') {
          return {
            ...problem,
            code: 'UNSUPPORTED_VERSION',
            field,
            message: `This release reads "${MANIFEST_API_VERSION}", and not "${version.slice(
              0,
              100,
            )}"`,
          };
        }
        return {
          ...problem,
          field,
          ...(unquoted.has(field) && {
            remedy: 'Put it in quotes: YAML takes it for something else',
          }),
        };
      }),
    ),
  };
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    document,
  );
}

/**
 * A manifest out of text in YAML or JSON, or out of an object.
 *
 * @public
 */
export function parseManifest(source: unknown): ParsedManifest {
  const read =
    typeof source === 'string'
      ? readManifestText(source)
      : { document: source };
  return 'findings' in read ? read : manifestOfDocument(read.document);
}

/** So many findings as anybody reads, and how many more there are. */
function capped(findings: readonly Finding[]): Finding[] {
  const more = findings.length - MAX_FINDINGS;
  return more > 0
    ? [
        ...findings.slice(0, MAX_FINDINGS),
        {
          code: 'MORE_PROBLEMS',
          severity: 'BLOCKING',
          message: `There are ${more} more problems`,
        },
      ]
    : [...findings];
}
