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

import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import Clear from '@material-ui/icons/Clear';
import {
  arrowLine,
  besideWave,
  NODE_WIDTH,
  type Arrow,
  type GraphLayout,
} from '../../../components/waves/graphLayout';
import { useTones } from '../../../theme/tones';
import type { DrawnArrow } from './useWaveLinking';

const BUTTON = 24;

const useStyles = makeStyles(theme => ({
  line: { position: 'absolute', inset: 0, pointerEvents: 'none' },
  button: {
    position: 'absolute',
    width: BUTTON,
    height: BUTTON,
    padding: 0,
    border: `1px solid ${theme.palette.divider}`,
    color: theme.palette.text.primary,
    background: theme.palette.background.paper,
    '&:hover, &:focus-visible': {
      background: theme.palette.background.default,
    },
    '& svg': { fontSize: '1rem' },
  },
}));

/** What lies over the picture of the editor: a way to remove each arrow of the selected wave, and the arrow that is being drawn. */
export function ArrowLayer(props: {
  layout: GraphLayout;
  selected: number | undefined;
  drawn: DrawnArrow | undefined;
  /** Whether the arrow that is being drawn would be refused where it is. */
  refused: boolean;
  labelOf: (arrow: Arrow) => string;
  onRemove: (arrow: Arrow) => void;
}) {
  const classes = useStyles();
  const tones = useTones();
  const { layout, selected, drawn } = props;
  const from = drawn && layout.places.get(drawn.from);
  return (
    <>
      {layout.arrows
        .filter(arrow => arrow.from === selected || arrow.to === selected)
        .map(arrow => {
          // At the far end, where the arrows of one wave are apart from each other.
          const { x, y } = besideWave(
            arrow,
            arrow.from === selected ? 'end' : 'start',
          );
          const label = props.labelOf(arrow);
          return (
            <Tooltip key={`${arrow.from}-${arrow.to}`} title={label}>
              <IconButton
                aria-label={label}
                className={classes.button}
                style={{ left: x - BUTTON / 2, top: y - BUTTON / 2 }}
                onClick={() => props.onRemove(arrow)}
              >
                <Clear />
              </IconButton>
            </Tooltip>
          );
        })}
      {drawn && from && (
        <svg
          className={classes.line}
          width={layout.width}
          height={layout.height}
          overflow="visible"
          aria-hidden
        >
          <path
            d={arrowLine({
              from: drawn.from,
              to: drawn.from,
              start: {
                x: from.x + NODE_WIDTH,
                y: from.y + layout.nodeHeight / 2,
              },
              end: { x: from.x + drawn.dx, y: from.y + drawn.dy },
            })}
            fill="none"
            stroke={tones[props.refused ? 'bad' : 'running'].main}
            strokeWidth={2.5}
            strokeDasharray="6 4"
          />
        </svg>
      )}
    </>
  );
}
