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

import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Finding } from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { Choice } from '../../components/form/Choice';
import { useFieldGrid } from '../../components/form/useFieldGrid';
import { bootModes, dispositions, rightSizings } from './launchWords';
import type { LaunchDraft, Switch } from './launchDraft';
import {
  InstanceProfilePicker,
  InstanceTypePicker,
  SecurityGroupsPicker,
  SubnetPicker,
  useSubnet,
  type LaunchPlace,
} from './LaunchPickers';

const AS_IT_IS = 'As it is in AWS';

const useStyles = makeStyles(theme => ({
  title: { ...theme.typography.subtitle2, margin: theme.spacing(2.5, 0, 1) },
}));

const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

/** How servers are launched, and the network of drills; what is empty stays as it is in AWS. */
export function LaunchFields(props: {
  draft: LaunchDraft;
  /** Where they are launched. */
  place: LaunchPlace;
  /** The path of the settings in the request. */
  field: string;
  /** What an empty field means. */
  empty?: string;
  findings: readonly Finding[];
  onChange: (changes: Partial<LaunchDraft>) => void;
}) {
  const classes = useStyles();
  const grid = useFieldGrid();
  const { draft, place, field, findings, onChange, empty = AS_IT_IS } = props;
  const { subnet } = useSubnet(place, draft.subnetId);
  const { subnet: drillSubnet } = useSubnet(place, draft.drillSubnetId);
  const common = (name: string) => ({ field: `${field}.${name}`, findings });
  const picked = (name: string) => ({ ...common(name), place });
  const tickable = (
    name: 'copyPrivateIp' | 'copyTags' | 'osByol' | 'postLaunchEnabled',
    label: string,
    words: Record<Exclude<Switch, ''>, string>,
  ) => (
    <Choice
      label={label}
      {...common(name)}
      empty={empty}
      value={draft[name]}
      options={optionsOf(words)}
      onChange={value =>
        onChange({ [name]: value === 'yes' || value === 'no' ? value : '' })
      }
    />
  );
  return (
    <>
      <div className={grid.longFields}>
        <SubnetPicker
          label="Subnet"
          {...picked('subnetId')}
          value={draft.subnetId}
          onChange={subnetId => onChange({ subnetId })}
          help={draft.subnetId === '' ? empty : undefined}
        />
        <SecurityGroupsPicker
          label="Security groups"
          {...picked('securityGroupIds')}
          value={draft.securityGroupIds}
          vpcId={subnet?.vpcId}
          onChange={securityGroupIds => onChange({ securityGroupIds })}
          help={draft.securityGroupIds === '' ? empty : undefined}
        />
      </div>
      <div className={grid.fields}>
        <Choice
          label="Instance type chosen by"
          {...common('rightSizing')}
          empty={empty}
          value={draft.rightSizing}
          options={optionsOf(rightSizings)}
          onChange={rightSizing => onChange({ rightSizing })}
        />
        <InstanceTypePicker
          label="Instance type"
          {...picked('instanceType')}
          value={draft.instanceType}
          availabilityZone={subnet?.availabilityZone}
          onChange={instanceType => onChange({ instanceType })}
          help={
            draft.rightSizing === 'BASIC' || draft.rightSizing === 'IN_AWS'
              ? 'Without effect: DRS chooses it'
              : (draft.instanceType === '' && empty) || undefined
          }
        />
        <InstanceProfilePicker
          label="Instance profile"
          {...picked('instanceProfileName')}
          value={draft.instanceProfileName}
          onChange={instanceProfileName => onChange({ instanceProfileName })}
          help={draft.instanceProfileName === '' ? empty : undefined}
        />
        <Choice
          label="After the launch"
          {...common('launchDisposition')}
          empty={empty}
          value={draft.launchDisposition}
          options={optionsOf(dispositions)}
          onChange={launchDisposition => onChange({ launchDisposition })}
        />
        {tickable('copyPrivateIp', 'Private address', {
          yes: 'The one of the source',
          no: 'Any free one',
        })}
        {tickable('copyTags', 'Tags of the source', {
          yes: 'Copied',
          no: 'Not copied',
        })}
        <Choice
          label="Boot mode"
          {...common('bootMode')}
          empty={empty}
          value={draft.bootMode}
          options={optionsOf(bootModes)}
          onChange={bootMode => onChange({ bootMode })}
        />
        {tickable('osByol', 'OS licence', {
          yes: 'Our own',
          no: 'From AWS',
        })}
        {tickable('postLaunchEnabled', 'Launch actions of DRS', {
          yes: 'Run',
          no: 'Do not run',
        })}
      </div>
      <h4 className={classes.title}>Drill network</h4>
      <div className={grid.longFields}>
        <SubnetPicker
          label="Subnet of drills"
          {...picked('drill.subnetId')}
          value={draft.drillSubnetId}
          onChange={drillSubnetId => onChange({ drillSubnetId })}
        />
        <SecurityGroupsPicker
          label="Security groups of drills"
          {...picked('drill.securityGroupIds')}
          value={draft.drillSecurityGroupIds}
          vpcId={drillSubnet?.vpcId}
          onChange={drillSecurityGroupIds =>
            onChange({ drillSecurityGroupIds })
          }
        />
      </div>
      <Typography variant="body2" color="textSecondary">
        Drills are launched there, apart from what runs; afterwards the settings
        are put back.
      </Typography>
    </>
  );
}
