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
  DrsError,
  type ErrorCode,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';

/** Findings that an error code of their own stands for, the weightiest first. */
const codesOfFindings: readonly ErrorCode[] = [
  'WAVE_CYCLE',
  'ACCOUNT_MISMATCH',
  'WAVE_SIZE_LIMIT_EXCEEDED',
  'ACCOUNT_UNKNOWN',
];

/** Findings that say that the request is right by itself, and the records are against it. */
const conflictCodes: readonly ErrorCode[] = [
  'DUPLICATE_NAME',
  'SERVER_CONFLICT',
];

function codeOf(findings: readonly Finding[]): ErrorCode {
  const codes = new Set(findings.map(finding => finding.code));
  const ofItsOwn = codesOfFindings.find(code => codes.has(code));
  if (ofItsOwn) {
    return ofItsOwn;
  }
  const conflict = conflictCodes.find(code => codes.has(code));
  const onlyConflicts = findings.every(finding =>
    conflictCodes.some(code => code === finding.code),
  );
  return conflict && onlyConflicts ? conflict : 'VALIDATION_FAILED';
}

/**
 * Refuses a record where a finding blocks it, with every one of them; the code
 * is that of the weightiest.
 *
 * @throws DrsError
 */
export function refuseIfBlocked(findings: readonly Finding[]): void {
  const blocking = findings.filter(finding => finding.severity === 'BLOCKING');
  if (blocking.length === 0) {
    return;
  }
  throw new DrsError(
    codeOf(blocking),
    blocking.length === 1
      ? blocking[0].message
      : `There are ${blocking.length} problems: ${blocking[0].message}, and more`,
    blocking,
  );
}
