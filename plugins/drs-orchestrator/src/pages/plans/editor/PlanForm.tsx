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
  useCallback,
  useState,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
} from 'react';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ErrorNotice } from '../../../components/answer/ErrorNotice';
import { EditorFooter } from '../../../components/editor/EditorFooter';
import { FoundNotice } from '../../../components/editor/FoundNotice';
import type { KeptWork } from '../../../components/editor/keptWork';
import { LeaveDialog } from '../../../components/editor/LeaveDialog';
import { useUnsavedGuard } from '../../../components/editor/useUnsavedGuard';
import { fieldId } from '../../../components/form/Field';
import { FindingList } from '../../../components/findings/FindingList';
import { PageBody } from '../../../components/page/PageBody';
import { Section } from '../../../components/page/Section';
import { FailureText } from '../../../components/status/FailureText';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { useWords } from '../../../translations/useWords';
import type { PlanDraft, WaveDraft } from '../planDraft';
import { useGroups } from '../useGroups';
import { draftGraph } from './draftGraph';
import { PlanFields } from './PlanFields';
import { isBesideField, placeOfFinding } from './planFindings';
import { PlanPicture } from './PlanPicture';
import { useFolding } from './useFolding';
import { usePlanFindings } from './usePlanFindings';
import { WaveList } from './WaveList';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 6fr) minmax(0, 5fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  picture: {
    position: 'sticky',
    top: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { position: 'static', order: -1 },
  },
  told: { minHeight: theme.spacing(3), marginTop: theme.spacing(1) },
}));

/** The fields and waves of a plan beside their picture, both live, with the problems beside their fields. */
export function PlanForm(props: {
  title: string;
  draft: PlanDraft;
  onChange: Dispatch<SetStateAction<PlanDraft>>;
  /** Whether there are changes that are not saved. */
  unsaved: boolean;
  kept: KeptWork;
  /** The account of a stored plan. */
  accountId?: string;
  check: (draft: PlanDraft) => { findings: Finding[] };
  saving: boolean;
  error: Error | null;
  save: string;
  /** Why it cannot be saved now, besides its problems. */
  held?: string;
  above?: ReactNode;
  /** What stands below the picture. */
  predicted?: ReactNode;
  /** What stands below the fields. */
  below: ReactNode;
  /** With the account that the plan's groups are in. */
  onSave: (draft: PlanDraft, accountId: string | undefined) => void;
  onDiscard: () => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const words = useWords();
  const { draft, onChange, unsaved, kept } = props;
  const sideBySide = useMediaQuery<Theme>(theme => theme.breakpoints.up('md'));
  const folding = useFolding(draft.waves);
  const [selected, setSelected] = useState<string>();
  const [told, setTold] = useState({ text: '', refused: false });
  const tell = useCallback(
    (text: string, refused = false) => setTold({ text, refused }),
    [],
  );
  const guard = useUnsavedGuard(unsaved && !props.saving);
  const groups = useGroups();
  const known = usePlanFindings(draft, {
    accountId: props.accountId,
    groups,
    check: props.check,
    error: props.error,
  });
  const { findings } = known;
  const general = findings.filter(finding => !isBesideField(finding));

  const setWaves = useCallback(
    (next: SetStateAction<WaveDraft[]>) =>
      onChange(before => ({
        ...before,
        waves: typeof next === 'function' ? next(before.waves) : next,
      })),
    [onChange],
  );
  const cardOf = (key: string) =>
    document.getElementById(
      fieldId(`waves[${draft.waves.findIndex(wave => wave.key === key)}]`),
    );

  return (
    <PageBody title={props.title} lead={t('page.lead')}>
      <form
        noValidate
        aria-label={props.title}
        onSubmit={event => {
          event.preventDefault();
          known.attempt();
          if (known.complete && !props.held) {
            props.onSave(draft, known.accountId);
          }
        }}
      >
        <FoundNotice kept={kept} firstField="planName" />
        {props.above}
        {props.error && known.failed && (
          <ErrorNotice error={props.error} attempt={t('page.attempt')} />
        )}
        <div className={classes.columns}>
          <div>
            <PlanFields
              draft={draft}
              findings={findings}
              onChange={changes =>
                onChange(before => ({ ...before, ...changes }))
              }
            />
            <WaveList
              waves={draft.waves}
              groups={groups}
              findings={findings}
              selected={selected}
              folding={folding}
              onSelect={setSelected}
              onChange={setWaves}
              onTell={tell}
            />
          </div>
          <div className={classes.picture}>
            <Section title={t('graph.title')}>
              <PlanPicture
                waves={draft.waves}
                nodes={draftGraph(
                  { t, words },
                  draft,
                  groups,
                  findings,
                  known.servers,
                )}
                selected={selected}
                onSelect={key => {
                  setSelected(key);
                  folding.fold(key, false);
                  // Below each other, the picture would be scrolled out of sight.
                  if (sideBySide) {
                    cardOf(key)?.scrollIntoView({ block: 'nearest' });
                  }
                }}
                onToFields={key =>
                  cardOf(key)?.querySelector<HTMLElement>('input')?.focus()
                }
                onChange={setWaves}
                onTell={tell}
              />
              <Typography
                variant="body2"
                role="status"
                className={classes.told}
              >
                {told.refused ? (
                  <FailureText>{told.text}</FailureText>
                ) : (
                  told.text
                )}
              </Typography>
              {props.predicted}
              {general.length > 0 && (
                <FindingList findings={general} label={t('plan.problems')} />
              )}
              {known.notChecked && (
                <Typography variant="body2">
                  <FailureText>
                    {t('plan.notChecked', { reason: known.notChecked })}
                  </FailureText>
                </Typography>
              )}
            </Section>
          </div>
        </div>
        {props.below}
        <EditorFooter
          findings={findings}
          placeOf={finding => placeOfFinding(t, finding, draft)}
          complete={known.complete}
          held={props.held}
          save={props.save}
          saving={props.saving}
          onDiscard={() => guard.ask(props.onDiscard)}
        />
      </form>
      <LeaveDialog
        open={guard.asking}
        what={t('page.unsaved')}
        onStay={guard.stay}
        onLeave={() => {
          kept.forget();
          guard.leave();
        }}
      />
    </PageBody>
  );
}
