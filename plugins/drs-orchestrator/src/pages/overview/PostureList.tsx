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

import { forwardRef, type ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type {
  PostureAnswer,
  ServerPosture,
  SourceServer,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { usePermissionTo } from '../../api/access';
import { TextButton } from '../../components/control/TextButton';
import { TextLink } from '../../components/control/TextLink';
import { Section } from '../../components/page/Section';
import { EntityName } from '../../components/people/EntityName';
import { Lag } from '../../components/servers/Lag';
import { ServerLink } from '../../components/servers/ServerLink';
import { StatusLabel } from '../../components/status/StatusLabel';
import { DataTable, type Column } from '../../components/table/DataTable';
import { Pager } from '../../components/table/Pager';
import { useCursorPages } from '../../components/table/useCursorPages';
import { Instant } from '../../components/time/Instant';
import { executionState } from '../../format/states';
import { usePaths } from '../../routing/usePaths';
import type { UrlState } from '../../routing/useUrlState';
import { useOverviewWords } from '../../translations/useOverviewWords';
import { useWords } from '../../translations/useWords';
import { postureState, type PostureFilter } from './postures';

/** Servers that one page of the list shows. */
export const POSTURE_PAGE = 10;

const useStyles = makeStyles(theme => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
  },
  anchor: { scrollMarginTop: theme.spacing(2) },
}));

/** The servers of the chosen part, the worst first, each with the reason and the way to mend it. */
export const PostureList = forwardRef<
  HTMLDivElement,
  {
    posture: PostureAnswer;
    filter: PostureFilter;
    onFilter: (filter: PostureFilter) => void;
    url: UrlState;
  }
>((props, ref) => {
  const classes = useStyles();
  const t = useOverviewWords();
  const paths = usePaths();
  const { posture, filter } = props;
  const { pageNumber, onPrevious, onNext } = useCursorPages(
    props.url,
    posture.nextCursor,
  );
  const first = (pageNumber - 1) * POSTURE_PAGE;
  const isFiltered = filter.posture !== undefined || filter.owned;
  const columns = useColumns();
  return (
    <div ref={ref} className={classes.anchor}>
      <Section
        title={useTitle(filter)}
        actions={
          <div className={classes.actions}>
            {isFiltered && (
              <TextButton
                size="small"
                onClick={() => props.onFilter({ owned: false })}
              >
                {t('list.showAll')}
              </TextButton>
            )}
            <Link to={paths.servers}>{t('list.all')}</Link>
          </div>
        }
      >
        {posture.items.length === 0 ? (
          <Typography color="textSecondary">{t('list.none')}</Typography>
        ) : (
          <>
            <DataTable
              caption={t('list.caption')}
              columns={columns}
              rows={posture.items}
              rowKey={({ server }) =>
                `${server.accountId}/${server.region}/${server.sourceServerId}`
              }
            />
            <Pager
              label={t('list.page', {
                from: String(first + 1),
                to: String(first + posture.items.length),
                total: String(posture.totalItems ?? ''),
              })}
              onPrevious={onPrevious}
              onNext={onNext}
            />
          </>
        )}
      </Section>
    </div>
  );
});

function useTitle({ posture, owned }: PostureFilter): string {
  const t = useOverviewWords();
  if (posture === undefined) {
    return t(owned ? 'list.titleOwned' : 'list.title');
  }
  return t(owned ? 'list.titleOwnedOf' : 'list.titleOf', {
    posture: t(`posture.name.${posture}`),
  });
}

