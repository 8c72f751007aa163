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

import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete, {
  createFilterOptions,
} from '@material-ui/lab/Autocomplete';
import type {
  Finding,
  ProtectionGroup,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../../api/operations';
import { TextLink } from '../../../components/control/TextLink';
import { fieldId } from '../../../components/form/Field';
import { fieldHelp } from '../../../components/form/fieldFindings';
import { TagList } from '../../../components/servers/TagList';
import { FailureText } from '../../../components/status/FailureText';
import { StatusLabel } from '../../../components/status/StatusLabel';
import type { StateWords } from '../../../format/states';
import { usePaths } from '../../../routing/usePaths';
import { useTones } from '../../../theme/tones';
import type { PlanEditorWords } from '../../../translations/planEditor';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import type { WaveDraft } from '../planDraft';
import { useAutocompleteWords } from '../../../components/form/useAutocompleteWords';
import { NamedServers } from './NamedServers';
import { serversOfGroup } from './useHostnames';

/** Each option counts its servers, so only as many are offered as somebody reads. */
const OPTIONS_SHOWN = 20;
const TAGS_SHOWN = 4;

const useStyles = makeStyles(theme => ({
  chosen: { listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(0.75, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  option: { display: 'grid', gap: theme.spacing(0.25) },
}));

/** The groups that a wave launches: each with what it selects, how many servers that is now, and their health. */
export function GroupPicker(props: {
  wave: WaveDraft;
  waveNumber: number;
  /** The path of the field in the request. */
  field: string;
  /** The path of the servers in the request that are named out of the groups. */
  serversField: string;
  groups: readonly ProtectionGroup[];
  findings: readonly Finding[];
  onChange: (
    changes: Pick<WaveDraft, 'protectionGroupIds' | 'serverIds'>,
  ) => void;
}) {
  const autocompleteWords = useAutocompleteWords();
  const classes = useStyles();
  const t = usePlanEditorWords();
  const { bad } = useTones();
  const { wave, groups } = props;
  const byId = new Map(groups.map(group => [group.groupId, group]));
  const help = fieldHelp(props.findings, props.field);
  return (
    <>
      <Autocomplete
        {...autocompleteWords}
        multiple
        disableCloseOnSelect
        filterSelectedOptions
        id={fieldId(props.field)}
        size="small"
        options={groups.map(group => group.groupId)}
        value={wave.protectionGroupIds}
        filterOptions={createFilterOptions({ limit: OPTIONS_SHOWN })}
        getOptionLabel={id => byId.get(id)?.groupName ?? id}
        renderOption={id => {
          const group = byId.get(id);
          return group && <GroupOption group={group} />;
        }}
        onChange={(_, protectionGroupIds) =>
          props.onChange({ protectionGroupIds, serverIds: undefined })
        }
        noOptionsText={t('groups.none')}
        renderInput={params => (
          <TextField
            {...params}
            label={t('groups.label')}
            required
            variant="outlined"
            error={help.error}
            helperText={
              help.error ? (
                <FailureText>{help.text}</FailureText>
              ) : (
                help.text || t('groups.help')
              )
            }
            inputProps={{ ...params.inputProps, 'aria-invalid': help.error }}
            InputLabelProps={{
              ...params.InputLabelProps,
              shrink: true,
              style: help.error ? { color: bad.main } : undefined,
            }}
          />
        )}
      />
      {wave.protectionGroupIds.length > 0 && (
        <ul
          className={classes.chosen}
          aria-label={t('groups.chosen', { number: String(props.waveNumber) })}
        >
          {wave.protectionGroupIds.map(id => (
            <ChosenGroup key={id} groupId={id} group={byId.get(id)} />
          ))}
        </ul>
      )}
      {wave.serverIds && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('groups.onlySome', { count: wave.serverIds.length })}
          </Typography>
          <NamedServers
            serverIds={wave.serverIds}
            groupIds={wave.protectionGroupIds}
            waveNumber={props.waveNumber}
            field={props.serversField}
            findings={props.findings}
            onChange={serverIds =>
              props.onChange({
                protectionGroupIds: wave.protectionGroupIds,
                serverIds,
              })
            }
          />
        </>
      )}
    </>
  );
}

function GroupOption({ group }: { group: ProtectionGroup }) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  // The usual grey is too faint on the ground of the option in focus.
  const { main: color } = useTones().neutral;
  return (
    <div className={classes.option}>
      <span>{group.groupName}</span>
      <Typography variant="body2" style={{ color }}>
        {t('groups.place', { account: group.accountId, region: group.region })}
      </Typography>
      <GroupServers groupId={group.groupId} />
    </div>
  );
}

function ChosenGroup(props: {
  groupId: string;
  group: ProtectionGroup | undefined;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const paths = usePaths();
  const { group } = props;
  return (
    <li className={classes.group}>
      <span className={classes.name}>
        <TextLink to={paths.group(props.groupId)}>
          {group?.groupName ?? props.groupId}
        </TextLink>
      </span>
      {group?.serverSelectionTags && (
        <TagList tags={group.serverSelectionTags} limit={TAGS_SHOWN} />
      )}
      {group?.sourceServerIds && (
        <Typography variant="body2" color="textSecondary">
          {t('groups.byName', { count: group.sourceServerIds.length })}
        </Typography>
      )}
      <GroupServers groupId={props.groupId} />
    </li>
  );
}

/** How many servers a group has now, and whether they could be launched. */
function GroupServers({ groupId }: { groupId: string }) {
  const t = usePlanEditorWords();
  const servers = useOperation(
    'get_drs_source_servers',
    serversOfGroup(groupId),
    { pollEvery: 60_000 },
  );
  if (servers.error) {
    return (
      <Typography variant="body2">
        <FailureText>
          {t('groups.notCounted', { reason: servers.error.message })}
        </FailureText>
      </Typography>
    );
  }
  if (!servers.data) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('groups.counting')}
      </Typography>
    );
  }
  const { items, nextCursor, totalItems } = servers.data;
  return (
    <StatusLabel
      state={serversState(t, {
        ready: items.filter(({ recoverability }) => recoverability === 'READY')
          .length,
        read: items.length,
        total: totalItems ?? (nextCursor ? undefined : items.length),
      })}
    />
  );
}

function serversState(
  t: PlanEditorWords,
  counts: { ready: number; read: number; total: number | undefined },
): StateWords {
  const { ready, read, total } = counts;
  if (read === 0) {
    return { tone: 'bad', text: t('groups.noServers') };
  }
  const tone = ready === read ? 'good' : 'warning';
  if (total !== read) {
    return {
      tone,
      text: t('groups.readyOfMore', {
        ready: String(ready),
        total: String(read),
      }),
    };
  }
  return ready === read
    ? { tone, text: t('groups.ready', { count: read }) }
    : {
        tone,
        text: t('groups.someReady', {
          ready: String(ready),
          total: String(read),
        }),
      };
}
