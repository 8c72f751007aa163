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

import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ExportedConfiguration } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../../api/operations';
import { ErrorNotice } from '../../../components/answer/ErrorNotice';
import { ActionButton } from '../../../components/control/ActionButton';
import { FindingList } from '../../../components/findings/FindingList';
import { listed } from '../../../format/counting';
import type { SettingsWords } from '../../../translations/settings';
import { useSettingsWords } from '../../../translations/useSettingsWords';
import { saveFile } from './files';
import type { Words } from '../../../translations/words';
import { useWords } from '../../../translations/useWords';

const useStyles = makeStyles(theme => ({
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
}));

type Format = 'yaml' | 'json';

function save(exported: ExportedConfiguration, format: Format) {
  if (format === 'yaml') {
    saveFile(
      'drs-orchestrator.yaml',
      exported.yaml ?? '',
      'application/yaml;charset=utf-8',
    );
  } else {
    saveFile(
      'drs-orchestrator.json',
      `${JSON.stringify(exported.manifest, undefined, 2)}\n`,
      'application/json;charset=utf-8',
    );
  }
}

function countsOf(
  t: SettingsWords,
  words: Words,
  { manifest }: ExportedConfiguration,
): string {
  return listed(words, [
    t('export.accounts', { count: manifest.accounts.length }),
    t('export.groups', { count: manifest.protectionGroups.length }),
    t('export.plans', { count: manifest.recoveryPlans.length }),
  ]);
}

/** Saves the manifest as a file, and says what it has. */
export function ExportPart() {
  const t = useSettingsWords();
  const words = useWords();
  const classes = useStyles();
  const [saved, setSaved] = useState<ExportedConfiguration>();
  const read = useChange('export_configuration', { changes: [] });
  const download = (format: Format) =>
    read.mutate(
      { query: { format } },
      {
        onSuccess: exported => {
          save(exported, format);
          setSaved(exported);
        },
      },
    );
  return (
    <>
      <div className={classes.buttons}>
        <ActionButton variant="main" onClick={() => download('yaml')}>
          {t('export.yaml')}
        </ActionButton>
        <ActionButton onClick={() => download('json')}>
          {t('export.json')}
        </ActionButton>
      </div>
      {read.error && (
        <ErrorNotice error={read.error} attempt={t('export.attempt')} />
      )}
      {saved && !read.error && (
        <div role="status">
          <Typography paragraph>
            {t('export.saved', { records: countsOf(t, words, saved) })}
          </Typography>
          {saved.findings.length > 0 && (
            <FindingList
              label={t('export.leftOut')}
              findings={saved.findings}
            />
          )}
        </div>
      )}
    </>
  );
}
