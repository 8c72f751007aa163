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

import { useId, type ReactNode } from 'react';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Close from '@material-ui/icons/Close';
import { useWords } from '../../translations/useWords';

const useStyles = makeStyles(theme => ({
  paper: {
    ...theme.typography.body2,
    padding: theme.spacing(3),
    boxSizing: 'border-box',
  },
  top: { display: 'flex', justifyContent: 'space-between', gap: 8 },
  title: { fontSize: '1.35rem', fontWeight: 600, overflowWrap: 'anywhere' },
}));

/** The whole of one row of a table, at the side of the page. */
export function SideDrawer(props: {
  /** Absent: it is closed. */
  title: string | undefined;
  /** At most, in pixels. */
  width?: number;
  onClose: () => void;
  children: ReactNode;
}) {
  const classes = useStyles();
  const words = useWords();
  const titleId = useId();
  const { title, width = 640, onClose } = props;
  return (
    <Drawer
      anchor="right"
      open={title !== undefined}
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-labelledby': titleId,
        style: { width: `min(${width}px, 100vw)` },
      }}
    >
      {title !== undefined && (
        <>
          <div className={classes.top}>
            <Typography id={titleId} variant="h2" className={classes.title}>
              {title}
            </Typography>
            <IconButton
              aria-label={words('dialog.close')}
              size="small"
              onClick={onClose}
            >
              <Close />
            </IconButton>
          </div>
          {props.children}
        </>
      )}
    </Drawer>
  );
}
