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
import type {
  Posture,
  PostureAnswer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Section } from '../../components/page/Section';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { useOverviewWords } from '../../translations/useOverviewWords';
import { PostureBar } from './PostureBar';
import { totalOf, type PostureFilter } from './postures';

const useStyles = makeStyles(theme => ({
  bars: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    gap: theme.spacing(2.5, 5),
    alignItems: 'start',
  },
  note: { marginTop: theme.spacing(1) },
}));

/** How everything is prepared for a disaster: what is the reader's own first. */
export function PostureSection(props: {
  posture: PostureAnswer;
  filter: PostureFilter;
  onFilter: (filter: PostureFilter) => void;
}) {
  const classes = useStyles();
  const t = useOverviewWords();
  const { posture, filter, onFilter } = props;
  const chosenOf = (owned: boolean) =>
    filter.owned === owned ? filter.posture : undefined;
  const choose = (owned: boolean) => (chosen: Posture) =>
    onFilter({
      owned,
      posture: chosen === chosenOf(owned) ? undefined : chosen,
    });
  return (
    <Section title={t('posture.title')}>
      <UnavailableNotice unavailable={posture.unavailable} />
      <div className={classes.bars}>
        {totalOf(posture.owned) > 0 ? (
          <PostureBar
            title={t('posture.owned')}
            label={t('posture.filter')}
            counts={posture.owned}
            chosen={chosenOf(true)}
            onChoose={choose(true)}
          />
        ) : (
          <Typography variant="body2" color="textSecondary">
            {posture.catalogUnavailable
              ? t('posture.nothingOwnedHere')
              : t('posture.nothingOwned')}
          </Typography>
        )}
        <PostureBar
          title={t('posture.all')}
          label={t('posture.filterAll')}
          counts={posture.all}
          chosen={chosenOf(false)}
          onChoose={choose(false)}
        />
      </div>
      {posture.catalogUnavailable && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.note}
        >
          {t('posture.catalogUnavailable')}
        </Typography>
      )}
      {posture.disabled > 0 && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.note}
        >
          {t('posture.disabled', { count: posture.disabled })}
        </Typography>
      )}
    </Section>
  );
}
