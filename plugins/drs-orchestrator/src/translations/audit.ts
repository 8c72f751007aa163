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
  createTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';

/** Operations that are audited, by their names in the API. */
export const operations = {
  apply_launch_configuration: 'Apply launch configuration',
  break_glass: 'Break glass',
  cancel_execution: 'Cancel execution',
  check_existing_instances: 'Check existing instances',
  create_protection_group: 'Create protection group',
  create_recovery_plan: 'Create recovery plan',
  create_target_account: 'Create target account',
  cut_audit_trail: 'Cut audit trail',
  decide_approval: 'Decide approval',
  delete_completed_executions: 'Delete completed executions',
  delete_executions: 'Delete executions',
  delete_protection_group: 'Delete protection group',
  delete_recovery_plan: 'Delete recovery plan',
  delete_target_account: 'Delete target account',
  execute_recovery_plan: 'Execute recovery plan',
  extend_source_servers: 'Extend source servers',
  import_configuration: 'Import configuration',
  list_audit_entries: 'List audit entries',
  pause_execution: 'Pause execution',
  preflight_recovery_plan: 'Preflight recovery plan',
  resume_execution: 'Resume execution',
  retry_execution_items: 'Retry execution items',
  run_operation: 'Run operation',
  run_tag_sync: 'Run tag sync',
  skip_execution_items: 'Skip execution items',
  start_execution: 'Start execution',
  sync_tags: 'Sync tags',
  terminate_instances: 'Terminate instances',
  terminate_recovery_instances: 'Terminate recovery instances',
  trigger_tag_sync: 'Trigger tag sync',
  update_protection_group: 'Update protection group',
  update_recovery_plan: 'Update recovery plan',
  update_settings: 'Update settings',
  update_tag_sync_settings: 'Update tag sync settings',
  update_target_account: 'Update target account',
  validate_target_account: 'Validate target account',
} as const;

/**
 * What the audit trail’s page says: who decided and changed what, and whether it can be believed.
 *
 * @public
 */
export const drsOrchestratorAuditTranslationRef = createTranslationRef({
  id: 'drs-orchestrator.audit',
  messages: {
    page: {
      title: 'Audit',
      lead: 'Who decided and changed what, newest first.',
      what: 'the audit trail',
      caption: 'Audit entries',
      number: 'Page {{page}}',
      noMatch: 'No entry matches',
      changeFilters: 'Change or clear the filters above.',
      none: 'Nothing was decided or changed yet',
      explanation:
        'Every change of a group, plan, account or setting and every decision about an execution is written down here, refused ones too: who, what, from where, and what was before. Nobody can change or remove an entry without it being noticed.',
      damaged: 'Changed by somebody',
      me: 'Me',
      engine: 'Engine',
    },
    column: {
      when: 'When',
      who: 'Who',
      what: 'What',
      toWhat: 'To what',
      outcome: 'Outcome',
      address: 'Address',
    },
    filter: {
      label: 'Filter the entries',
      from: 'From',
      id: 'ID',
      idHint: 'Of a group, plan, execution …',
      to: 'To',
    },
    outcome: {
      STARTED: 'Begun',
      SUCCEEDED: 'Done',
      REFUSED: 'Refused',
      FAILED: 'Failed',
    },
    kind: {
      'protection-group': 'Group',
      'recovery-plan': 'Plan',
      execution: 'Execution',
      account: 'Account',
      settings: 'Settings',
      'audit-trail': 'Audit trail',
      orchestrator: 'Orchestrator',
      named: '{{kind}} {{name}}',
    },
    operation: operations,
    trail: {
      empty: 'Nothing is in the audit trail yet.',
      broken_one:
        '{{count, number}} entry, and the chain is broken. {{why}}. What stands in the trail from there on is no evidence; the command drs-orchestrator-audit says more.',
      broken_other:
        '{{count, number}} entries, and the chain is broken. {{why}}. What stands in the trail from there on is no evidence; the command drs-orchestrator-audit says more.',
      somewhere: 'Somebody changed it',
      whole_one: '{{count, number}} entry, {{seal}}; {{chain}}.',
      whole_other: '{{count, number}} entries, {{seal}}; {{chain}}.',
      sealed: 'sealed up to {{time}}',
      sealedMoreToCome: 'sealed up to {{time}}, {{n, number}} to come',
      notSealed: 'not sealed yet',
      notSealedMoreToCome: 'not sealed yet, {{n, number}} to come',
      holds: 'the chain holds, as checked {{ago}}',
      notChecked: 'the chain is checked within minutes of the start',
    },
    change: {
      caption: 'What was changed',
      field: 'Field',
      before: 'Before',
      after: 'After',
      empty: '(empty)',
      more_one:
        'And {{count, number}} more field, which the export of the trail has.',
      more_other:
        'And {{count, number}} more fields, which the export of the trail has.',
    },
    entry: {
      damage:
        'This entry cannot be believed: it {{damage}}. Somebody changed it in the database.',
      program: '{{who}} (a program)',
      through: 'Through',
      breakGlassReason: 'Broke the glass because',
      with: 'With',
      does: 'What it does',
      requested: 'What was asked for',
      evidence: 'As evidence',
      position: 'Place in the chain',
      positionNumber: '{{n, number}}',
      waitsForSeal: 'Waits for its seal',
      request: 'Request',
      correlation: 'Caller’s own ID',
      cameOfIt: 'What came of it',
      isSince: 'What it is since',
      wasChanged: 'What was changed',
      wasDeleted: 'What was deleted',
      logRow:
        'Row {{n}} of the execution’s own log, which has every fact: {{link}}',
      seeEvents: 'see its events',
    },
  },
});

/** Says what {@link drsOrchestratorAuditTranslationRef} has words for. */
export type AuditWords = TranslationFunction<
  typeof drsOrchestratorAuditTranslationRef.T
>;
