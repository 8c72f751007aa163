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
import { DrsError } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { NoAnswerError } from '../../api/answerWithin';
import { TextButton } from '../control/TextButton';
import { useTones } from '../../theme/tones';
import { CopyButton } from '../control/CopyButton';
import { StatusIcon } from '../status/StatusIcon';
import type { Words } from '../../translations/words';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1.5),
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  list: { margin: theme.spacing(1, 0), paddingLeft: theme.spacing(2.5) },
  codes: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
    marginTop: theme.spacing(0.5),
  },
}));

/** What to do about an error, by its kind. */
function advice(words: Words, error: Error): string {
  if (!(error instanceof DrsError)) {
    return error.name === 'ZodError'
      ? words('error.advice.otherRelease')
      : words('error.advice.connection');
  }
  switch (error.code) {
    case 'NOT_AUTHENTICATED':
      return words('error.advice.signIn');
    case 'INSUFFICIENT_PERMISSIONS':
      return words('error.advice.askForRole');
    case 'ACCOUNT_UNREACHABLE':
    case 'AWS_ERROR':
      return words('error.advice.aws');
    case 'THROTTLED':
    case 'DRS_LIMIT_EXCEEDED':
      return words('error.advice.wait');
    case 'PROTECTION_GROUP_NOT_FOUND':
    case 'RECOVERY_PLAN_NOT_FOUND':
    case 'EXECUTION_NOT_FOUND':
    case 'TARGET_ACCOUNT_NOT_FOUND':
    case 'ENTITY_NOT_FOUND':
      return words('error.advice.gone');
    case 'CATALOG_UNREACHABLE':
      return words('error.advice.catalog');
    case 'INTERNAL_ERROR':
      return words('error.advice.log');
    default:
      return '';
  }
}

/** The words with a full stop, so that the advice can follow. */
function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** What the error itself says; nothing where that would help nobody. */
function saidBy(words: Words, error: Error): string {
  if (error instanceof NoAnswerError) {
    return words('error.noAnswer', { seconds: String(error.seconds) });
  }
  return error.name === 'ZodError' ? '' : sentence(error.message);
}

/** Says what could not be done, why, and what to do; AWS's own code and request ID can be copied. */
export function ErrorNotice(props: {
  error: Error;
  /** What was attempted, after "Could not": "read the recovery plans". */
  attempt: string;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const words = useWords();
  const classes = useStyles();
  const tones = useTones();
  const { error } = props;
  const drs = error instanceof DrsError ? error : undefined;
  const aws = drs?.facts.aws;
  const hint = advice(words, error);
  const codes = [
    ...(drs ? [drs.code] : []),
    ...(aws ? [aws.code] : []),
    ...(aws?.requestId ? [words('error.request', { id: aws.requestId })] : []),
  ].join(' · ');
  return (
    <div
      role="alert"
      className={classes.root}
      style={{ background: tones.bad.soft }}
    >
      <StatusIcon tone="bad" size={22} />
      <div>
        <Typography variant="subtitle2" component="p">
          {words('error.couldNot', { attempt: props.attempt })}
        </Typography>
        <Typography variant="body2">
          {saidBy(words, error)} {hint}
        </Typography>
        {drs && drs.details.length > 0 && (
          <ul className={classes.list}>
            {drs.details.map((finding, index) => (
              <li key={index}>
                <Typography variant="body2" component="span">
                  {finding.message}
                  {finding.remedy ? ` ${finding.remedy}` : ''}
                </Typography>
              </li>
            ))}
          </ul>
        )}
        {codes && (
          <div className={classes.codes}>
            {codes}
            <CopyButton text={codes} label={words('error.copyCode')} />
          </div>
        )}
        {props.children}
        {props.onRetry && (
          <TextButton size="small" variant="outlined" onClick={props.onRetry}>
            {words('error.tryAgain')}
          </TextButton>
        )}
      </div>
    </div>
  );
}
