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
import type { Tone } from '../../format/states';
import { useAccountsWords } from '../../translations/useAccountsWords';

type Server = ResponseOf<'extend_source_servers'>['servers'][number];

const tones: Record<Server['result'], Tone> = {
  EXTENSIBLE: 'neutral',
  EXTENDED: 'good',
  REFUSED: 'bad',
  UNKNOWN: 'warning',
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
  const t = useAccountsWords();
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
  const title = t('extend.title', {
    staging: staging.accountId,
    account: account.accountName,
  });

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
            {t('extend.done', {
              count: done.length,
              extended: String(extended),
              account: account.accountName,
            })}
          </Typography>
          <DataTable
            caption={t('extend.doneCaption')}
            rows={done}
            rowKey={server => server.sourceServerId}
            columns={[
              {
                id: 'server',
                title: t('extend.server'),
                names: true,
                render: nameOf,
              },
              {
                id: 'result',
                title: t('extend.outcome'),
                render: server => <Result server={server} />,
              },
            ]}
          />
        </DialogContent>
        <DialogActions>
          <TextButton variant="contained" color="primary" onClick={onClose}>
            {t('extend.close')}
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
      confirm={t('extend.confirm', { count: chosen.length })}
      attempt={t('extend.attempt')}
      busy={extend.isPending}
      error={extend.error}
      refusal={chosen.length === 0 ? t('extend.choose') : undefined}
      onClose={onClose}
      onConfirm={() =>
        extend.mutate({
          params: { accountId },
          body: { ...place, sourceServerIds: chosen },
        })
      }
    >
      <Typography variant="body2" paragraph>
        {t('extend.consequence', {
          account: account.accountName,
          region: staging.region,
        })}
      </Typography>
      <Answer of={offered} what={t('extend.what')} rows={3}>
        {({ servers }) =>
          servers.length === 0 ? (
            <Typography color="textSecondary">{t('extend.none')}</Typography>
          ) : (
            <DataTable
              caption={t('extend.caption')}
              rows={servers}
              rowKey={server => server.sourceServerId}
              selection={{
                chosen: new Set(chosen),
                onChange: setChosen,
                nameOf,
              }}
              columns={[
                {
                  id: 'server',
                  title: t('extend.server'),
                  names: true,
                  render: nameOf,
                },
                {
                  id: 'id',
                  title: t('extend.id'),
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
  const t = useAccountsWords();
  return (
    <>
      <StatusLabel
        state={{
          tone: tones[server.result],
          text: t(`extend.result.${server.result}`),
        }}
      />
      {server.message && (
        <Typography variant="body2">
          {server.code
            ? t('extend.message', {
                message: server.message,
                code: server.code,
              })
            : server.message}
        </Typography>
      )}
      {server.remedy && (
        <Typography variant="body2" color="textSecondary">
          {t('extend.remedy', { remedy: server.remedy })}
        </Typography>
      )}
    </>
  );
}