function useColumns(): Column<ServerPosture>[] {
  const t = useOverviewWords();
  const words = useWords();
  const paths = usePaths();
  return [
    {
      id: 'server',
      title: t('list.server'),
      names: true,
      oneLine: true,
      render: ({ server }) => (
        <>
          <ServerLink server={server} />
          <Typography variant="body2" color="textSecondary">
            {`${server.accountId}, ${server.region}`}
          </Typography>
        </>
      ),
    },
    {
      id: 'posture',
      title: t('list.posture'),
      render: item => (
        <>
          <StatusLabel state={postureState(t, item.posture)} />
          <Reason item={item} />
        </>
      ),
    },
    {
      id: 'plans',
      title: t('list.plans'),
      render: ({ plans }) =>
        plans.length === 0
          ? t('list.noPlan')
          : plans.map(({ planId, planName }) => (
              <div key={planId}>
                <Link to={paths.plan(planId)}>{planName}</Link>
              </div>
            )),
    },
    {
      id: 'lastDrill',
      title: t('list.lastDrill'),
      render: ({ lastDrill }) =>
        lastDrill ? (
          <>
            <Link to={paths.execution(lastDrill.executionId)}>
              <StatusLabel state={executionState(words, lastDrill)} />
            </Link>
            <div>
              <Instant at={lastDrill.startTime} />
            </div>
          </>
        ) : (
          t('list.never')
        ),
    },
    {
      id: 'lag',
      title: t('list.lag'),
      oneLine: true,
      render: ({ server }) => <Lag seconds={server.lagSeconds} />,
    },
    {
      id: 'owner',
      title: t('list.owner'),
      wideOnly: true,
      oneLine: true,
      render: ({ owner }) =>
        owner ? <EntityName entityRef={owner} /> : t('list.noOwner'),
    },
  ];
}

/** Why a server has its posture, and where it is mended. */
function Reason({ item }: { item: ServerPosture }) {
  const reason = useReason(item);
  return reason ? (
    <Typography variant="body2" component="div" color="textSecondary">
      {reason}
    </Typography>
  ) : null;
}

function useReason({ server, posture, lastDrill }: ServerPosture): ReactNode {
  const t = useOverviewWords();
  switch (posture) {
    case 'UNPROTECTED':
      return <Unprotected group={server.protectionGroup} />;
    case 'NEVER_DRILLED':
      return t('reason.neverDrilled');
    case 'FAILING':
      return server.recoverabilityReason;
    case 'AT_RISK':
      return server.recoverabilityReason ?? drillReason(t, lastDrill);
    case 'READY':
      return undefined;
    default:
      return posture satisfies never;
  }
}

/** What a server lacks until a plan launches it, and the way there for those who may take it. */
function Unprotected({ group }: { group: SourceServer['protectionGroup'] }) {
  const t = useOverviewWords();
  const paths = usePaths();
  const createGroup = usePermissionTo('createProtectionGroup');
  const createPlan = usePermissionTo('createRecoveryPlan');
  if (!group) {
    return (
      <>
        {t('reason.noGroup')}{' '}
        {createGroup.allowed && (
          <TextLink to={paths.newGroup}>{t('reason.createGroup')}</TextLink>
        )}
      </>
    );
  }
  return (
    <>
      {t('reason.noPlan', {
        group: (
          <TextLink to={paths.group(group.groupId)}>{group.groupName}</TextLink>
        ),
      })}{' '}
      {createPlan.allowed && (
        <TextLink to={`${paths.newPlan}?group=${group.groupId}`}>
          {t('reason.createPlan')}
        </TextLink>
      )}
    </>
  );
}

function drillReason(
  t: ReturnType<typeof useOverviewWords>,
  lastDrill: ServerPosture['lastDrill'],
): string | undefined {
  if (!lastDrill) {
    return undefined;
  }
  switch (lastDrill.status) {
    case 'PARTIAL':
    case 'FAILED':
    case 'TIMED_OUT':
    case 'CANCELLED':
      return t(`reason.drill.${lastDrill.status}`);
    case 'COMPLETED':
    case 'PENDING':
    case 'RUNNING':
    case 'PAUSED':
    case 'CANCELLING':
      return undefined;
    default:
      return lastDrill.status satisfies never;
  }
}
