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

import { useId, type MouseEvent, type ReactElement } from 'react';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { LinkButton } from '@backstage/core-components';
import type { Access } from '../../api/access';
import { useTones } from '../../theme/tones';

const useStyles = makeStyles(theme => ({
  button: { textTransform: 'none', whiteSpace: 'nowrap' },
  unavailable: {
    opacity: 1,
    cursor: 'not-allowed',
    color: theme.palette.text.disabled,
    borderColor: theme.palette.action.disabledBackground,
    '&, &:hover, &:focus': {
      boxShadow: 'none',
      backgroundColor: theme.palette.action.disabledBackground,
    },
  },
  reason: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
}));

/**
 * A button that, where it may not be used, stays in place and says why: on hover,
 * on focus and to screen readers. It is therefore `aria-disabled` rather than
 * `disabled`, which nothing can focus.
 */
export function ActionButton(props: {
  children: string;
  access?: Access;
  /** What the action does, shown on hover when it may be used. */
  consequence?: string;
  variant?: 'main' | 'plain' | 'danger';
  size?: 'small' | 'medium';
  icon?: ReactElement;
  onClick?: () => void;
  to?: string;
  type?: 'button' | 'submit';
}) {
  const classes = useStyles();
  const tones = useTones();
  const reasonId = useId();
  const { access = { allowed: true }, variant = 'plain' } = props;
  const hint = access.allowed ? props.consequence : access.reason;

  const common = {
    className: `${classes.button} ${access.allowed ? '' : classes.unavailable}`,
    size: props.size ?? ('medium' as const),
    startIcon: props.icon,
    variant:
      variant === 'main' ? ('contained' as const) : ('outlined' as const),
    color:
      variant === 'main' && access.allowed ? ('primary' as const) : undefined,
    'aria-describedby': hint ? reasonId : undefined,
    ...(variant === 'danger' &&
      access.allowed && {
        style: { color: tones.bad.main, borderColor: tones.bad.main },
      }),
  };
  const button =
    props.to !== undefined && access.allowed ? (
      <LinkButton {...common} to={props.to}>
        {props.children}
      </LinkButton>
    ) : (
      <Button
        {...common}
        type={props.type ?? 'button'}
        aria-disabled={!access.allowed}
        disableRipple={!access.allowed}
        onClick={(event: MouseEvent) => {
          if (access.allowed) {
            props.onClick?.();
          } else {
            event.preventDefault();
          }
        }}
      >
        {props.children}
      </Button>
    );
  // The tree stays the same whether there is a hint or not: the button would
  // otherwise be made anew, and lose the focus, when it becomes available.
  return (
    <>
      <Tooltip title={hint ?? ''}>
        <span>{button}</span>
      </Tooltip>
      <span id={reasonId} className={classes.reason}>
        {hint}
      </span>
    </>
  );
}
