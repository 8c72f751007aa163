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

import { useId, useRef, useState, type ChangeEvent } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  MANIFEST_TEXT_LIMIT,
  type ImportReport,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo, type Access } from '../../../api/access';
import { useChange } from '../../../api/operations';
import { ErrorNotice } from '../../../components/answer/ErrorNotice';
import { ActionButton } from '../../../components/control/ActionButton';
import { FailureText } from '../../../components/status/FailureText';
import type { SettingsWords } from '../../../translations/settings';
import { useSettingsWords } from '../../../translations/useSettingsWords';
import { ExternalIds } from './ExternalIds';
import { readFile } from './files';
import { ImportDialog } from './ImportDialog';
import { changesOf, summaryOf } from './importWords';
import { ReportOfImport } from './ReportOfImport';

const useStyles = makeStyles(theme => ({
  title: { fontWeight: 600, marginTop: theme.spacing(2) },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: theme.spacing(1.5, 0, 2),
  },
  text: { fontFamily: 'monospace' },
  // The button beside it is what is seen and used.
  file: { display: 'none' },
}));

/** What was sent for a check, and what came of it. */
interface Checked {
  readonly report: ImportReport;
  readonly externalIds: Readonly<Record<string, string>>;
}

/** Reads a manifest, shows what it would change, and changes it once that is confirmed. */
export function ImportPart() {
  const t = useSettingsWords();
  const classes = useStyles();
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [externalIds, setExternalIds] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState<Checked>();
  const [done, setDone] = useState<ImportReport>();
  const [asking, setAsking] = useState(false);
  const permission = usePermissionTo('manageAccounts');
  const check = useChange('import_configuration', { changes: [] });

  // What is shown must be what would be done.
  const replaceText = (next: string) => {
    setText(next);
    setChecked(undefined);
    setDone(undefined);
    check.reset();
  };
  const chooseFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    if (chosen) {
      setExternalIds({});
      replaceText(await readFile(chosen));
    }
  };
  const given = Object.fromEntries(
    Object.entries(externalIds).filter(([, value]) => value !== ''),
  );
  const isTooLong = text.length > MANIFEST_TEXT_LIMIT;
  const tell = () =>
    check.mutate(
      {
        query: { dryRun: 'true' },
        body: { manifest: text, externalIds: given },
      },
      {
        onSuccess: report => {
          setChecked({ report, externalIds: given });
          setDone(undefined);
        },
      },
    );
  return (
    <>
      <Typography component="h4" className={classes.title}>
        {t('import.title')}
      </Typography>
      <Typography paragraph id={`${id}-help`}>
        {t('import.explanation')}
      </Typography>
      <TextField
        id={id}
        label={t('import.manifest')}
        value={text}
        variant="outlined"
        multiline
        fullWidth
        minRows={4}
        maxRows={16}
        error={isTooLong}
        helperText={
          isTooLong && (
            <FailureText>
              {t('import.tooLong', { n: MANIFEST_TEXT_LIMIT })}
            </FailureText>
          )
        }
        InputLabelProps={{ shrink: true }}
        inputProps={{
          className: classes.text,
          spellCheck: false,
          'aria-describedby': `${id}-help`,
          'aria-invalid': isTooLong,
        }}
        onChange={event => replaceText(event.target.value)}
      />
      <input
        ref={file}
        type="file"
        accept=".yaml,.yml,.json,application/yaml,application/json,text/*"
        aria-label={t('import.file')}
        className={classes.file}
        onChange={chooseFile}
      />
      {checked && (
        <ExternalIds
          report={checked.report}
          given={checked.externalIds}
          values={externalIds}
          onChange={setExternalIds}
        />
      )}
      <div className={classes.buttons}>
        <ActionButton
          access={permission}
          onClick={() => {
            // The same file again is a choice, too.
            if (file.current) {
              file.current.value = '';
              file.current.click();
            }
          }}
        >
          {t('import.chooseFile')}
        </ActionButton>
        <ActionButton
          variant={checked?.report.valid ? 'plain' : 'main'}
          access={mayCheck(t, permission, text, isTooLong, check.isPending)}
          consequence={t('import.checkHint')}
          onClick={tell}
        >
          {t(check.isPending ? 'import.checking' : 'import.check')}
        </ActionButton>
        {checked && (
          <ActionButton
            variant={checked.report.valid ? 'main' : 'plain'}
            access={mayImport(t, permission, checked.report)}
            onClick={() => setAsking(true)}
          >
            {t('import.import')}
          </ActionButton>
        )}
      </div>
      {check.error && (
        <ErrorNotice error={check.error} attempt={t('import.checkAttempt')} />
      )}
      {checked && <ReportOfImport report={checked.report} />}
      {done && (
        <Typography role="status" paragraph>
          {t('import.done', { summary: summaryOf(t, done) })}
        </Typography>
      )}
      {checked && asking && (
        <ImportDialog
          manifest={text}
          externalIds={checked.externalIds}
          report={checked.report}
          onClose={() => setAsking(false)}
          onDone={report => {
            setAsking(false);
            setChecked(undefined);
            setExternalIds({});
            setDone(report);
          }}
        />
      )}
    </>
  );
}

const unless = (permission: Access, reason: string | undefined): Access =>
  permission.allowed && reason !== undefined
    ? { allowed: false, reason }
    : permission;

function mayCheck(
  t: SettingsWords,
  permission: Access,
  text: string,
  isTooLong: boolean,
  isBusy: boolean,
): Access {
  if (isBusy) {
    return unless(permission, t('import.beingChecked'));
  }
  return unless(
    permission,
    text.trim() === '' || isTooLong ? t('import.nothingGiven') : undefined,
  );
}

function mayImport(
  t: SettingsWords,
  permission: Access,
  report: ImportReport,
): Access {
  if (!report.valid) {
    return unless(permission, t('import.mendFirst'));
  }
  return unless(
    permission,
    changesOf(report).length === 0 ? t('import.noChange') : undefined,
  );
}
