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

import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Delete from '@material-ui/icons/DeleteOutline';
import type {
  Finding,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Choice } from '../../components/form/Choice';
import { Field } from '../../components/form/Field';
import { findingsOf } from '../../components/form/fieldFindings';
import { Foldout } from '../../components/form/Foldout';
import { IconAction } from '../../components/form/IconAction';
import { useGroupsWords } from '../../translations/useGroupsWords';
import type { GroupDraft } from './groupDraft';
import {
  countOfSettings,
  emptyLaunch,
  serverLaunchOf,
  type ServerLaunchDraft,
} from './launchDraft';
import { LaunchFields } from './LaunchFields';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(1, 2.5), marginTop: theme.spacing(2) },
  server: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(0, 1.5),
    marginBottom: theme.spacing(1.5),
  },
  remove: { textAlign: 'right' },
  static: { marginBottom: theme.spacing(2.5) },
  add: { marginTop: theme.spacing(1.5), maxWidth: 360 },
}));

/** How a group's servers are launched: for all of them, and for single ones. */
export function GroupLaunchForm(props: {
  draft: GroupDraft;
  /** The servers that the group matches now, to choose from. */
  servers: readonly SourceServer[];
  findings: readonly Finding[];
  onChange: (changes: Partial<GroupDraft>) => void;
}) {
  const classes = useStyles();
  const t = useGroupsWords();
  const { draft, findings, servers, onChange } = props;
  const place = { accountId: draft.accountId, region: draft.region };
  const problems = (field: string) =>
    findingsOf(findings, field).filter(
      finding => finding.severity === 'BLOCKING',
    ).length;
  const settings = countOfSettings(draft.launch);
  const own = draft.serverLaunches;
  const nameOf = (id: string) =>
    servers.find(server => server.sourceServerId === id)?.hostname ?? id;
  const changeServer = (index: number, changes: Partial<ServerLaunchDraft>) =>
    onChange({
      serverLaunches: own.map((server, position) =>
        position === index ? { ...server, ...changes } : server,
      ),
    });
  return (
    <Paper variant="outlined" className={classes.root}>
      <Foldout
        title={t('launch.title')}
        says={
          settings === 0
            ? t('launch.asInAws')
            : t('launch.settingsOfGroup', { count: settings })
        }
        problems={problems('launchConfig')}
      >
        <Typography variant="body2" color="textSecondary" paragraph>
          {t('launch.help')}
        </Typography>
        <LaunchFields
          draft={draft.launch}
          place={place}
          field="launchConfig"
          findings={findings}
          onChange={changes =>
            onChange({ launch: { ...draft.launch, ...changes } })
          }
        />
      </Foldout>
      <Foldout
        title={t('launch.ownTitle')}
        says={
          own.length === 0
            ? t('launch.ownNone')
            : t('launch.ownServers', { count: own.length })
        }
        problems={problems('servers')}
      >
        {own.map((server, index) => (
          <div key={server.sourceServerId} className={classes.server}>
            <Foldout
              title={nameOf(server.sourceServerId)}
              says={t('launch.settings', {
                count: Object.keys(serverLaunchOf(server)).length - 1,
              })}
              problems={problems(`servers[${index}]`)}
            >
              <div className={classes.static}>
                <Field
                  label={t('launch.staticAddress')}
                  field={`servers[${index}].staticPrivateIp`}
                  findings={findings}
                  value={server.staticPrivateIp}
                  onChange={staticPrivateIp =>
                    changeServer(index, { staticPrivateIp })
                  }
                  placeholder="10.0.1.20"
                  help={t('launch.staticAddressHelp')}
                />
              </div>
              <LaunchFields
                draft={server}
                place={place}
                field={`servers[${index}]`}
                empty={t('launch.asGroup')}
                findings={findings}
                onChange={changes => changeServer(index, changes)}
              />
              <div className={classes.remove}>
                <IconAction
                  label={t('launch.removeOwn', {
                    server: nameOf(server.sourceServerId),
                  })}
                  onClick={() =>
                    onChange({
                      serverLaunches: own.filter(
                        (_, position) => position !== index,
                      ),
                    })
                  }
                >
                  <Delete />
                </IconAction>
              </div>
            </Foldout>
          </div>
        ))}
        <div className={classes.add}>
          <Choice
            label={t('launch.addServer')}
            field="add-server-launch"
            findings={[]}
            value=""
            empty={
              servers.length === 0 ? t('launch.noServer') : t('launch.choose')
            }
            options={servers
              .filter(server =>
                own.every(
                  other => other.sourceServerId !== server.sourceServerId,
                ),
              )
              .map(server => ({
                value: server.sourceServerId,
                text: server.hostname,
              }))}
            onChange={sourceServerId =>
              sourceServerId !== '' &&
              onChange({
                serverLaunches: [
                  ...own,
                  { ...emptyLaunch, sourceServerId, staticPrivateIp: '' },
                ],
              })
            }
          />
        </div>
      </Foldout>
    </Paper>
  );
}
