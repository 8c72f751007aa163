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
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { TextLink } from '../../components/control/TextLink';
import { Foldout } from '../../components/form/Foldout';
import { Facts } from '../../components/page/Facts';
import { usePaths } from '../../routing/usePaths';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { useServersWords } from '../../translations/useServersWords';
import { launchInWords } from '../groups/launchWords';

const useStyles = makeStyles(theme => ({
  sync: { marginTop: theme.spacing(2) },
}));

/** How a server would be launched now; read from AWS once it is asked for. */
export function EffectiveLaunch(props: {
  sourceServerId: string;
  groupId: string | undefined;
}) {
  const t = useServersWords();
  const { sourceServerId, groupId } = props;
  return (
    <Foldout title={t('launch.title')} says={t('launch.says')} problems={0}>
      {groupId === undefined ? (
        <Typography variant="body2">{t('launch.inNoGroup')}</Typography>
      ) : (
        <OfGroup groupId={groupId} sourceServerId={sourceServerId} />
      )}
    </Foldout>
  );
}

function OfGroup(props: { groupId: string; sourceServerId: string }) {
  const t = useServersWords();
  const groupWords = useGroupsWords();
  const classes = useStyles();
  const paths = usePaths();
  const { groupId, sourceServerId } = props;
  const settings = useOperation('get_launch_configuration', {
    params: { groupId },
  });
  return (
    <Answer of={settings} what={t('launch.what')} rows={3}>
      {({ servers, unavailable }) => {
        const server = servers.find(
          candidate => candidate.sourceServerId === sourceServerId,
        );
        if (!server) {
          return (
            <Typography variant="body2">
              {unavailable.map(({ message }) => message).join(' ') ||
                t('launch.notTold')}
            </Typography>
          );
        }
        const group = (
          <TextLink to={paths.group(groupId)}>{t('launch.group')}</TextLink>
        );
        return (
          <>
            <Facts items={launchInWords(groupWords, server.effective)} />
            <Typography variant="body2" className={classes.sync}>
              {server.differences.length === 0
                ? t('launch.asWanted', { group })
                : t('launch.differs', {
                    count: server.differences.length,
                    group,
                  })}
            </Typography>
          </>
        );
      }}
    </Answer>
  );
}
