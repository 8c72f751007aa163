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

import { useId, useState } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useOperation } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { UnavailableNotice } from '../../components/servers/UnavailableNotice';
import { FailureText } from '../../components/status/FailureText';
import { recoverabilityState } from '../../format/states';
import { useDebounced } from '../../routing/useDebounced';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { useWords } from '../../translations/useWords';

const LIMIT = 100;

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: theme.spacing(0.5, 1),
    maxHeight: 320,
    overflowY: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** Chooses servers one by one. Those chosen stay chosen while the search changes. */
export function ServerPicker(props: {
  accountId: string;
  region: string;
  chosen: readonly string[];
  /** Those of the chosen that are not in the account and Region, as far as is known. */
  missing: readonly string[];
  groupId: string | undefined;
  onChange: (ids: string[]) => void;
}) {
  const t = useGroupsWords();
  const words = useWords();
  const classes = useStyles();
  const searchId = useId();
  const [text, setText] = useState('');
  const search = useDebounced(text, 300);
  const { accountId, region, chosen, missing } = props;
  const servers = useOperation(
    'get_drs_source_servers',
    { query: { accountId, region, limit: LIMIT, text: search || undefined } },
    { enabled: accountId !== '' && region !== '', keepPrevious: true },
  );
  if (!accountId || !region) {
    return (
      <Typography color="textSecondary">{t('preview.choosePlace')}</Typography>
    );
  }
  return (
    <>
      <TextField
        id={searchId}
        label={t('picker.search')}
        variant="outlined"
        size="small"
        fullWidth
        value={text}
        placeholder={t('picker.searchHint')}
        InputLabelProps={{ shrink: true }}
        onChange={event => setText(event.target.value)}
      />
      <Answer of={servers} what={t('picker.what')}>
        {data => (
          <>
            <UnavailableNotice unavailable={data.unavailable} />
            <ul className={classes.list} aria-label={t('picker.label')}>
              {chosen
                .filter(
                  id =>
                    missing.includes(id) &&
                    data.items.every(server => server.sourceServerId !== id),
                )
                .map(id => (
                  <li key={id}>
                    <FormControlLabel
                      control={
                        <Checkbox
                          size="small"
                          color="primary"
                          checked
                          onChange={() =>
                            props.onChange(chosen.filter(other => other !== id))
                          }
                        />
                      }
                      label={
                        <FailureText>
                          {t('picker.missing', { server: id })}
                        </FailureText>
                      }
                    />
                  </li>
                ))}
              {data.items.map(server => {
                const id = server.sourceServerId;
                const elsewhere =
                  server.protectionGroup &&
                  server.protectionGroup.groupId !== props.groupId
                    ? server.protectionGroup.groupName
                    : undefined;
                const said = {
                  server: server.hostname,
                  state: recoverabilityState(
                    words,
                    server.recoverability,
                  ).text.toLowerCase(),
                };
                return (
                  <li key={id}>
                    <FormControlLabel
                      control={
                        <Checkbox
                          size="small"
                          color="primary"
                          checked={chosen.includes(id)}
                          onChange={(_, checked) =>
                            props.onChange(
                              checked
                                ? [...chosen, id]
                                : chosen.filter(other => other !== id),
                            )
                          }
                        />
                      }
                      label={
                        elsewhere
                          ? t('picker.serverElsewhere', {
                              ...said,
                              group: elsewhere,
                            })
                          : t('picker.server', said)
                      }
                    />
                  </li>
                );
              })}
            </ul>
            <Typography variant="body2" color="textSecondary">
              {t('picker.chosen', { count: chosen.length })}{' '}
              {data.nextCursor && t('picker.firstShown', { n: String(LIMIT) })}
            </Typography>
          </>
        )}
      </Answer>
    </>
  );
}
