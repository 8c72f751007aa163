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

import { useState } from 'react';
import {
  DrsError,
  type Finding,
  type InstanceProfile,
  type InstanceType,
  type SecurityGroup,
  type Subnet,
} from '@drs-orchestrator/plugin-drs-orchestrator-common';
import { useOperation } from '../../api/operations';
import { SuggestField } from '../../components/form/SuggestField';
import type {
  Suggestion,
  Suggestions,
  Trouble,
} from '../../components/form/SuggestInput';
import { SuggestManyField } from '../../components/form/SuggestManyField';
import { useDebounced } from '../../routing/useDebounced';
import type { GroupsWords } from '../../translations/groups';
import { useGroupsWords } from '../../translations/useGroupsWords';

/** So many are suggested at once; the rest is found by typing. */
const SUGGESTED = 50;

/** The account and Region whose EC2 is asked; empty while they are not chosen. */
export interface LaunchPlace {
  readonly accountId: string;
  readonly region: string;
}

interface PickerProps {
  place: LaunchPlace;
  label: string;
  /** Its path in the request, by which findings name it. */
  field: string;
  findings: readonly Finding[];
  help?: string;
}

interface SingleProps extends PickerProps {
  value: string;
  onChange: (value: string) => void;
}

const isKnown = ({ accountId, region }: LaunchPlace): boolean =>
  accountId !== '' && region !== '';

/** What is looked for, once the list was opened; AWS is not asked before. */
function useSearch() {
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(false);
  const settled = useDebounced(text, 250);
  return {
    opened,
    /** Absent: everything is asked for. */
    text: settled.trim() || undefined,
    onSearch: setText,
    onOpen: () => setOpened(true),
  };
}

/** What an answer suggests; an answer that failed leaves the field to be typed into. */
function suggestionsOf<T>(
  t: GroupsWords,
  what: string,
  // Fields that ask the same share the answer, also those nobody has opened yet.
  opened: boolean,
  answer: {
    data?: { items: T[]; totalItems?: number };
    isFetching: boolean;
    error: Error | null;
  },
  suggest: (item: T) => Suggestion,
): Suggestions {
  if (!opened) {
    return { items: [], total: 0, loading: false };
  }
  const items = answer.error ? [] : answer.data?.items.map(suggest) ?? [];
  return {
    items,
    total: answer.data?.totalItems ?? items.length,
    loading: answer.isFetching,
    trouble: answer.error ? troubleOf(t, what, answer.error) : undefined,
  };
}

function troubleOf(t: GroupsWords, what: string, error: Error): Trouble {
  const drs = error instanceof DrsError ? error : undefined;
  const aws = drs?.facts.aws;
  const code = aws?.code ?? drs?.code ?? error.name;
  return {
    short: t('suggest.trouble', { what, code }),
    whole: [
      error.message,
      code,
      ...(aws?.requestId === undefined
        ? []
        : [t('suggest.request', { id: aws.requestId })]),
    ].join(' · '),
  };
}

const subnetFacts = (t: GroupsWords, subnet: Subnet): string[] => [
  subnet.availabilityZone,
  subnet.cidr,
  subnet.availableAddresses === 0
    ? t('suggest.noAddress')
    : t('suggest.addresses', { count: subnet.availableAddresses }),
  subnet.vpcId,
];

/** The subnet that has been chosen, where AWS knows it. */
export function useSubnet(place: LaunchPlace, subnetId: string) {
  const isWhole = /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/.test(subnetId);
  const answer = useOperation(
    'get_ec2_subnets',
    { query: { ...place, text: subnetId, limit: 1 } },
    { enabled: isKnown(place) && isWhole },
  );
  const found = answer.data?.items.find(item => item.subnetId === subnetId);
  return {
    subnet: found,
    /** AWS answered, and has no such subnet. */
    isMissing: isWhole && answer.data !== undefined && !found,
  };
}

/** Chooses a subnet by its name, zone and free addresses. */
export function SubnetPicker(props: SingleProps) {
  const t = useGroupsWords();
  const { place, value } = props;
  const search = useSearch();
  const answer = useOperation(
    'get_ec2_subnets',
    { query: { ...place, text: search.text, limit: SUGGESTED } },
    { enabled: isKnown(place) && search.opened, keepPrevious: true },
  );
  const { subnet, isMissing } = useSubnet(place, value);
  const chosen = subnet
    ? [...(subnet.name ? [subnet.name] : []), ...subnetFacts(t, subnet)].join(
        ' · ',
      )
    : undefined;
  const missing = isMissing
    ? t('suggest.noSubnet', { region: place.region })
    : undefined;
  return (
    <SuggestField
      label={props.label}
      field={props.field}
      findings={props.findings}
      value={value}
      onChange={props.onChange}
      onSearch={search.onSearch}
      onOpen={search.onOpen}
      placeholder="subnet-0123456789abcdef0"
      help={chosen ?? missing ?? props.help}
      suggestions={suggestionsOf(
        t,
        t('suggest.subnets'),
        search.opened,
        answer,
        item => ({
          value: item.subnetId,
          title: item.name ?? item.subnetId,
          facts: subnetFacts(t, item),
        }),
      )}
    />
  );
}

