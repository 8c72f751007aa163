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
import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ActionButton } from '../../components/control/ActionButton';
import { Facts } from '../../components/page/Facts';
import { Section } from '../../components/page/Section';
import { useUrlState } from '../../routing/useUrlState';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { LaunchComparison } from './LaunchComparison';
import { settingsInWords } from './launchWords';

const useStyles = makeStyles(theme => ({
  own: { marginTop: theme.spacing(1) },
}));

/** How a group's servers are launched: what it wants, and on demand what AWS has. */
export function LaunchSection({ group }: { group: ProtectionGroup }) {
  const classes = useStyles();
  const t = useGroupsWords();
  const url = useUrlState();
  const comparing = url.get('launch') === 'compared';
  const own = group.servers?.length ?? 0;
  const settings = settingsInWords(t, group.launchConfig ?? {});
  return (
    <Section
      title={t('launch.title')}
      actions={
        <ActionButton
          size="small"
          consequence={comparing ? undefined : t('launch.compareHint')}
          onClick={() => url.set({ launch: comparing ? '' : 'compared' })}
        >
          {comparing ? t('launch.hide') : t('launch.compare')}
        </ActionButton>
      }
    >
      {settings.length > 0 ? (
        <Facts items={settings} />
      ) : (
        <Typography color="textSecondary">{t('launch.unchanged')}</Typography>
      )}
      {own > 0 && (
        <Typography className={classes.own}>
          {t('launch.own', { count: own })}
        </Typography>
      )}
      {comparing && <LaunchComparison group={group} />}
    </Section>
  );
}
