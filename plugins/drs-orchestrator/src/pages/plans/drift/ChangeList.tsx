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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ProtectionGroup } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { StatusIcon } from '../../../components/status/StatusIcon';
import { listed } from '../../../format/counting';
import type { Tone } from '../../../format/states';
import type { PlansWords } from '../../../translations/plans';
import { usePlansWords } from '../../../translations/usePlansWords';
import { useWords } from '../../../translations/useWords';
import type { Words } from '../../../translations/words';
import type { WaveChange } from './proposalChanges';

/** As many names as one line bears. */
const NAMED = 6;

const tones: Record<WaveChange['kind'], Tone> = {
  ADDED: 'good',
  CHANGED: 'running',
  REMOVED: 'bad',
};

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(2, 0, 0), padding: 0 },
  item: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
  },
  name: { fontWeight: 600 },
  lines: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** What adopting the catalog's order changes, wave by wave. */
export function ChangeList(props: {
  changes: readonly WaveChange[];
  groups: ReadonlyMap<string, ProtectionGroup>;
}) {
  const classes = useStyles();
  const t = usePlansWords();
  const words = useWords();
  return (
    <ul className={classes.list} aria-label={t('drift.dialog.changes')}>
      {props.changes.map(change => (
        <li key={`${change.kind} ${change.waveName}`} className={classes.item}>
          <StatusIcon tone={tones[change.kind]} size={20} />
          <div>
            <Typography variant="body2" className={classes.name}>
              {titleOf(t, change)}
            </Typography>
            <ul className={classes.lines}>
              {linesOf(t, words, change, props.groups).map(line => (
                <li key={line}>
                  <Typography variant="body2" component="span">
                    {line}
                  </Typography>
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ul>
  );
}

function titleOf(t: PlansWords, { kind, waveName: name }: WaveChange): string {
  switch (kind) {
    case 'ADDED':
      return t('drift.change.added', { name });
    case 'REMOVED':
      return t('drift.change.removed', { name });
    case 'CHANGED':
      return t('drift.change.changed', { name });
    default:
      return kind satisfies never;
  }
}

function linesOf(
  t: PlansWords,
  words: Words,
  change: WaveChange,
  groups: ReadonlyMap<string, ProtectionGroup>,
): string[] {
  const named = (names: readonly string[]) => ({
    names: listed(words, names, NAMED),
  });
  const groupsNamed = (ids: readonly string[]) =>
    named(ids.map(id => groups.get(id)?.groupName ?? id));
  /** A line, unless it would name nothing. */
  const unlessEmpty = (all: readonly string[], line: () => string) =>
    all.length > 0 ? [line()] : [];
  switch (change.kind) {
    case 'ADDED':
      return [
        t('drift.change.groups', groupsNamed(change.groupIds)),
        change.waitsFor.length > 0
          ? t('drift.change.waits', named(change.waitsFor))
          : t('drift.change.startsAtOnce'),
      ];
    case 'REMOVED':
      return [];
    case 'CHANGED':
      return [
        ...unlessEmpty(change.groupsAdded, () =>
          t('drift.change.groupsAdded', groupsNamed(change.groupsAdded)),
        ),
        ...unlessEmpty(change.groupsRemoved, () =>
          t('drift.change.groupsRemoved', groupsNamed(change.groupsRemoved)),
        ),
        ...serversLine(t, words, change.servers),
        ...unlessEmpty(change.waitsAdded, () =>
          t('drift.change.waitsAlso', named(change.waitsAdded)),
        ),
        ...unlessEmpty(change.waitsRemoved, () =>
          t('drift.change.waitsNoMore', named(change.waitsRemoved)),
        ),
      ];
    default:
      return change satisfies never;
  }
}

function serversLine(
  t: PlansWords,
  words: Words,
  servers: { count: number | undefined } | undefined,
): string[] {
  if (!servers) {
    return [];
  }
  return [
    servers.count === undefined
      ? t('drift.change.serversAll')
      : t('drift.change.serversSome', {
          servers: words('count.servers', { count: servers.count }),
        }),
  ];
}
