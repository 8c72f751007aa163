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

import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  help: { paddingLeft: theme.spacing(4), marginTop: theme.spacing(-0.5) },
}));

/** Something that is so or not, with what that means below it. */
export function Tick(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  help?: string;
  disabled?: boolean;
}) {
  const classes = useStyles();
  return (
    <div>
      <FormControlLabel
        disabled={props.disabled}
        control={
          <Checkbox
            color="primary"
            checked={props.checked}
            onChange={(_, checked) => props.onChange(checked)}
          />
        }
        label={props.label}
      />
      {props.help && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.help}
        >
          {props.help}
        </Typography>
      )}
    </div>
  );
}
