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

import { Answer } from '../../components/answer/Answer';
import { PageBody } from '../../components/page/PageBody';
import { useSettings } from '../../components/page/useSettings';
import { useSettingsWords } from '../../translations/useSettingsWords';
import { ConfigurationSection } from './configuration/ConfigurationSection';
import { FreezeSection } from './FreezeSection';
import { HealthSection } from './HealthSection';
import { TagSyncSection } from './TagSyncSection';

/** The settings that are changed while the portal runs, and its health. */
export function SettingsPage() {
  const t = useSettingsWords();
  const settings = useSettings();
  return (
    <PageBody title={t('page.title')} lead={t('page.lead')}>
      <Answer of={settings} what={t('page.what')}>
        {data => <FreezeSection settings={data} />}
      </Answer>
      <HealthSection />
      <TagSyncSection />
      <ConfigurationSection />
    </PageBody>
  );
}
