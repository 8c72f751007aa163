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

/**
 * Every word that the plugin says: hand these to `createTranslationResource` to
 * say it in another language, or to say it otherwise.
 *
 * @packageDocumentation
 */

export { drsOrchestratorTranslationRef } from './translations/words';
export { drsOrchestratorOverviewTranslationRef } from './translations/overview';
export { drsOrchestratorEntityTranslationRef } from './translations/entity';
export { drsOrchestratorScaffolderTranslationRef } from './translations/scaffolder';
export { drsOrchestratorPlansTranslationRef } from './translations/plans';
export { drsOrchestratorPlanEditorTranslationRef } from './translations/planEditor';
export { drsOrchestratorExecutionsTranslationRef } from './translations/executions';
export { drsOrchestratorServersTranslationRef } from './translations/servers';
export { drsOrchestratorGroupsTranslationRef } from './translations/groups';
export { drsOrchestratorAccountsTranslationRef } from './translations/accounts';
export { drsOrchestratorSettingsTranslationRef } from './translations/settings';
export { drsOrchestratorAuditTranslationRef } from './translations/audit';
