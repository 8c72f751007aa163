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
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import { TextLink } from '../control/TextLink';
import { EntityName } from '../people/EntityName';
import { StatusIcon } from '../status/StatusIcon';
import { Instant } from '../time/Instant';

const useStyles = makeStyles(theme => ({
  banner: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 2),
    borderRadius: theme.shape.borderRadius,
    marginBottom: theme.spacing(2),
  },
}));

/** The settings as the pages read them: slowly, and not again by whoever may not see them. */
export function useSettings() {
  return useOperation(
    'get_settings',
    {},
    { pollEvery: last => (last ? 20_000 : false) },
  );
}

/** Says on every page that nothing new starts anywhere, who decided it and why. */
export function FreezeBanner() {
  const classes = useStyles();
  const tones = useTones();
  const paths = usePaths();
  const { data: settings } = useSettings();
  if (!settings?.freeze.active) {
    return null;
  }
  const { freeze, updatedAt, updatedBy } = settings;
  return (
    <div
      role="status"
      aria-label="Freeze"
      className={classes.banner}
      style={{ background: tones.paused.soft }}
    >
      <StatusIcon tone="paused" size={24} />
      <div>
        <Typography variant="subtitle2" component="p">
          Everything is frozen: no execution starts, and those that run start
          nothing new.
        </Typography>
        <Typography variant="body2">
          {freeze.reason && <>“{freeze.reason}” </>}
          {freeze.byConfiguration ? (
            'The portal’s configuration holds it.'
          ) : (
            <>
              {updatedBy && updatedAt && (
                <>
                  By <EntityName entityRef={updatedBy} />,{' '}
                  <Instant at={updatedAt} />.{' '}
                </>
              )}
              <TextLink to={paths.settings}>Lift it in the settings</TextLink>
            </>
          )}
        </Typography>
      </div>
    </div>
  );
}
