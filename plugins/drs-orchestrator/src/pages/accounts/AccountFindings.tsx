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
import type { AccountFinding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { CopyButton } from '../../components/control/CopyButton';
import { StatusIcon } from '../../components/status/StatusIcon';
import type { Tone } from '../../format/states';
import { useAccountsWords } from '../../translations/useAccountsWords';
import { PolicyText } from './PolicyText';

const severities: Record<
  AccountFinding['severity'],
  { tone: Tone; order: number }
> = {
  BLOCKING: { tone: 'bad', order: 0 },
  WARNING: { tone: 'warning', order: 1 },
  INFO: { tone: 'waiting', order: 2 },
};

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  words: { minWidth: 0, flex: 1, overflowWrap: 'anywhere' },
  aws: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** What a validation found, the worst first: what is wrong, how to mend it, and with what text. */
export function AccountFindings(props: {
  findings: readonly AccountFinding[];
}) {
  const t = useAccountsWords();
  const classes = useStyles();
  const sorted = [...props.findings].sort(
    (one, other) =>
      severities[one.severity].order - severities[other.severity].order,
  );
  return (
    <ul className={classes.list} aria-label={t('finding.label')}>
      {sorted.map((finding, index) => {
        const { tone } = severities[finding.severity];
        const codes =
          finding.aws &&
          [
            finding.aws.code,
            ...(finding.aws.requestId
              ? [t('finding.request', { id: finding.aws.requestId })]
              : []),
          ].join(' · ');
        return (
          <li key={index} className={classes.item}>
            <StatusIcon tone={tone} size={20} />
            <div className={classes.words}>
              <Typography variant="body2">
                {t('finding.message', {
                  severity: <strong>{t(`finding.${finding.severity}`)}</strong>,
                  message: finding.message,
                })}
              </Typography>
              {finding.remedy && (
                <Typography variant="body2" color="textSecondary">
                  {t('finding.remedy', { remedy: finding.remedy })}
                </Typography>
              )}
              {codes && (
                <div className={classes.aws}>
                  {codes}
                  <CopyButton text={codes} label={t('finding.copy')} />
                </div>
              )}
              {finding.policies?.map((policy, at) => (
                <PolicyText key={at} policy={policy} />
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
