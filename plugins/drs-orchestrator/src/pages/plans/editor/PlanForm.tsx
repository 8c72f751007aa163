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

import { useMemo, useState, type ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DrsError,
  type Finding,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { FailureText } from '../../../components/status/FailureText';
import { TextButton } from '../../../components/control/TextButton';
import { useOperation } from '../../../api/operations';
import { ErrorNotice } from '../../../components/answer/ErrorNotice';
import { EditorFooter } from '../../../components/editor/EditorFooter';
import { LeaveDialog } from '../../../components/editor/LeaveDialog';
import { useUnsavedGuard } from '../../../components/editor/useUnsavedGuard';
import { FindingList } from '../../../components/findings/FindingList';
import { Field } from '../../../components/form/Field';
import { findingsOf } from '../../../components/form/fieldFindings';
import { PageBody } from '../../../components/page/PageBody';
import { Section } from '../../../components/page/Section';
import { WaveGraph } from '../../../components/waves/WaveGraph';
import { useDebounced } from '../../../routing/useDebounced';
import { listed } from '../../../format/counting';
import { readyState } from '../planGraph';
import {
  moveWave,
  newPlanBody,
  newWave,
  removeWave,
  wavesOf,
  type PlanDraft,
  type WaveDraft,
} from '../planDraft';
import { isBesideField, isEmptiness, withoutRepeats } from './planFindings';
import { WaveCard } from './WaveCard';
import { useWords } from '../../../translations/useWords';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 6fr) minmax(0, 5fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  graph: {
    position: 'sticky',
    top: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { position: 'static', order: -1 },
  },
  fields: {
    display: 'grid',
    gap: theme.spacing(2.5),
    padding: theme.spacing(2.5),
    marginBottom: theme.spacing(3),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
  },
  wide: { gridColumn: '1 / -1' },
  waves: { listStyle: 'none', margin: 0, padding: 0 },
}));

