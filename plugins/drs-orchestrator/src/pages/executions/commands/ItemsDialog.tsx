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
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  isPerhapsGone,
  isReplacedByRetry,
  type Execution,
  type ExecutionServer,
  type ExecutionWave,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useChange, useOperation } from '../../../api/operations';
import { ConfirmDialog } from '../../../components/control/ConfirmDialog';
import { listed } from '../../../format/counting';
import { useExecutionsWords } from '../../../translations/useExecutionsWords';
import type { ExecutionsWords } from '../../../translations/executions';
import type { CommandDialogProps } from './CommandDialog';
import { changedByCommands, nameOf } from './command';
import { CommentField, commentOf } from './CommentField';
import {
  allFailed,
  allToLaunch,
  failedItems,
  needsOtherPerson,
  replacedBy,
  skippableItems,
  stillThere,
  withServer,
  withWave,
  type ChosenItems,
  type FailedWave,
} from './failedItems';
import { ServerChoices } from './ServerChoices';
import { useWords } from '../../../translations/useWords';

const useStyles = makeStyles(theme => ({
  waves: {
    // A wave may have a thousand servers; the words around stay in sight.
    maxHeight: '42vh',
    overflowY: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(0.5, 1.5),
    marginTop: theme.spacing(1.5),
  },
  wave: {
    border: 0,
    margin: 0,
    padding: theme.spacing(1, 0),
    minWidth: 0,
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { ...theme.typography.subtitle2, padding: 0 },
  up: { padding: theme.spacing(1, 0, 0, 3), fontWeight: 600 },
  consequence: { marginTop: theme.spacing(1.5), fontWeight: 600 },
}));

/** Chooses what failed to be tried again, or to be left out: servers, or whole waves. */
export function ItemsDialog(
  props: CommandDialogProps & {
    kind: 'retry' | 'skip';
    sourceServerId?: string;
    wave?: ExecutionWave;
  },
) {
  const t = useExecutionsWords();
  const words = useWords();
  const classes = useStyles();
  const { execution, kind, sourceServerId, wave: given, onClose } = props;
  const items =
    kind === 'retry' ? failedItems(execution) : skippableItems(execution);
  const [picked, setPicked] = useState<ChosenItems>(() => {
    if (given) {
      return { waves: [given.waveNumber], servers: [] };
    }
    if (sourceServerId !== undefined) {
      return { waves: [], servers: [sourceServerId] };
    }
    return kind === 'retry' ? allToLaunch(items) : allFailed(items);
  });
  const me = useOperation('get_user_permissions', {}).data?.userEntityRef;
  const isForOthers = ({ wave }: FailedWave) =>
    kind === 'skip' && needsOtherPerson(execution, wave, me);
  const chosen = stillThere(
    picked,
    items.filter(item => !isForOthers(item)),
  );
  const replaced = kind === 'retry' ? replacedBy(chosen, items) : [];
  const id = useId();
  const [comment, setComment] = useState('');
  const retry = useChange('retry_execution_items', {
    changes: changedByCommands,
  });
  const skip = useChange('skip_execution_items', {
    changes: changedByCommands,
  });
  const change = kind === 'retry' ? retry : skip;
  const name = nameOf(t, execution);
  const what = listed(words, [
    ...chosen.waves.map(number =>
      t('wave.inSentence', { number: String(number) }),
    ),
    ...(chosen.servers.length > 0
      ? [words('count.servers', { count: chosen.servers.length })]
      : []),
  ]);

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      danger={kind === 'skip' || replaced.length > 0}
      title={
        given
          ? t(`command.items.titleWave.${kind}`, {
              wave: t('wave.named', {
                number: String(given.waveNumber),
                name: given.waveName,
              }),
              name,
            })
          : t(`command.items.title.${kind}`, { name })
      }
      confirm={confirmText(t, kind, what, replaced)}
      attempt={t(`command.items.attempt.${kind}`, { what })}
      disabled={what === ''}
      busy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate(
          {
            params: { executionId: execution.executionId },
            body: {
              ...(chosen.waves.length > 0 && { waves: chosen.waves }),
              ...(chosen.servers.length > 0 && { servers: chosen.servers }),
              comment: commentOf(comment),
            },
          },
          { onSuccess: onClose },
        )
      }
    >
      <Typography>{t(`command.items.words.${kind}`)}</Typography>
      <div className={classes.waves}>
        {items.length === 0 && (
          <Typography role="status">{t('command.items.none')}</Typography>
        )}
        {items.map(item => {
          const { wave, servers } = item;
          const whole = chosen.waves.includes(wave.waveNumber);
          const forOthers = isForOthers(item);
          const whyId = `${id}-why-${wave.waveNumber}`;
          const upId = `${id}-up-${wave.waveNumber}`;
          const perhapsUpId = `${id}-perhaps-up-${wave.waveNumber}`;
          const isReplaced = (server: ExecutionServer) =>
            kind === 'retry' && isReplacedByRetry(server);
          const [perhapsUp, up] = byPerhapsGone(servers.filter(isReplaced));
          const choices = {
            whole,
            chosen: chosen.servers,
            onChoose: (server: string, taken: boolean) =>
              setPicked(before => withServer(before, server, taken)),
          };
          return (
            <fieldset key={wave.waveNumber} className={classes.wave}>
              <legend className={classes.name}>
                {t('wave.region', {
                  number: String(wave.waveNumber),
                  name: wave.waveName,
                })}
              </legend>
              <FormControlLabel
                disabled={forOthers}
                control={
                  <Checkbox
                    color="primary"
                    checked={whole}
                    inputProps={{
                      'aria-describedby': forOthers ? whyId : undefined,
                    }}
                    onChange={(_, checked) =>
                      setPicked(before => withWave(before, item, checked))
                    }
                  />
                }
                label={t('command.items.whole', {
                  number: String(wave.waveNumber),
                })}
              />
              {forOthers && (
                <Typography id={whyId} variant="body2">
                  {t('command.items.forOthers')}
                </Typography>
              )}
              {item.toCome && (
                <Typography variant="body2" color="textSecondary">
                  {t('command.items.toCome', { count: wave.servers.length })}
                </Typography>
              )}
              <ServerChoices
                {...choices}
                servers={servers.filter(server => !isReplaced(server))}
              />
              {perhapsUp.length > 0 && (
                <>
                  <Typography
                    id={perhapsUpId}
                    className={classes.up}
                    variant="body2"
                  >
                    {t('command.items.perhapsUp', { count: perhapsUp.length })}
                  </Typography>
                  <ServerChoices
                    {...choices}
                    servers={perhapsUp}
                    labelledBy={perhapsUpId}
                  />
                </>
              )}
              {up.length > 0 && (
                <>
                  <Typography id={upId} className={classes.up} variant="body2">
                    {t('command.items.up', { count: up.length })}
                  </Typography>
                  <ServerChoices {...choices} servers={up} labelledBy={upId} />
                </>
              )}
            </fieldset>
          );
        })}
      </div>
      <Typography role="status" className={classes.consequence}>
        {consequenceText(t, execution, replaced)}
      </Typography>
      <CommentField
        label={t('command.comment')}
        value={comment}
        onChange={setComment}
      />
    </ConfirmDialog>
  );
}

