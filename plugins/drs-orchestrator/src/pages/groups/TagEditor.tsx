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

import { useId } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import IconButton from '@material-ui/core/IconButton';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Delete from '@material-ui/icons/DeleteOutline';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../components/control/TextButton';
import { useOperation } from '../../api/operations';
import { fieldHelp } from '../../components/form/fieldFindings';
import { useGroupsWords } from '../../translations/useGroupsWords';
import type { TagDraft } from './groupDraft';
import { useAutocompleteWords } from '../../components/form/useAutocompleteWords';

const useStyles = makeStyles(theme => ({
  rows: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1.5),
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto',
    gap: theme.spacing(1),
    alignItems: 'start',
  },
  hint: { marginBottom: theme.spacing(1.5) },
}));

/** The pairs that a server must carry, with keys and values offered from the servers there. */
export function TagEditor(props: {
  accountId: string;
  region: string;
  tags: readonly TagDraft[];
  findings: readonly Finding[];
  onChange: (tags: TagDraft[]) => void;
}) {
  const classes = useStyles();
  const t = useGroupsWords();
  const { accountId, region, tags } = props;
  const servers = useOperation(
    'get_drs_source_servers',
    { query: { accountId, region, limit: 200 } },
    { enabled: accountId !== '' && region !== '' },
  );
  const known = servers.data?.items.map(server => server.tags) ?? [];
  const keys = [...new Set(known.flatMap(Object.keys))].sort();
  const valuesOf = (key: string) =>
    [
      ...new Set(
        known.flatMap(serverTags =>
          Object.hasOwn(serverTags, key) ? [serverTags[key]] : [],
        ),
      ),
    ].sort();
  const change = (index: number, changes: Partial<TagDraft>) =>
    props.onChange(
      tags.map((tag, position) =>
        position === index ? { ...tag, ...changes } : tag,
      ),
    );

  return (
    <>
      <Typography
        variant="body2"
        color="textSecondary"
        className={classes.hint}
      >
        {t('tags.hint')}
      </Typography>
      <ul className={classes.rows}>
        {tags.map((tag, index) => {
          const help = fieldHelp(props.findings, `tags[${index}]`);
          const number = String(index + 1);
          const alone = tags.length === 1;
          return (
            <li key={index}>
              <div className={classes.row}>
                <Suggesting
                  label={
                    alone ? t('tags.key') : t('tags.keyNumbered', { number })
                  }
                  value={tag.key}
                  options={keys}
                  error={help.error}
                  onChange={key => change(index, { key })}
                />
                <Suggesting
                  label={
                    alone
                      ? t('tags.value')
                      : t('tags.valueNumbered', { number })
                  }
                  value={tag.value}
                  options={valuesOf(tag.key.trim())}
                  error={help.error}
                  onChange={value => change(index, { value })}
                />
                <IconButton
                  size="small"
                  aria-label={t('tags.remove', { tag: tag.key || number })}
                  disabled={alone}
                  onClick={() =>
                    props.onChange(
                      tags.filter((_, position) => position !== index),
                    )
                  }
                >
                  <Delete />
                </IconButton>
              </div>
              {help.text && (
                <FormHelperText error={help.error}>{help.text}</FormHelperText>
              )}
            </li>
          );
        })}
      </ul>
      <TextButton
        size="small"
        disabled={tags.length >= 20}
        onClick={() => props.onChange([...tags, { key: '', value: '' }])}
      >
        {t('tags.add')}
      </TextButton>
    </>
  );
}

function Suggesting(props: {
  label: string;
  value: string;
  options: string[];
  error: boolean;
  onChange: (value: string) => void;
}) {
  const autocompleteWords = useAutocompleteWords();
  const id = useId();
  return (
    <Autocomplete
      {...autocompleteWords}
      id={id}
      freeSolo
      size="small"
      options={props.options}
      inputValue={props.value}
      value={props.value}
      onInputChange={(_, value) => props.onChange(value)}
      renderInput={params => (
        <TextField
          {...params}
          label={props.label}
          variant="outlined"
          error={props.error}
          InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
        />
      )}
    />
  );
}
