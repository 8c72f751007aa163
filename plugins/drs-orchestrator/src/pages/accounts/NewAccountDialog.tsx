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
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DrsError,
  findingsOfZodError,
  newTargetAccountSchema,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../components/control/TextButton';
import { useChange } from '../../api/operations';
import { ErrorNotice } from '../../components/answer/ErrorNotice';
import { Field } from '../../components/form/Field';

const useStyles = makeStyles(theme => ({
  form: { display: 'grid', gap: theme.spacing(2.5) },
}));

const empty = {
  accountId: '',
  accountName: '',
  roleName: 'DrsOrchestratorRole',
  externalId: '',
  regions: '',
};

/** Puts a target account on record. */
export function NewAccountDialog(props: { onClose: () => void }) {
  const classes = useStyles();
  const titleId = useId();
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const create = useChange('create_target_account', {
    changes: ['list_target_accounts', 'get_drs_source_servers'],
  });
  const parsed = newTargetAccountSchema.safeParse({
    ...draft,
    externalId: draft.externalId.trim() || undefined,
    regions: draft.regions.split(/[\s,]+/).filter(Boolean),
  });
  const findings: Finding[] = [
    ...(tried && !parsed.success ? findingsOfZodError(parsed.error) : []),
    ...(create.error instanceof DrsError ? create.error.details : []),
  ];
  const change = (field: keyof typeof empty) => (value: string) => {
    create.reset();
    setDraft(before => ({ ...before, [field]: value }));
  };

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      aria-labelledby={titleId}
      onClose={create.isPending ? undefined : props.onClose}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          setTried(true);
          if (parsed.success) {
            create.mutate({ body: parsed.data }, { onSuccess: props.onClose });
          }
        }}
      >
        <DialogTitle id={titleId}>Add an account</DialogTitle>
        <DialogContent className={classes.form}>
          <Typography color="textSecondary">
            The role must exist in that account and trust the orchestrator’s own
            identity.
          </Typography>
          <Field
            label="Account ID"
            field="accountId"
            required
            findings={findings}
            value={draft.accountId}
            onChange={change('accountId')}
          />
          <Field
            label="Name"
            field="accountName"
            required
            findings={findings}
            value={draft.accountName}
            onChange={change('accountName')}
          />
          <Field
            label="Role to assume"
            field="roleName"
            required
            findings={findings}
            value={draft.roleName}
            onChange={change('roleName')}
            help="The role’s name, without path"
          />
          <Field
            label="External ID"
            field="externalId"
            findings={findings}
            value={draft.externalId}
            onChange={change('externalId')}
            help="If the role’s trust policy asks for one. It is never shown again."
          />
          <Field
            label="Regions"
            field="regions"
            required
            findings={findings}
            value={draft.regions}
            onChange={change('regions')}
            placeholder="us-west-2, eu-west-1"
            help="Where servers are recovered, with commas between"
          />
          {create.error && (
            <ErrorNotice error={create.error} attempt="add the account" />
          )}
        </DialogContent>
        <DialogActions>
          <TextButton onClick={props.onClose} disabled={create.isPending}>
            Discard
          </TextButton>
          <TextButton
            type="submit"
            variant="contained"
            color="primary"
            disabled={create.isPending}
          >
            {create.isPending ? 'Adding…' : 'Add account'}
          </TextButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
