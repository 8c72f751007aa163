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

import { useEffect, useId, useRef, useState } from 'react';
import Paper from '@material-ui/core/Paper';
import Radio from '@material-ui/core/Radio';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RecoveryPlan } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { ActionButton } from '../../../components/control/ActionButton';
import { TextButton } from '../../../components/control/TextButton';
import { EntityName } from '../../../components/people/EntityName';
import { Instant } from '../../../components/time/Instant';
import { useTones } from '../../../theme/tones';
import { usePlanEditorWords } from '../../../translations/usePlanEditorWords';
import { useWords } from '../../../translations/useWords';
import { changedPlanBody, type PlanDraft } from '../planDraft';
import { useGroupsById } from '../useGroups';
import { subjectText, valueText } from './mergeWords';
import {
  mergePlans,
  saidOf,
  type DifferenceSubject,
  type MergeDifference,
} from './planMerge';
import type { Choice } from './waveOrder';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2, 2.5),
    marginBottom: theme.spacing(3),
    borderLeftWidth: 4,
    '&:focus': { outline: 'none' },
  },
  title: { fontSize: '1.1rem', fontWeight: 600, margin: 0 },
  part: {
    ...theme.typography.subtitle2,
    fontWeight: 600,
    margin: theme.spacing(2, 0, 0.5),
  },
  table: {
    tableLayout: 'fixed',
    '& td, & th': { overflowWrap: 'anywhere', verticalAlign: 'top' },
  },
  choice: {
    display: 'flex',
    alignItems: 'flex-start',
    cursor: 'pointer',
    '& > :first-child': { padding: theme.spacing(0, 1, 0, 0), marginTop: -1 },
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(2),
  },
}));

/** Whose side somebody chose, and what of theirs they had before them. */
interface Chosen {
  choice: Choice;
  subject: DifferenceSubject;
  over: string | undefined;
}

/**
 * Says that somebody saved the plan meanwhile, merges their edits with yours wave by
 * wave and field by field, and asks where both changed the same.
 */
export function MergePanel(props: {
  /** What both began with. */
  base: { draft: PlanDraft; version: number };
  /** What they saved. */
  theirs: { draft: PlanDraft; plan: RecoveryPlan };
  yours: PlanDraft;
  /** Whether somebody tried to save yours. */
  refused: boolean;
  onMerge: (merged: PlanDraft, then: 'save' | 'edit') => void;
  onDiscard: () => void;
}) {
  const classes = useStyles();
  const t = usePlanEditorWords();
  const tones = useTones();
  const titleId = useId();
  const root = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const { base, theirs, yours, refused } = props;
  const { plan } = theirs;
  // They may save again meanwhile; nobody has judged yet what is new in that.
  const choices = new Map(
    [...chosen]
      .filter(([, { subject, over }]) => saidOf(subject, theirs.draft) === over)
      .map(([id, { choice }]) => [id, choice]),
  );
  // Who wanted to save looks at the other end of the page.
  useEffect(() => {
    if (refused) {
      root.current?.focus();
    }
  }, [refused]);
  const { draft, differences, undecided } = mergePlans(
    { base: base.draft, theirs: theirs.draft, yours },
    choices,
  );
  const open = differences.filter(({ changedBy }) => changedBy === 'both');
  const settled = differences.filter(({ changedBy }) => changedBy !== 'both');
  const isYours = differences.some(({ changedBy }) => changedBy !== 'them');
  const version = String(plan.version);
  const problems = changedPlanBody(t, draft, plan.version).findings.length > 0;
  const when = <Instant at={plan.updatedAt} />;

  const verdict = () => {
    if (open.length > 0) {
      return t('merge.toChoose', { count: open.length });
    }
    if (differences.length === 0) {
      return t('merge.same');
    }
    return isYours ? t('merge.allMerged') : t('merge.onlyTheirs');
  };
  const whyNotSave = () => {
    if (undecided > 0) {
      return t('merge.undecided');
    }
    return problems ? t('merge.problems') : undefined;
  };
  const reason = whyNotSave();

  return (
    <Paper
      variant="outlined"
      component="section"
      ref={root}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={classes.root}
      style={{ borderLeftColor: tones.warning.main }}
    >
      <div role="alert">
        <Typography id={titleId} variant="h3" className={classes.title}>
          {refused
            ? t('merge.notSaved', { plan: plan.planName })
            : t('merge.changed', { plan: plan.planName })}
        </Typography>
      </div>
      <Typography>
        {plan.updatedBy
          ? t('merge.savedBy', {
              version,
              when,
              who: <EntityName entityRef={plan.updatedBy} />,
            })
          : t('merge.saved', { version, when })}{' '}
        {verdict()}
      </Typography>
      {open.length > 0 && (
        <Choices
          differences={open}
          base={base}
          theirs={theirs}
          yours={yours}
          choices={choices}
          onChoose={({ id, subject }, choice) => {
            const over = saidOf(subject, theirs.draft);
            setChosen(before =>
              new Map(before).set(id, { choice, subject, over }),
            );
          }}
        />
      )}
      {settled.length > 0 && (
        <Settled
          differences={settled}
          base={base}
          theirs={theirs}
          yours={yours}
        />
      )}
      <div className={classes.buttons}>
        {isYours ? (
          <>
            <ActionButton
              variant="main"
              access={reason ? { allowed: false, reason } : undefined}
              onClick={() => props.onMerge(draft, 'save')}
            >
              {t('merge.save')}
            </ActionButton>
            <ActionButton
              access={
                undecided > 0
                  ? { allowed: false, reason: t('merge.undecided') }
                  : undefined
              }
              onClick={() => props.onMerge(draft, 'edit')}
            >
              {t('merge.continue')}
            </ActionButton>
            <TextButton onClick={props.onDiscard}>
              {t('merge.discard')}
            </TextButton>
          </>
        ) : (
          <ActionButton
            variant="main"
            onClick={() => props.onMerge(draft, 'edit')}
          >
            {t('merge.take', { version })}
          </ActionButton>
        )}
      </div>
    </Paper>
  );
}

