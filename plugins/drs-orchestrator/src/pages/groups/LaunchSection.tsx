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
import { capitalised, counted } from '../../format/counting';
import { useUrlState } from '../../routing/useUrlState';
import { LaunchComparison } from './LaunchComparison';
import { settingsInWords } from './launchWords';

const useStyles = makeStyles(theme => ({
  own: { marginTop: theme.spacing(1) },
}));

/** How a group's servers are launched: what it wants, and on demand what AWS has. */
export function LaunchSection({ group }: { group: ProtectionGroup }) {
  const classes = useStyles();
  const url = useUrlState();
  const comparing = url.get('launch') === 'compared';
  const own = group.servers?.length ?? 0;
  const settings = settingsInWords(group.launchConfig ?? {});
  return (
    <Section
      title="How they are launched"
      actions={
        <ActionButton
          size="small"
          consequence={
            comparing ? undefined : 'Reads the settings of every server in AWS.'
          }
          onClick={() => url.set({ launch: comparing ? '' : 'compared' })}
        >
          {comparing ? 'Hide what AWS has' : 'Compare with AWS'}
        </ActionButton>
      }
    >
      {settings.length > 0 ? (
        <Facts items={settings} />
      ) : (
        <Typography color="textSecondary">
          As DRS and its launch templates are set in AWS: the group changes
          nothing.
        </Typography>
      )}
      {own > 0 && (
        <Typography className={classes.own}>
          {capitalised(counted(own, 'server'))} {own === 1 ? 'has' : 'have'}{' '}
          settings of {own === 1 ? 'its' : 'their'} own.
        </Typography>
      )}
      {comparing && <LaunchComparison group={group} />}
    </Section>
  );
}
