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

import {
  useState,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
} from 'react';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Paper from '@material-ui/core/Paper';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { EditorFooter } from '../../components/editor/EditorFooter';
import { FoundNotice } from '../../components/editor/FoundNotice';
import type { KeptWork } from '../../components/editor/keptWork';
import { LeaveDialog } from '../../components/editor/LeaveDialog';
import { useUnsavedGuard } from '../../components/editor/useUnsavedGuard';
import { Field } from '../../components/form/Field';
import { concerns, fieldHelp } from '../../components/form/fieldFindings';
import { PageBody } from '../../components/page/PageBody';
import { Section } from '../../components/page/Section';
import { useDebounced } from '../../routing/useDebounced';
import { useGroupsWords } from '../../translations/useGroupsWords';
import { resolveBodyOf, type GroupDraft } from './groupDraft';
import { GroupLaunchForm } from './GroupLaunchForm';
import { GroupPlaceFacts, GroupPlaceFields } from './GroupPlace';
import { GroupPreview } from './GroupPreview';
import { ServerPicker } from './ServerPicker';
import { TagEditor } from './TagEditor';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  fields: {
    display: 'grid',
    gap: theme.spacing(2.5),
    padding: theme.spacing(2.5),
  },
  fieldset: { border: 0, margin: 0, padding: 0, minWidth: 0 },
  legend: { fontWeight: 600, padding: 0, marginBottom: theme.spacing(0.5) },
}));

/** The fields of a group beside what they match now. */
export function GroupForm(props: {
  title: string;
  draft: GroupDraft;
  onChange: Dispatch<SetStateAction<GroupDraft>>;
  /** Whether there are changes that are not saved. */
  unsaved: boolean;
  kept: KeptWork;
  /** The group being edited; its account and Region do not change. */
  groupId?: string;
  check: (draft: GroupDraft) => { findings: Finding[] };
  saving: boolean;
  error: Error | null;
  save: string;
  above?: ReactNode;
  onSave: () => void;
  onDiscard: () => void;
}) {
  const classes = useStyles();
  const t = useGroupsWords();
  const { draft, onChange, kept } = props;
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [failedDraft, setFailedDraft] = useState<GroupDraft>();
  const guard = useUnsavedGuard(props.unsaved && !props.saving);
  const settled = useDebounced(draft, 350);
  const accounts = useOperation('list_target_accounts', {
    query: { limit: 200 },
  });

  const selection = resolveBodyOf(settled, props.groupId);
  const resolved = useOperation(
    'resolve_protection_group_tags',
    { body: selection },
    { enabled: selection !== undefined, keepPrevious: true },
  );
  const matched = (selection && resolved.data?.servers) ?? [];
  const missing = (resolved.data?.findings ?? []).flatMap(({ code, subject }) =>
    code === 'UNKNOWN_SERVER' && subject?.id ? [subject.id] : [],
  );

  const change = (changes: Partial<GroupDraft>) => {
    onChange(before => ({ ...before, ...changes }));
    setTouched(before => new Set([...before, ...Object.keys(changes)]));
  };
  const { findings: all } = props.check(draft);
  // Nobody is scolded for a field they have not come to yet.
  const local = all.filter(
    finding =>
      tried ||
      [...touched].some(part =>
        fieldsOfDraft(part).some(field => concerns(finding, field)),
      ),
  );
  const answered =
    props.error instanceof DrsError && failedDraft === draft
      ? props.error.details
      : [];
  const findings = [...local, ...answered];
  const selectionHelp = fieldHelp(
    findings,
    draft.selectBy === 'tags' ? 'serverSelectionTags' : 'sourceServerIds',
  );

  return (
    <PageBody title={props.title} lead={t('editor.lead')}>
      <form
        noValidate
        aria-label={props.title}
        onSubmit={event => {
          event.preventDefault();
          setTried(true);
          setFailedDraft(draft);
          if (props.check(draft).findings.length === 0) {
            props.onSave();
          }
        }}
      >
        <FoundNotice kept={kept} firstField="groupName" />
        {props.above}
        {props.error && failedDraft === draft && (
          <ErrorNotice error={props.error} attempt={t('editor.attempt')} />
        )}
        <div className={classes.columns}>
          <Paper variant="outlined" className={classes.fields}>
            <Field
              label={t('editor.name')}
              field="groupName"
              required
              maxLength={255}
              findings={findings}
              value={draft.groupName}
              onChange={groupName => change({ groupName })}
              placeholder={t('editor.namePlaceholder')}
            />
            <Field
              label={t('editor.description')}
              field="description"
              multiline
              maxLength={1000}
              findings={findings}
              value={draft.description}
              onChange={description => change({ description })}
            />
            {props.groupId === undefined ? (
              <GroupPlaceFields
                draft={draft}
                accounts={accounts.data?.items ?? []}
                findings={findings}
                onChange={change}
              />
            ) : (
              <GroupPlaceFacts
                draft={draft}
                accounts={accounts.data?.items ?? []}
              />
            )}
            <fieldset className={classes.fieldset}>
              <legend className={classes.legend}>
                {t('editor.chooseServers')}
              </legend>
              <RadioGroup
                row
                aria-label={t('editor.chooseServers')}
                value={draft.selectBy}
                onChange={(_, value) =>
                  change({ selectBy: value === 'servers' ? 'servers' : 'tags' })
                }
              >
                <FormControlLabel
                  value="tags"
                  control={<Radio color="primary" />}
                  label={t('editor.byTags')}
                />
                <FormControlLabel
                  value="servers"
                  control={<Radio color="primary" />}
                  label={t('editor.oneByOne')}
                />
              </RadioGroup>
              {draft.selectBy === 'tags' ? (
                <TagEditor
                  accountId={draft.accountId}
                  region={draft.region}
                  tags={draft.tags}
                  findings={findings}
                  onChange={tags => change({ tags })}
                />
              ) : (
                <ServerPicker
                  accountId={draft.accountId}
                  region={draft.region}
                  chosen={draft.sourceServerIds}
                  missing={missing}
                  groupId={props.groupId}
                  onChange={sourceServerIds => change({ sourceServerIds })}
                />
              )}
              {selectionHelp.text && (
                <Typography
                  variant="body2"
                  color={selectionHelp.error ? 'error' : 'textSecondary'}
                >
                  {selectionHelp.text}
                </Typography>
              )}
            </fieldset>
            <Field
              label={t('editor.owner')}
              field="owner"
              findings={findings}
              value={draft.owner}
              onChange={owner => change({ owner })}
              placeholder="group:default/commerce-team"
              help={t('editor.ownerHelp')}
            />
          </Paper>
          <Section title={t('editor.matchesNow')}>
            <GroupPreview draft={settled} groupId={props.groupId} />
          </Section>
        </div>
        <GroupLaunchForm
          draft={draft}
          servers={matched}
          findings={findings}
          onChange={change}
        />
        <EditorFooter
          findings={findings}
          complete={all.length === 0}
          save={props.save}
          saving={props.saving}
          onDiscard={() => guard.ask(props.onDiscard)}
        />
      </form>
      <LeaveDialog
        open={guard.asking}
        what={t('editor.unsaved')}
        onStay={guard.stay}
        onLeave={() => {
          kept.forget();
          guard.leave();
        }}
      />
    </PageBody>
  );
}

/** The fields of the request that a part of the draft becomes. */
function fieldsOfDraft(part: string): string[] {
  switch (part) {
    case 'tags':
      return ['tags', 'serverSelectionTags'];
    case 'launch':
      return ['launchConfig'];
    case 'serverLaunches':
      return ['servers'];
    default:
      return [part];
  }
}
