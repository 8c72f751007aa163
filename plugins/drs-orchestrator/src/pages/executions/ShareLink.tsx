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

import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from '../../components/control/CopyButton';

const useStyles = makeStyles({
  // In a line of text, as high as the text.
  small: { display: 'inline-flex', '& svg': { width: 16, height: 16 } },
});

/** Copies a link to the present page with other parameters in it; an empty one is left out. */
export function ShareLink(props: {
  label: string;
  with?: Readonly<Record<string, string>>;
}) {
  const classes = useStyles();
  return (
    <span className={classes.small}>
      <CopyButton
        label={props.label}
        text={linkWith(window.location.href, props.with ?? {})}
      />
    </span>
  );
}

/** An address with other parameters in its query. */
export function linkWith(
  address: string,
  changes: Readonly<Record<string, string>>,
): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') {
      url.searchParams.delete(name);
    } else {
      url.searchParams.set(name, value);
    }
  }
  return url.toString();
}
