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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { Answer } from '../../../components/answer/Answer';
import { ActionButton } from '../../../components/control/ActionButton';
import { CopyButton } from '../../../components/control/CopyButton';
import { FindingList } from '../../../components/findings/FindingList';
import { Part } from '../../../components/page/Part';
import { usePlansWords } from '../../../translations/usePlansWords';
import { saveFile } from '../../settings/configuration/files';

const useStyles = makeStyles(theme => ({
  text: {
    margin: theme.spacing(1.5, 0, 0),
    padding: theme.spacing(2),
    maxHeight: '70vh',
    overflow: 'auto',
    fontFamily: 'monospace',
    fontSize: '0.85rem',
    lineHeight: 1.5,
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.default,
    color: theme.palette.text.primary,
  },
  actions: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
}));

/** "Orders, EU" as the name of a file. */
const fileOf = (planName: string) =>
  `${
    planName
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'plan'
  }.yaml`;

/** The plan with its groups and account as YAML: what an import takes. */
export function ManifestTab({ plan }: { plan: RecoveryPlan }) {
  const classes = useStyles();
  const t = usePlansWords();
  const exported = useOperation('export_configuration', {
    query: { format: 'yaml', plan: plan.planName },
  });
  const yaml = exported.data?.yaml ?? '';
  const file = fileOf(plan.planName);
  return (
    <Part
      title={t('manifest.title')}
      actions={
        exported.data && (
          <div className={classes.actions}>
            <CopyButton text={yaml} label={t('manifest.copy')} />
            <ActionButton
              consequence={t('manifest.downloadAs', { file })}
              onClick={() =>
                saveFile(file, yaml, 'application/yaml;charset=utf-8')
              }
            >
              {t('manifest.download')}
            </ActionButton>
          </div>
        )
      }
    >
      <Typography variant="body2" color="textSecondary">
        {t('manifest.explanation')}
      </Typography>
      <Answer of={exported} what={t('manifest.what')}>
        {({ findings }) => (
          <>
            {findings.length > 0 && (
              <FindingList findings={findings} label={t('manifest.findings')} />
            )}
            <pre
              className={classes.text}
              // What scrolls must be reachable by keyboard.
              // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              role="group"
              aria-label={t('manifest.label')}
            >
              {yaml}
            </pre>
          </>
        )}
      </Answer>
    </Part>
  );
}
