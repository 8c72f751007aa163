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
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { TextButton } from '../../../components/control/TextButton';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { HookCard } from './HookCard';
import { newHook, type HookDraft } from '../hookDraft';

const MOST_HOOKS = 10;

const useStyles = makeStyles(theme => ({
  root: { '& + &': { marginTop: theme.spacing(2) } },
  title: { ...theme.typography.subtitle2, margin: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

/** The hooks of one stage of a wave, in the order in which they are called. */
export function HookList(props: {
  title: string;
  /** The path of the list in the request. */
  field: string;
  hooks: readonly HookDraft[];
  findings: readonly Finding[];
  onChange: (hooks: HookDraft[]) => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const titleId = useId();
  const { hooks, onChange } = props;
  const move = (index: number, by: -1 | 1) => {
    const moved = [...hooks];
    [moved[index], moved[index + by]] = [moved[index + by], moved[index]];
    onChange(moved);
  };
  return (
    <section aria-labelledby={titleId} className={classes.root}>
      <h4 id={titleId} className={classes.title}>
        {props.title}
      </h4>
      {hooks.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('hooks.none')}
        </Typography>
      )}
      <ol className={classes.list}>
        {hooks.map((hook, index) => (
          <li key={hook.key}>
            <HookCard
              hook={hook}
              index={index}
              count={hooks.length}
              field={`${props.field}[${index}]`}
              findings={props.findings}
              onChange={changed =>
                onChange(
                  hooks.map(other =>
                    other.key === hook.key ? changed : other,
                  ),
                )
              }
              onMove={by => move(index, by)}
              onRemove={() =>
                onChange(hooks.filter(other => other.key !== hook.key))
              }
            />
          </li>
        ))}
      </ol>
      <TextButton
        size="small"
        disabled={hooks.length >= MOST_HOOKS}
        onClick={() => onChange([...hooks, newHook()])}
      >
        {t('hooks.add')}
      </TextButton>
    </section>
  );
}