const groupFacts = (group: SecurityGroup): string[] =>
  [group.description, group.vpcId].filter(fact => fact !== '');

/** Chooses security groups by their names; of the VPC of the subnet, where that is known. */
export function SecurityGroupsPicker(
  props: PickerProps & {
    /** IDs, separated by commas or spaces. */
    value: string;
    /** The VPC of the subnet that is chosen beside. */
    vpcId: string | undefined;
    onChange: (value: string) => void;
  },
) {
  const t = useGroupsWords();
  const { place, vpcId } = props;
  const values = props.value.split(/[\s,]+/).filter(id => id !== '');
  const search = useSearch();
  const answer = useOperation(
    'get_ec2_security_groups',
    { query: { ...place, vpcId, text: search.text, limit: SUGGESTED } },
    { enabled: isKnown(place) && search.opened, keepPrevious: true },
  );
  const named = useOperation(
    'get_ec2_security_groups',
    { query: { ...place, limit: 200 } },
    { enabled: isKnown(place) && values.length > 0 },
  );
  const names = new Map(
    [...(named.data?.items ?? []), ...(answer.data?.items ?? [])].map(group => [
      group.securityGroupId,
      group.name,
    ]),
  );
  return (
    <SuggestManyField
      label={props.label}
      field={props.field}
      findings={props.findings}
      values={values}
      nameOf={id => names.get(id)}
      onChange={ids => props.onChange(ids.join(', '))}
      onSearch={search.onSearch}
      onOpen={search.onOpen}
      placeholder="sg-0123456789abcdef0"
      help={props.help}
      suggestions={suggestionsOf(
        t,
        t('suggest.securityGroups'),
        search.opened,
        answer,
        item => ({
          value: item.securityGroupId,
          title: item.name,
          facts: groupFacts(item),
        }),
      )}
    />
  );
}

const typeFacts = (t: GroupsWords, type: InstanceType): string[] => [
  t('suggest.vcpus', { count: type.vcpus }),
  t('suggest.memory', { gib: type.memoryMib / 1024 }),
  type.architectures.join(', '),
  ...(type.currentGeneration ? [] : [t('suggest.previousGeneration')]),
];

/** Chooses an instance type by its size; of those that the subnet's zone offers, where that is known. */
export function InstanceTypePicker(
  props: SingleProps & { availabilityZone: string | undefined },
) {
  const t = useGroupsWords();
  const { place, value, availabilityZone } = props;
  const search = useSearch();
  const answer = useOperation(
    'get_ec2_instance_types',
    {
      query: {
        ...place,
        availabilityZone,
        text: search.text,
        limit: SUGGESTED,
      },
    },
    { enabled: isKnown(place) && search.opened, keepPrevious: true },
  );
  const chosen = useOperation(
    'get_ec2_instance_types',
    { query: { ...place, text: value, limit: SUGGESTED } },
    { enabled: isKnown(place) && /^[a-z][\w-]*\.[\w-]+$/.test(value) },
  ).data?.items.find(item => item.instanceType === value);
  return (
    <SuggestField
      label={props.label}
      field={props.field}
      findings={props.findings}
      value={value}
      onChange={props.onChange}
      onSearch={search.onSearch}
      onOpen={search.onOpen}
      placeholder="m6i.large"
      help={props.help ?? (chosen && typeFacts(t, chosen).join(' · '))}
      suggestions={suggestionsOf(
        t,
        t('suggest.instanceTypes'),
        search.opened,
        answer,
        item => ({
          value: item.instanceType,
          title: item.instanceType,
          facts: typeFacts(t, item),
        }),
      )}
    />
  );
}

const profileFacts = (t: GroupsWords, profile: InstanceProfile): string[] => [
  profile.roleName === undefined
    ? t('suggest.noRole')
    : t('suggest.role', { role: profile.roleName }),
];

/** Chooses an instance profile by its name. */
export function InstanceProfilePicker(props: SingleProps) {
  const t = useGroupsWords();
  const { place } = props;
  const search = useSearch();
  const answer = useOperation(
    'get_ec2_instance_profiles',
    { query: { ...place, text: search.text, limit: SUGGESTED } },
    { enabled: isKnown(place) && search.opened, keepPrevious: true },
  );
  return (
    <SuggestField
      label={props.label}
      field={props.field}
      findings={props.findings}
      value={props.value}
      onChange={props.onChange}
      onSearch={search.onSearch}
      onOpen={search.onOpen}
      placeholder="app-server"
      help={props.help}
      suggestions={suggestionsOf(
        t,
        t('suggest.instanceProfiles'),
        search.opened,
        answer,
        item => ({
          value: item.instanceProfileName,
          title: item.instanceProfileName,
          facts: profileFacts(t, item),
        }),
      )}
    />
  );
}
