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
import {
  changedTagSyncSettingsSchema,
  DrsError,
  findingsOfZodError,
  tagSyncSettingsSchema,
  validate,
  type Finding,
  type TagSyncSettings,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange } from '../../api/operations';
import {
  ConflictNotice,
  type Difference,
} from '../../components/editor/ConflictNotice';
import { conflictOf } from '../../components/editor/conflictOf';
import { FormDialog } from '../../components/editor/FormDialog';
import { Field } from '../../components/form/Field';
import { Tick } from '../../components/form/Tick';
import type { SettingsWords } from '../../translations/settings';
import { useSettingsWords } from '../../translations/useSettingsWords';

interface Draft {
  enabled: boolean;
  intervalHours: string;
  /** With commas between. */
  keys: string;
}

const draftOf = ({ enabled, intervalHours, keys }: TagSyncSettings): Draft => ({
  enabled,
  intervalHours: String(intervalHours),
  keys: keys.join(', '),
});

const bodyOf = (draft: Draft, version: number) => ({
  enabled: draft.enabled,
  intervalHours: Number(draft.intervalHours),
  keys: draft.keys
    .split(',')
    .map(key => key.trim())
    .filter(key => key !== ''),
  version,
});

function differencesOf(
  t: SettingsWords,
  yours: Draft,
  current: TagSyncSettings,
): Difference[] {
  const theirs = draftOf(current);
  const onOff = (enabled: boolean) =>
    t(enabled ? 'tagSync.dialog.on' : 'tagSync.dialog.off');
  return [
    {
      field: t('tagSync.byItself'),
      theirs: onOff(theirs.enabled),
      yours: onOff(yours.enabled),
    },
    {
      field: t('tagSync.dialog.hours'),
      theirs: theirs.intervalHours,
      yours: yours.intervalHours,
    },
    { field: t('tagSync.keys'), theirs: theirs.keys, yours: yours.keys },
  ].filter(difference => difference.theirs !== difference.yours);
}

/** Changes what is synchronised, and how often. */
export function TagSyncDialog(props: {
  settings: TagSyncSettings;
  onClose: () => void;
}) {
  const t = useSettingsWords();
  // What was seen when the dialog was opened, so that another's change is met.
  const [version, setVersion] = useState(props.settings.version);
  const [draft, setDraft] = useState(() => draftOf(props.settings));
  const [tried, setTried] = useState(false);
  const saving = useChange('update_tag_sync_settings', {
    changes: ['get_tag_sync_settings'],
  });
  const current = conflictOf(saving.error, tagSyncSettingsSchema);
  const parsed = validate(changedTagSyncSettingsSchema, bodyOf(draft, version));
  const findings: Finding[] = [
    ...(tried && !parsed.success ? findingsOfZodError(parsed.error) : []),
    ...(saving.error instanceof DrsError ? saving.error.details : []),
  ];
  const change = (part: Partial<Draft>) => {
    saving.reset();
    setDraft(before => ({ ...before, ...part }));
  };
  return (
    <FormDialog
      title={t('tagSync.dialog.title')}
      save={t('tagSync.dialog.save')}
      attempt={t('tagSync.dialog.attempt')}
      saving={saving}
      maxWidth="sm"
      conflict={
        current && (
          <ConflictNotice
            what={t('tagSync.what')}
            version={current.version}
            updatedAt={current.updatedAt ?? ''}
            differences={differencesOf(t, draft, current)}
            onTakeTheirs={() => {
              saving.reset();
              setVersion(current.version);
              setDraft(draftOf(current));
            }}
            onKeepYours={() => {
              saving.reset();
              setVersion(current.version);
            }}
          />
        )
      }
      onSave={() => {
        setTried(true);
        if (parsed.success) {
          saving.mutate({ body: parsed.data }, { onSuccess: props.onClose });
        }
      }}
      onClose={props.onClose}
    >
      <Tick
        label={t('tagSync.dialog.enabled')}
        checked={draft.enabled}
        onChange={enabled => change({ enabled })}
        help={t('tagSync.dialog.enabledHelp')}
      />
      <Field
        label={t('tagSync.dialog.hours')}
        field="intervalHours"
        type="number"
        min={1}
        max={168}
        required
        findings={findings}
        value={draft.intervalHours}
        onChange={intervalHours => change({ intervalHours })}
      />
      <Field
        label={t('tagSync.keys')}
        field="keys"
        required
        findings={findings}
        value={draft.keys}
        onChange={keys => change({ keys })}
        help={t('tagSync.dialog.keysHelp')}
      />
      <Typography variant="body2" color="textSecondary">
        {t('tagSync.dialog.removes')}{' '}
        {draft.enabled && t('tagSync.dialog.beginsRun')}
      </Typography>
    </FormDialog>
  );
}
