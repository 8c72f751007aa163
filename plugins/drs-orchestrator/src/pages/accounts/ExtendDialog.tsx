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
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  ResponseOf,
  StagingAccount,
  TargetAccount,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation, useChange } from '../../api/operations';
import { Answer } from '../../components/answer/Answer';
import { ConfirmDialog } from '../../components/control/ConfirmDialog';
import { TextButton } from '../../components/control/TextButton';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable } from '../../components/table/DataTable';
import { counted } from '../../format/counting';
import type { StateWords } from '../../format/states';

type Server = ResponseOf<'extend_source_servers'>['servers'][number];

const results: Record<Server['result'], StateWords> = {
  EXTENSIBLE: { tone: 'neutral', text: 'Can be extended' },
  EXTENDED: { tone: 'good', text: 'Extended' },
  REFUSED: { tone: 'bad', text: 'Refused' },
  UNKNOWN: { tone: 'warning', text: 'Not known' },
};

const useStyles = makeStyles(theme => ({
  // It stands outside the page, and so outside of the page's type.
  content: { ...theme.typography.body2, color: theme.palette.text.primary },
}));

const nameOf = (server: Server) => server.hostname ?? server.sourceServerId;

/** Chooses servers of a staging account, extends them, and says what became of each. */
export function ExtendDialog(props: {
  account: TargetAccount;
  staging: StagingAccount;
  onClose: () => void;
}) {
  const classes = useStyles();
  const titleId = useId();
  const { account, staging, onClose } = props;
  const { accountId } = account;
  const place = { region: staging.region, stagingAccountId: staging.accountId };
  const [chosen, setChosen] = useState<string[]>([]);
  const offered = useOperation('extend_source_servers', {
    params: { accountId },
    body: { ...place, dryRun: true },
  });
  const extend = useChange('extend_source_servers', {
    changes: ['get_drs_source_servers', 'get_drs_account_capacity'],
  });
  const done = extend.data?.servers;
  const title = `Extend servers of ${staging.accountId} into ${account.accountName}`;

  if (done) {
    const extended = done.filter(({ result }) => result === 'EXTENDED').length;
    return (
      <Dialog
        open
        fullWidth
        maxWidth="md"
        aria-labelledby={titleId}
        onClose={onClose}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent className={classes.content}>
          <Typography role="status" variant="body2" paragraph>
            {extended} of {counted(done.length, 'server')} can be recovered in{' '}
            {account.accountName} now.
          </Typography>
          <DataTable
            caption="What became of each server"
            rows={done}
            rowKey={server => server.sourceServerId}
            columns={[
              { id: 'server', title: 'Server', names: true, render: nameOf },
              {
                id: 'result',
                title: 'Result',
                render: server => <Result server={server} />,
              },
            ]}
          />
        </DialogContent>
        <DialogActions>
          <TextButton variant="contained" color="primary" onClick={onClose}>
            Close
          </TextButton>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open
      wide
      title={title}
      confirm={
        chosen.length === 0
          ? 'Extend'
          : `Extend ${counted(chosen.length, 'server')}`
      }
      attempt="extend the servers"
      busy={extend.isPending}
      error={extend.error}
      refusal={
        chosen.length === 0 ? 'Choose the servers to extend.' : undefined
      }
      onClose={onClose}
      onConfirm={() =>
        extend.mutate({
          params: { accountId },
          body: { ...place, sourceServerIds: chosen },
        })
      }
    >
      <Typography variant="body2" paragraph>
        These servers replicate into the staging account. Extended, they can be
        recovered in {account.accountName} ({staging.region}); their data stays
        where it is. They get no tags: groups that choose by tags find them once
        they are tagged.
      </Typography>
      <Answer of={offered} what="the servers of the staging account" rows={3}>
        {({ servers }) =>
          servers.length === 0 ? (
            <Typography color="textSecondary">
              There is none left to extend: every server of the staging account
              is extended already.
            </Typography>
          ) : (
            <DataTable
              caption="Servers that can be extended"
              rows={servers}
              rowKey={server => server.sourceServerId}
              selection={{
                chosen: new Set(chosen),
                onChange: setChosen,
                nameOf,
              }}
              columns={[
                { id: 'server', title: 'Server', names: true, render: nameOf },
                {
                  id: 'id',
                  title: 'Source server ID',
                  oneLine: true,
                  wideOnly: true,
                  render: server => server.sourceServerId,
                },
              ]}
            />
          )
        }
      </Answer>
    </ConfirmDialog>
  );
}

function Result({ server }: { server: Server }) {
  return (
    <>
      <StatusLabel state={results[server.result]} />
      {server.message && (
        <Typography variant="body2">
          {server.message} {server.code && `(${server.code})`}
        </Typography>
      )}
      {server.remedy && (
        <Typography variant="body2" color="textSecondary">
          {server.remedy}.
        </Typography>
      )}
    </>
  );
}
