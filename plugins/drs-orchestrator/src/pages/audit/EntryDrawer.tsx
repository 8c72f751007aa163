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

import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  endpoints,
  type AuditEntry,
  type OperationName,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextLink } from '../../components/control/TextLink';
import { Facts } from '../../components/page/Facts';
import { SideDrawer } from '../../components/page/SideDrawer';
import { EntityName } from '../../components/people/EntityName';
import { StatusLabel } from '../../components/status/StatusLabel';
import { formatInstant } from '../../format/time';
import { usePaths } from '../../routing/usePaths';
import { useTones } from '../../theme/tones';
import { useAuditWords } from '../../translations/useAuditWords';
import type { AuditWords } from '../../translations/audit';
import { auditOutcomeState, operationText } from './auditWords';
import { ChangeTable } from './ChangeTable';
import { RecordName } from './RecordName';

const useStyles = makeStyles(theme => ({
  status: { margin: theme.spacing(1, 0, 2) },
  part: {
    fontSize: '1.05rem',
    fontWeight: 600,
    marginTop: theme.spacing(3),
    marginBottom: theme.spacing(1),
  },
  damage: {
    padding: theme.spacing(1.5, 2),
    borderRadius: theme.shape.borderRadius,
    marginBottom: theme.spacing(2),
  },
  mono: { fontFamily: 'monospace', fontSize: '0.85rem' },
}));

const isOperation = (name: string): name is OperationName =>
  Object.hasOwn(endpoints, name);

/** An entry with everything that it says. */
export function EntryDrawer(props: {
  entry: AuditEntry | undefined;
  onClose: () => void;
}) {
  const t = useAuditWords();
  const { entry, onClose } = props;
  return (
    <SideDrawer
      title={entry && operationText(t, entry.operation)}
      width={720}
      onClose={onClose}
    >
      {entry && <Content entry={entry} />}
    </SideDrawer>
  );
}

function Content({ entry }: { entry: AuditEntry }) {
  const t = useAuditWords();
  const classes = useStyles();
  const tones = useTones();
  const { actor, origin, requested } = entry;
  const part = (title: string) => (
    <Typography variant="h3" className={classes.part}>
      {title}
    </Typography>
  );
  const mono = (text: string | undefined): ReactNode =>
    text && <span className={classes.mono}>{text}</span>;
  return (
    <>
      <div className={classes.status}>
        <StatusLabel
          variant="chip"
          state={auditOutcomeState(t, entry.outcome)}
        />{' '}
        {mono(entry.code)}
      </div>
      {entry.damage && (
        <div
          role="alert"
          className={classes.damage}
          style={{ background: tones.bad.soft }}
        >
          {t('entry.damage', { damage: entry.damage })}
        </div>
      )}
      <Facts
        items={[
          {
            term: t('column.who'),
            value: <Actor actor={actor} />,
          },
          { term: t('entry.through'), value: mono(actor.through) },
          {
            term: t('entry.breakGlassReason'),
            value: actor.breakGlassReason,
            wide: true,
          },
          { term: t('column.toWhat'), value: <RecordName entry={entry} /> },
          {
            term: t('column.when'),
            value: formatInstant(entry.at),
            wide: true,
          },
          { term: t('column.address'), value: mono(origin?.address) },
          { term: t('entry.with'), value: origin?.userAgent, wide: true },
          {
            term: t('entry.does'),
            value: isOperation(entry.operation)
              ? endpoints[entry.operation].summary
              : undefined,
            wide: true,
          },
        ]}
      />
      {requested && (
        <>
          {part(t('entry.requested'))}
          <Facts
            items={Object.entries(requested).map(([term, value]) => ({
              term,
              value: mono(
                Array.isArray(value) ? value.join(', ') : String(value),
              ),
            }))}
          />
        </>
      )}
      {(entry.before || entry.after) && (
        <>
          {part(changeTitle(t, entry))}
          <Changes entry={entry} />
        </>
      )}
      {part(t('entry.evidence'))}
      <Facts
        items={[
          {
            term: t('entry.position'),
            value:
              entry.position === undefined
                ? t('entry.waitsForSeal')
                : t('entry.positionNumber', { n: entry.position }),
          },
          {
            term: t('entry.request'),
            value: mono(entry.requestId),
            wide: true,
          },
          { term: t('entry.correlation'), value: mono(entry.correlationId) },
        ]}
      />
    </>
  );
}

function Actor({ actor }: { actor: AuditEntry['actor'] }) {
  const t = useAuditWords();
  const who = <EntityName entityRef={actor.ref} />;
  return actor.kind === 'program' ? t('entry.program', { who }) : who;
}

function changeTitle(
  t: AuditWords,
  { before, after, record }: AuditEntry,
): string {
  if (record.kind === 'execution') {
    return t('entry.cameOfIt');
  }
  if (!before) {
    return t('entry.isSince');
  }
  return t(after ? 'entry.wasChanged' : 'entry.wasDeleted');
}

/** An execution's own log has its facts; of others, the fields. */
function Changes({ entry }: { entry: AuditEntry }) {
  const t = useAuditWords();
  const paths = usePaths();
  const position = entry.after?.logPosition;
  return entry.record.kind === 'execution' &&
    entry.record.id &&
    typeof position === 'number' ? (
    <Typography variant="body2">
      {t('entry.logRow', {
        n: String(position),
        link: (
          <TextLink to={`${paths.execution(entry.record.id)}?tab=events`}>
            {t('entry.seeEvents')}
          </TextLink>
        ),
      })}
    </Typography>
  ) : (
    <ChangeTable entry={entry} />
  );
}
