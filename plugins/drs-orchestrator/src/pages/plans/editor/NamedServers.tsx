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
import Delete from '@material-ui/icons/DeleteOutline';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { fieldHelp, findingsOf } from '../../../components/form/fieldFindings';
import { Foldout } from '../../../components/form/Foldout';
import { IconAction } from '../../../components/form/IconAction';
import { FailureText } from '../../../components/status/FailureText';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { useHostnames } from './useHostnames';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    maxHeight: 320,
    overflowY: 'auto',
  },
  server: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { overflowWrap: 'anywhere' },
}));

/** The servers that a wave names out of its groups, folded: those with a problem first, each to be taken out. */
export function NamedServers(props: {
  serverIds: readonly string[];
  groupIds: readonly string[];
  waveNumber: number;
  /** The path of the servers in the request. */
  field: string;
  findings: readonly Finding[];
  /** Absent: all servers of the groups. */
  onChange: (serverIds: string[] | undefined) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const hostnames = useHostnames(props.groupIds);
  const { serverIds, field, findings } = props;
  const servers = serverIds.map((id, index) => ({
    id,
    index,
    help: fieldHelp(findings, `${field}[${index}]`),
  }));
  const general = fieldHelp(
    findings.filter(finding => finding.field === field),
    field,
  );
  return (
    <Foldout
      title={t('servers.title')}
      says={t('servers.count', { count: serverIds.length })}
      problems={
        findingsOf(findings, field).filter(
          ({ severity }) => severity === 'BLOCKING',
        ).length
      }
    >
      {general.text && <FailureText>{general.text}</FailureText>}
      <ul
        className={classes.list}
        aria-label={t('servers.label', { number: String(props.waveNumber) })}
      >
        {[
          ...servers.filter(({ help }) => help.text !== ''),
          ...servers.filter(({ help }) => help.text === ''),
        ].map(({ id, index, help }) => {
          const hostname = hostnames.get(id);
          return (
            <li key={index} className={classes.server}>
              <div className={classes.name}>
                <span>
                  {hostname ? t('servers.server', { hostname, id }) : id}
                </span>
                {help.error && <FailureText>{help.text}</FailureText>}
                {!help.error && help.text && (
                  <Typography variant="body2">{help.text}</Typography>
                )}
              </div>
              <IconAction
                label={t('servers.remove', { server: hostname ?? id })}
                disabled={serverIds.length === 1}
                onClick={() =>
                  props.onChange(
                    serverIds.filter((_, position) => position !== index),
                  )
                }
              >
                <Delete />
              </IconAction>
            </li>
          );
        })}
      </ul>
      {serverIds.length === 1 && (
        <Typography variant="body2" color="textSecondary">
          {t('servers.last')}
        </Typography>
      )}
      <TextButton size="small" onClick={() => props.onChange(undefined)}>
        {t('servers.all')}
      </TextButton>
    </Foldout>
  );
}