interface Sides {
  base: { draft: PlanDraft; version: number };
  theirs: { draft: PlanDraft; plan: RecoveryPlan };
  yours: PlanDraft;
}

function useMergeWording() {
  const t = usePlanEditorWords();
  const words = useWords();
  const groups = useGroupsById();
  return { t, words, groups };
}

/** What both changed: side by side, and one of them chosen. */
function Choices(
  props: Sides & {
    differences: readonly MergeDifference[];
    choices: ReadonlyMap<string, Choice>;
    onChoose: (difference: MergeDifference, choice: Choice) => void;
  },
) {
  const classes = useStyles();
  const wording = useMergeWording();
  const { t } = wording;
  const { base, theirs, yours, choices } = props;
  const version = String(theirs.plan.version);
  return (
    <>
      <h4 className={classes.part}>{t('merge.chooseTitle')}</h4>
      <Table
        size="small"
        className={classes.table}
        aria-label={t('merge.chooseTitle')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('merge.what')}</TableCell>
            <TableCell>
              {t('merge.before', { version: String(base.version) })}
            </TableCell>
            <TableCell>{t('merge.theirs', { version })}</TableCell>
            <TableCell>{t('merge.yours')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.differences.map(difference => {
            const { id, subject } = difference;
            const what = subjectText(t, subject, [
              yours,
              theirs.draft,
              base.draft,
            ]);
            const said = (draft: PlanDraft) =>
              valueText(wording, subject, draft, base.draft);
            const option = (choice: Choice, value: string, label: string) => (
              <label className={classes.choice}>
                <Radio
                  size="small"
                  color="primary"
                  name={id}
                  checked={choices.get(id) === choice}
                  onChange={() => props.onChoose(difference, choice)}
                  inputProps={{ 'aria-label': label }}
                />
                <span>{value}</span>
              </label>
            );
            const [they, you] = [said(theirs.draft), said(yours)];
            return (
              <TableRow key={id}>
                <TableCell component="th" scope="row">
                  {what}
                </TableCell>
                <TableCell>{said(base.draft)}</TableCell>
                <TableCell>
                  {option(
                    'theirs',
                    they,
                    t('merge.chooseTheirs', { what, value: they, version }),
                  )}
                </TableCell>
                <TableCell>
                  {option(
                    'yours',
                    you,
                    t('merge.chooseYours', { what, value: you }),
                  )}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </>
  );
}

/** What one of them alone changed, and so is taken. */
function Settled(
  props: Sides & {
    differences: readonly MergeDifference[];
  },
) {
  const classes = useStyles();
  const wording = useMergeWording();
  const { t } = wording;
  const { base, theirs, yours } = props;
  return (
    <>
      <h4 className={classes.part}>{t('merge.mergedTitle')}</h4>
      <Table
        size="small"
        className={classes.table}
        aria-label={t('merge.mergedTitle')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('merge.what')}</TableCell>
            <TableCell>
              {t('merge.before', { version: String(base.version) })}
            </TableCell>
            <TableCell>{t('merge.becomes')}</TableCell>
            <TableCell>{t('merge.changedBy')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.differences.map(({ id, subject, changedBy }) => {
            const now = changedBy === 'them' ? theirs.draft : yours;
            return (
              <TableRow key={id}>
                <TableCell component="th" scope="row">
                  {subjectText(t, subject, [now, base.draft])}
                </TableCell>
                <TableCell>
                  {valueText(wording, subject, base.draft, base.draft)}
                </TableCell>
                <TableCell>
                  {valueText(wording, subject, now, base.draft)}
                </TableCell>
                <TableCell>
                  {changedBy === 'you'
                    ? t('merge.you')
                    : t('merge.theirs', {
                        version: String(theirs.plan.version),
                      })}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </>
  );
}
