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
import { useGroupsWords } from '../../translations/useGroupsWords';
import {
  bootModeOptions,
  dispositionOptions,
  rightSizingOptions,
} from './launchWords';
import type { LaunchDraft, Switch } from './launchDraft';
import {
  InstanceProfilePicker,
  InstanceTypePicker,
  SecurityGroupsPicker,
  SubnetPicker,
  useSubnet,
  type LaunchPlace,
} from './LaunchPickers';

const useStyles = makeStyles(theme => ({
  title: { ...theme.typography.subtitle2, margin: theme.spacing(2.5, 0, 1) },
}));

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
  const t = useGroupsWords();
  const grid = useFieldGrid();
  const { draft, place, field, findings, onChange } = props;
  const { empty = t('field.empty') } = props;
  const { subnet } = useSubnet(place, draft.subnetId);
  const { subnet: drillSubnet } = useSubnet(place, draft.drillSubnetId);
  const common = (name: string) => ({ field: `${field}.${name}`, findings });
  const picked = (name: string) => ({ ...common(name), place });
  const tickable = (
    name: 'copyPrivateIp' | 'copyTags' | 'osByol' | 'postLaunchEnabled',
    label: string,
    texts: Record<Exclude<Switch, ''>, string>,
  ) => (
    <Choice
      label={label}
      {...common(name)}
      empty={empty}
      value={draft[name]}
      options={[
        { value: 'yes', text: texts.yes },
        { value: 'no', text: texts.no },
      ]}
      onChange={value =>
        onChange({ [name]: value === 'yes' || value === 'no' ? value : '' })
      }
    />
  );
  return (
    <>
      <div className={grid.longFields}>
        <SubnetPicker
          label={t('setting.subnetId')}
          {...picked('subnetId')}
          value={draft.subnetId}
          onChange={subnetId => onChange({ subnetId })}
          help={draft.subnetId === '' ? empty : undefined}
        />
        <SecurityGroupsPicker
          label={t('setting.securityGroupIds')}
          {...picked('securityGroupIds')}
          value={draft.securityGroupIds}
          vpcId={subnet?.vpcId}
          onChange={securityGroupIds => onChange({ securityGroupIds })}
          help={draft.securityGroupIds === '' ? empty : undefined}
        />
      </div>
      <div className={grid.fields}>
        <Choice
          label={t('setting.rightSizing')}
          {...common('rightSizing')}
          empty={empty}
          value={draft.rightSizing}
          options={rightSizingOptions(t)}
          onChange={rightSizing => onChange({ rightSizing })}
        />
        <InstanceTypePicker
          label={t('setting.instanceType')}
          {...picked('instanceType')}
          value={draft.instanceType}
          availabilityZone={subnet?.availabilityZone}
          onChange={instanceType => onChange({ instanceType })}
          help={
            draft.rightSizing === 'BASIC' || draft.rightSizing === 'IN_AWS'
              ? t('field.typeWithoutEffect')
              : (draft.instanceType === '' && empty) || undefined
          }
        />
        <InstanceProfilePicker
          label={t('setting.instanceProfileName')}
          {...picked('instanceProfileName')}
          value={draft.instanceProfileName}
          onChange={instanceProfileName => onChange({ instanceProfileName })}
          help={draft.instanceProfileName === '' ? empty : undefined}
        />
        <Choice
          label={t('setting.launchDisposition')}
          {...common('launchDisposition')}
          empty={empty}
          value={draft.launchDisposition}
          options={dispositionOptions(t)}
          onChange={launchDisposition => onChange({ launchDisposition })}
        />
        {tickable('copyPrivateIp', t('field.privateAddress'), {
          yes: t('field.privateAddresses.yes'),
          no: t('field.privateAddresses.no'),
        })}
        {tickable('copyTags', t('field.sourceTags'), {
          yes: t('field.sourceTagsChoices.yes'),
          no: t('field.sourceTagsChoices.no'),
        })}
        <Choice
          label={t('setting.bootMode')}
          {...common('bootMode')}
          empty={empty}
          value={draft.bootMode}
          options={bootModeOptions(t)}
          onChange={bootMode => onChange({ bootMode })}
        />
        {tickable('osByol', t('field.osLicence'), {
          yes: t('field.osLicences.yes'),
          no: t('field.osLicences.no'),
        })}
        {tickable('postLaunchEnabled', t('field.launchActions'), {
          yes: t('field.launchActionsChoices.yes'),
          no: t('field.launchActionsChoices.no'),
        })}
      </div>
      <h4 className={classes.title}>{t('field.drillNetwork')}</h4>
      <div className={grid.longFields}>
        <SubnetPicker
          label={t('setting.drillSubnet')}
          {...picked('drill.subnetId')}
          value={draft.drillSubnetId}
          onChange={drillSubnetId => onChange({ drillSubnetId })}
        />
        <SecurityGroupsPicker
          label={t('setting.drillSecurityGroups')}
          {...picked('drill.securityGroupIds')}
          value={draft.drillSecurityGroupIds}
          vpcId={drillSubnet?.vpcId}
          onChange={drillSecurityGroupIds =>
            onChange({ drillSecurityGroupIds })
          }
        />
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('field.drillHelp')}
      </Typography>
    </>
  );
}