/** Those whose instance may be gone already, and those that are up for certain. */
const byPerhapsGone = (
  replaced: readonly ExecutionServer[],
): [ExecutionServer[], ExecutionServer[]] => [
  replaced.filter(isPerhapsGone),
  replaced.filter(server => !isPerhapsGone(server)),
];

/** What is lost with the instances of the servers that are replaced. */
function consequenceText(
  t: ExecutionsWords,
  { executionType }: Execution,
  replaced: readonly ExecutionServer[],
): string {
  const [perhapsUp, up] = byPerhapsGone(replaced);
  return [
    ...(up.length > 0
      ? [t(`command.items.replaces.${executionType}`, { count: up.length })]
      : []),
    ...(perhapsUp.length > 0
      ? [
          t(`command.items.perhapsReplaces.${executionType}`, {
            count: perhapsUp.length,
          }),
        ]
      : []),
  ].join(' ');
}

/** @param replaced - servers whose instances would be replaced */
function confirmText(
  t: ExecutionsWords,
  kind: 'retry' | 'skip',
  what: string,
  replaced: readonly ExecutionServer[],
): string {
  if (what === '') {
    return t(`command.items.confirmNothing.${kind}`);
  }
  if (replaced.length === 0) {
    return t(`command.items.confirm.${kind}`, { what });
  }
  return t(
    replaced.some(isPerhapsGone)
      ? 'command.items.confirmPerhapsReplacing'
      : 'command.items.confirmReplacing',
    { what, count: replaced.length },
  );
}