/** The fields and waves of a plan beside their picture, with the problems beside their fields. */
export function PlanForm(props: {
  title: string;
  initial: PlanDraft;
  /** The account of a stored plan, for its validation. */
  accountId?: string;
  check: (draft: PlanDraft) => { findings: Finding[] };
  saving: boolean;
  error: Error | null;
  save: string;
  above?: (draft: PlanDraft) => ReactNode;
  /** With the account that the plan's groups are in. */
  onSave: (draft: PlanDraft, accountId: string | undefined) => void;
  onDiscard: () => void;
}) {
  const words = useWords();
  const classes = useStyles();
  const [draft, setDraft] = useState(props.initial);
  const [tried, setTried] = useState(false);
  const [failedDraft, setFailedDraft] = useState<PlanDraft>();
  const dirty = useMemo(
    () => JSON.stringify(draft) !== JSON.stringify(props.initial),
    [draft, props.initial],
  );
  const guard = useUnsavedGuard(dirty && !props.saving);
  const groups = useOperation('list_protection_groups', {
    query: { limit: 200 },
  });

  // The browser knows what is malformed at once; the server knows the rest.
  const local = props.check(draft).findings;
  const settled = useDebounced(draft, 500);
  // A plan is in the account of its groups; the first one chosen says which.
  const accountOf = ({ waves: [first] }: PlanDraft) =>
    props.accountId ??
    groups.data?.items.find(group =>
      first.protectionGroupIds.includes(group.groupId),
    )?.accountId;
  const { body } = newPlanBody(settled, accountOf(settled));
  const validation = useOperation(
    'validate_recovery_plan',
    { body },
    { enabled: body !== undefined, keepPrevious: true },
  );
  // A plan that is refused outright is refused with findings, too.
  const refusal =
    validation.error instanceof DrsError ? validation.error.details : [];
  const found = validation.isError ? refusal : validation.data?.findings ?? [];
  const remote = settled === draft && body ? found : [];
  const answered =
    props.error instanceof DrsError && failedDraft === draft
      ? props.error.details
      : [];
  const findings = withoutRepeats([
    ...local.filter(finding => tried || !isEmptiness(finding, draft)),
    ...remote,
    ...answered,
  ]);
  const general = findings.filter(finding => !isBesideField(finding));

  const waves = wavesOf(draft);
  const setWaves = (next: WaveDraft[]) =>
    setDraft(before => ({ ...before, waves: next }));
  const nameOf = new Map(
    groups.data?.items.map(group => [group.groupId, group.groupName]),
  );

  return (
    <PageBody
      title={props.title}
      lead="Each wave launches its groups once the waves it waits for are done; waves that wait for the same run beside each other."
    >
      <form
        noValidate
        aria-label={props.title}
        onSubmit={event => {
          event.preventDefault();
          setTried(true);
          setFailedDraft(draft);
          if (local.length === 0) {
            props.onSave(draft, accountOf(draft));
          }
        }}
      >
        {props.above?.(draft)}
        {props.error && failedDraft === draft && (
          <ErrorNotice error={props.error} attempt="save the plan" />
        )}
        <div className={classes.columns}>
          <div>
            <Paper variant="outlined" className={classes.fields}>
              <div className={classes.wide}>
                <Field
                  label="Name"
                  field="planName"
                  required
                  maxLength={255}
                  findings={findings}
                  value={draft.planName}
                  onChange={planName => setDraft({ ...draft, planName })}
                  placeholder="Orders"
                />
              </div>
              <div className={classes.wide}>
                <Field
                  label="Description"
                  field="description"
                  multiline
                  maxLength={1000}
                  findings={findings}
                  value={draft.description}
                  onChange={description => setDraft({ ...draft, description })}
                />
              </div>
              <Field
                label="Target recovery time (minutes)"
                field="targetRtoMinutes"
                type="number"
                min={1}
                findings={findings}
                value={draft.targetRtoMinutes}
                onChange={targetRtoMinutes =>
                  setDraft({ ...draft, targetRtoMinutes })
                }
                help="Runs are measured against it"
              />
              <Field
                label="Target data loss (minutes)"
                field="targetRpoMinutes"
                type="number"
                min={1}
                findings={findings}
                value={draft.targetRpoMinutes}
                onChange={targetRpoMinutes =>
                  setDraft({ ...draft, targetRpoMinutes })
                }
                help="How old the data may be that servers come back with"
              />
              <Field
                label="Longest run (minutes)"
                field="maxDurationMinutes"
                type="number"
                min={5}
                findings={findings}
                value={draft.maxDurationMinutes}
                onChange={maxDurationMinutes =>
                  setDraft({ ...draft, maxDurationMinutes })
                }
                help="A run that takes longer is ended"
              />
              <div className={classes.wide}>
                <Field
                  label="Owner"
                  field="owner"
                  findings={findings}
                  value={draft.owner}
                  onChange={owner => setDraft({ ...draft, owner })}
                  placeholder="group:default/commerce-team"
                  help="The team that answers for it, as the catalog names it"
                />
              </div>
            </Paper>
            <ol className={classes.waves} aria-label="Waves">
              {draft.waves.map((wave, index) => (
                <li key={wave.key}>
                  <WaveCard
                    wave={wave}
                    index={index}
                    waves={draft.waves}
                    groups={groups.data?.items ?? []}
                    findings={findings}
                    onChange={changed =>
                      setWaves(
                        draft.waves.map(other =>
                          other.key === wave.key ? changed : other,
                        ),
                      )
                    }
                    onMove={by => setWaves(moveWave(draft.waves, index, by))}
                    onRemove={() => setWaves(removeWave(draft.waves, index))}
                  />
                </li>
              ))}
            </ol>
            <TextButton
              variant="outlined"
              disabled={draft.waves.length >= 100}
              onClick={() => setWaves([...draft.waves, newWave(draft.waves)])}
            >
              Add wave
            </TextButton>
          </div>
          <div className={classes.graph}>
            <Section title="In this order">
              <WaveGraph
                label="Waves and what each waits for"
                waves={waves.map(wave => ({
                  waveNumber: wave.waveNumber,
                  name: wave.waveName || 'Unnamed',
                  dependsOnWaves: wave.dependsOnWaves,
                  lines: [
                    listed(
                      words,
                      wave.protectionGroupIds.map(id => nameOf.get(id) ?? id),
                      3,
                    ) || 'No group yet',
                  ],
                  state: findingsOf(
                    findings,
                    `waves[${wave.waveNumber - 1}]`,
                  ).some(finding => finding.severity === 'BLOCKING')
                    ? { tone: 'bad', text: 'Has a problem' }
                    : readyState(
                        body &&
                          validation.data?.waves.find(
                            item => item.waveNumber === wave.waveNumber,
                          ),
                      ),
                }))}
              />
              {general.length > 0 && (
                <FindingList
                  findings={general}
                  label="Problems of the whole plan"
                />
              )}
              {validation.isError && body && refusal.length === 0 && (
                <Typography variant="body2">
                  <FailureText>
                    The server could not check the plan:{' '}
                    {validation.error.message}
                  </FailureText>
                </Typography>
              )}
            </Section>
          </div>
        </div>
        <EditorFooter
          findings={findings}
          complete={local.length === 0}
          save={props.save}
          saving={props.saving}
          onDiscard={props.onDiscard}
        />
      </form>
      <LeaveDialog
        open={guard.asking}
        what="what you wrote in this plan"
        onStay={guard.stay}
        onLeave={guard.leave}
      />
    </PageBody>
  );
}
