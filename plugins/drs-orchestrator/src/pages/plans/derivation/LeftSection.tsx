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

import { Fragment } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { DerivedPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { FindingList } from '../../../components/findings/FindingList';
import { Section } from '../../../components/page/Section';
import { usePlansWords } from '../../../translations/usePlansWords';
import { EntityLink } from './EntityLink';

const derivable = /^(system|domain|component|resource):/i;

const useStyles = makeStyles(theme => ({
  heading: {
    ...theme.typography.subtitle1,
    fontWeight: 600,
    margin: theme.spacing(2, 0, 0.5),
    '&:first-of-type': { marginTop: 0 },
  },
  list: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
}));

/** Names what no wave launches, what stands for nothing, and what is needed and not chosen. */
export function LeftSection(props: {
  derived: DerivedPlan;
  onAdd: (entityRef: string) => void;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const { entities, findings, outside } = props.derived;
  const withoutServers = entities.filter(
    ({ state }) => state !== 'IN_WAVE' && state !== 'NO_GROUP',
  );
  const withoutComponents = findings.filter(
    ({ code }) => code === 'SERVERS_WITHOUT_COMPONENT',
  );
  if (withoutServers.length + withoutComponents.length + outside.length === 0) {
    return null;
  }
  return (
    <Section title={t('derivation.left.title')}>
      {withoutServers.length > 0 && (
        <>
          <h4 className={classes.heading}>
            {t('derivation.left.withoutServers')}
          </h4>
          <Typography variant="body2" color="textSecondary">
            {t('derivation.left.withoutServersHelp')}
          </Typography>
          <ul
            className={classes.list}
            aria-label={t('derivation.left.withoutServers')}
          >
            {withoutServers.map(({ entityRef, state }) =>
              state === 'IN_WAVE' ? null : (
                <li key={entityRef}>
                  <EntityLink entityRef={entityRef} />
                  {': '}
                  {t(`derivation.left.state.${state}`)}
                </li>
              ),
            )}
          </ul>
        </>
      )}
      {withoutComponents.length > 0 && (
        <>
          <h4 className={classes.heading}>
            {t('derivation.left.withoutComponents')}
          </h4>
          <FindingList
            underHeading
            findings={withoutComponents}
            label={t('derivation.left.withoutComponents')}
          />
        </>
      )}
      {outside.length > 0 && (
        <>
          <h4 className={classes.heading}>{t('derivation.left.outside')}</h4>
          <Typography variant="body2" color="textSecondary">
            {t('derivation.left.outsideHelp')}
          </Typography>
          <ul
            className={classes.list}
            aria-label={t('derivation.left.outside')}
          >
            {outside.map(({ entityRef, dependents }) => (
              <li key={entityRef}>
                <EntityLink entityRef={entityRef} />
                {', '}
                {t('derivation.left.neededBy', {
                  entities: (
                    <>
                      {dependents.map((ref, index) => (
                        <Fragment key={ref}>
                          {index > 0 && ', '}
                          <EntityLink entityRef={ref} />
                        </Fragment>
                      ))}
                    </>
                  ),
                })}{' '}
                {derivable.test(entityRef) && (
                  <TextButton
                    size="small"
                    variant="outlined"
                    aria-label={t('derivation.left.addLabel', {
                      name: entityRef,
                    })}
                    onClick={() => props.onAdd(entityRef)}
                  >
                    {t('derivation.left.add')}
                  </TextButton>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
