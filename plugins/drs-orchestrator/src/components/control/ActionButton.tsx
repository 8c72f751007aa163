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

import { forwardRef, useId, type MouseEvent, type ReactElement } from 'react';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { Link, type LinkProps } from '@backstage/core-components';
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

/** A link that looks as the button around it says. */
const ButtonLink = forwardRef<
  HTMLAnchorElement,
  Omit<LinkProps, 'variant' | 'color'>
>((props, ref) => (
  <Link {...props} ref={ref} color="initial" underline="none" />
));

/**
 * A button, or with `to` a link in its look, that, where it may not be used, stays in place and says why: on hover,
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
  const looksUsable = access.allowed || access.pending === true;

  const common = {
    className: `${classes.button} ${looksUsable ? '' : classes.unavailable}`,
    size: props.size ?? ('medium' as const),
    startIcon: props.icon,
    variant:
      variant === 'main' ? ('contained' as const) : ('outlined' as const),
    color: variant === 'main' && looksUsable ? ('primary' as const) : undefined,
    'aria-describedby': hint ? reasonId : undefined,
    ...(variant === 'danger' &&
      looksUsable && {
        style: { color: tones.bad.main, borderColor: tones.bad.main },
      }),
  };
  // What may not be used stays, and says why, but does nothing.
  const inert = {
    ...common,
    'aria-disabled': true,
    disableRipple: true,
    onClick: (event: MouseEvent) => event.preventDefault(),
  };
  let button: ReactElement;
  if (props.to === undefined) {
    button = (
      <Button
        {...(access.allowed ? { ...common, onClick: props.onClick } : inert)}
        type={props.type ?? 'button'}
      >
        {props.children}
      </Button>
    );
  } else if (access.allowed) {
    button = (
      <Button
        {...common}
        component={ButtonLink}
        to={props.to}
        // Material UI would call everything that is no <button> a button.
        role={undefined}
      >
        {props.children}
      </Button>
    );
  } else {
    button = (
      <Button {...inert} component="a" role="link">
        {props.children}
      </Button>
    );
  }
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
